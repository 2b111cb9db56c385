// What Lighthouse says of the page of the locked vaults, served as `make serve` does.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../../scripts/lib/server.mjs";
import { lighthouseOf } from "./harness/lighthouse.mjs";
import { dist } from "./harness/site.mjs";

let server;
let found;

before(async () => {
  server = await serve(dist);
  found = await lighthouseOf(`${server.origin}/`);
});
after(() => server.close());

// Its points for speed depend on the machine, and on what else that does: `make bench` has them.
for (const category of ["accessibility", "best-practices"]) {
  test(`the locked page has all points for ${category}`, () => {
    assert.equal(found.scores[category], 100, found.lost[category].join(", "));
  });
}

test("no audit failed to run, and what Lighthouse cannot judge here is named", (t) => {
  const { failed, unjudged, manual } = found;
  assert.deepEqual(failed, []);
  t.diagnostic("the network is simulated: a phone on slow 4G, in place of a host's own HTTPS, HTTP version and distance");
  for (const title of unjudged) t.diagnostic(`only with a public host: ${title}`);
  for (const title of manual) t.diagnostic(`for people: ${title}`);
});
