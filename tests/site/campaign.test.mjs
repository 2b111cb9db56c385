// The short form of what `make soak` does at length: kills at random moments, and memory that does not grow.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dist, serve } from "./harness/index.mjs";
import { killAtRandom } from "./harness/campaign.mjs";
import { measureMemory, growth } from "./harness/memory.mjs";

const KILLS = { LevelDB: 8, SQLite: 4 };
let server;

before(async () => {
  server = await serve(dist);
});
after(() => server.close());

for (const [storage, kills] of Object.entries(KILLS)) {
  test(`${kills} kills at random moments of a mixed load lose nothing that was kept in ${storage}`, { timeout: 120_000 }, async (t) => {
    const writes = await killAtRandom(server.origin, kills, { storage });
    t.diagnostic(`${writes} writes were kept`);
    assert.ok(writes > 0);
  });
}

test("the memory of a page does not grow with the work that is done in it", { timeout: 120_000 }, async (t) => {
  const sizes = await measureMemory(server.origin, { rounds: 5, operations: 150 });
  t.diagnostic(`MB after each round: ${sizes.map((size) => (size / 2 ** 20).toFixed(1)).join(", ")}`);
  assert.ok(growth(sizes) < 4 * 2 ** 20, `${growth(sizes)} bytes more after warming up`);
});
