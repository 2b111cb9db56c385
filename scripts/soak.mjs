// The long campaigns in a browser: `soak.mjs kills 200` and `soak.mjs memory 60`.
import { serve } from "./lib/server.mjs";
import { killAtRandom } from "../tests/site/harness/campaign.mjs";
import { growth, measureMemory } from "../tests/site/harness/memory.mjs";
import { dist } from "../tests/site/harness/site.mjs";
import { storages } from "../tests/site/harness/storages.mjs";

/** After so many kills a new vault is begun, so that checking does not take longer and longer. */
const OF_ONE_VAULT = 25;
/** Which of Chromium's storages the vaults lie in, one after the other. */
const inTurn = Object.keys(storages);
const OPERATIONS = 1000;
/** What a page may hold more after hours than after warming up. */
const GROWTH = 8 * 2 ** 20;

async function kills(origin, total) {
  for (let done = 0, turn = 0; done < total; done += OF_ONE_VAULT, turn += 1) {
    const rounds = Math.min(OF_ONE_VAULT, total - done);
    const storage = inTurn[turn % inTurn.length];
    const writes = await killAtRandom(origin, rounds, { first: done, storage });
    console.log(`${done + rounds} of ${total} kills; ${writes} writes of the last ${rounds}, in ${storage}, were kept, and all of them are there.`);
  }
}

async function memory(origin, rounds) {
  const say = (round, size) => console.log(`${(round + 1) * OPERATIONS} operations: ${(size / 2 ** 20).toFixed(1)} MB`);
  const sizes = await measureMemory(origin, { rounds, operations: OPERATIONS, onRound: say });
  const more = growth(sizes);
  console.log(`After warming up it grew by ${(more / 2 ** 20).toFixed(2)} MB.`);
  if (more > GROWTH) throw new Error(`A page may grow by ${GROWTH / 2 ** 20} MB.`);
}

const campaigns = { kills, memory };
const [name, amount] = process.argv.slice(2);
if (!(name in campaigns) || !(Number(amount) > 0)) throw new Error("Say which campaign, kills or memory, and how much of it.");
const server = await serve(dist);
try {
  await campaigns[name](server.origin, Number(amount));
} finally {
  await server.close();
}
