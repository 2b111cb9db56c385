// How the build arranges and packs the core.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { at } from "../../scripts/lib/files.mjs";
import { orderByLikeness } from "../../scripts/lib/likeness.mjs";
import { functionBodies, importedFunctions, namesOfFunctions, withFunctionNames } from "../../scripts/lib/wasm.mjs";

const core = readFileSync(at(".cache/core.wasm"));

/** Bytes without a pattern, the same for the same seed. */
function noise(seed, length) {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

describe("orderByLikeness", () => {
  it("puts together what is alike, and leaves nothing out", () => {
    const kinds = [1, 2, 3].map((seed) => noise(seed, 200));
    const variant = (kind, end) => Uint8Array.of(...kinds[kind], end);
    const bodies = [variant(0, 1), variant(1, 1), variant(2, 1), variant(1, 2), variant(0, 2), variant(2, 2)];
    const order = orderByLikeness(bodies);
    assert.deepEqual([...order].sort((a, b) => a - b), [0, 1, 2, 3, 4, 5]);
    const kindAt = [0, 1, 2, 1, 0, 2];
    const changes = order.filter((place, rank) => rank > 0 && kindAt[place] !== kindAt[order[rank - 1]]);
    assert.equal(changes.length, 2, `the order ${order.join(" ")} goes from one kind to another more often than there are kinds`);
  });

  it("has an answer for no function, and for functions shorter than a piece", () => {
    assert.deepEqual(orderByLikeness([]), []);
    assert.deepEqual(orderByLikeness([Uint8Array.of(1), Uint8Array.of()]), [0, 1]);
  });
});

describe("The core as it is built", () => {
  it("names no function", () => assert.equal(namesOfFunctions(core).size, 0));

  it("keeps its code when its functions are named, and gives the names back", () => {
    const [first, bodies] = [importedFunctions(core), functionBodies(core)];
    const names = new Map(bodies.map((_, place) => [first + place, `function ${place}, é`]));
    const named = withFunctionNames(core, names);
    assert.ok(WebAssembly.validate(named));
    assert.deepEqual(namesOfFunctions(named), names);
    assert.deepEqual(namesOfFunctions(withFunctionNames(named, new Map([[first, "one"]]))), new Map([[first, "one"]]));
    assert.ok(functionBodies(named).every((body, place) => Buffer.from(body).equals(bodies[place])));
  });

  it("has its functions in an order that cannot be bettered by arranging them again", () => {
    const bodies = functionBodies(core);
    const size = (order) => gzipSync(Buffer.concat(order.map((place) => bodies[place])), { level: 9 }).length;
    assert.ok(size([...bodies.keys()]) < 1.01 * size(orderByLikeness(bodies)));
  });

  it("unpacks to what it was, from less than gzip makes of it", () => {
    const packed = readFileSync(at(".cache/core.wasm.gz"));
    assert.ok(gunzipSync(packed).equals(core));
    assert.ok(packed.length < gzipSync(core, { level: 9 }).length);
  });
});
