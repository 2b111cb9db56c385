// A browser that is killed at random moments of a mixed load: whatever it said was kept must be there afterwards.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { killAll, processesOf } from "./kill.mjs";
import { launch } from "./launch.mjs";
import { isKeptIn, storages } from "./storages.mjs";
import { deviceKey, openTracker } from "./tracker.mjs";

const key = deviceKey();
const BATCH = 40;
/** A kill comes at most so many milliseconds after the load began. */
const LATEST_MS = 700;

/**
 * Runs in the page: writes and reads without end, in two strands at a time. Each write is told on the console before
 * it begins and once it is kept.
 */
async function load([index, round, batch]) {
  const vault = globalThis.vaultAt(index);
  const clients = ["ada", "eve", "kim"];
  const states = ["very_negative", "negative", "neutral", "positive", "very_positive"];
  let number = 0;
  const pick = (list) => list[Math.floor(Math.random() * list.length)];
  const session = (session_id) => ({ session_id, client_id: pick(clients), emotional_state: pick(states), timestamp: new Date(Date.UTC(2023 + (number % 3), number % 12, 1 + (number % 28), 9)).toISOString(), progress_notes: `notes of ${session_id}` });
  const tell = (word, what) => console.log(`${word} ${JSON.stringify(what)}`);
  const write = async (what, call) => {
    tell("trying", what);
    await call();
    tell("kept", what);
  };
  const works = {
    log: async (id, kept) => {
      await write({ kind: "log", id }, () => vault.logSession(session(id)));
      kept.push(id);
    },
    // Each strand amends its own sessions, one after the other, so that it is known which text is the last.
    amend: async (id, kept) => {
      const of = pick(kept);
      if (of) await write({ kind: "amend", id: of, notes: id }, () => vault.amendSession(of, { progress_notes: id }, { reason: "a slip" }));
    },
    goal: (id) => write({ kind: "goal", id }, () => vault.updateGoalProgress("goal", Math.floor(Math.random() * 100), id)),
    import: (id) => write({ kind: "import", id }, () => vault.importSessions(Array.from({ length: batch }, (_, place) => ({ ...session(`${id}/${place}`), client_id: "ada" })))),
    read: async () => {
      await vault.getSessions(pick(clients), { limit: 20 });
      await vault.getCaseload();
    },
  };
  const names = ["log", "log", "log", "amend", "amend", "goal", "goal", "import", "read"];
  const strand = async () => {
    const kept = [];
    for (;;) await works[pick(names)](`${round}-${number++}`, kept);
  };
  await Promise.all([strand(), strand()]);
}

/** What was begun and what was kept, over all rounds. */
function notebook() {
  const [kept, tried] = [{ log: new Set(), goal: new Set(), import: new Set() }, { import: new Set() }];
  /** For each session what it may say: what was kept last, and what was tried since. */
  const notes = new Map();
  /** For each round the highest number of a write that was heard of. */
  const heard = new Map();
  const parts = (name) => name.split("-").map(Number);
  /**
   * Whether a write came after all that was heard of its round: a kill can take the last words with it, and leave what
   * was written after them.
   */
  const isUnheard = (name = "") => parts(name)[1] > (heard.get(parts(name)[0]) ?? -1);
  const take = (word, { kind, id, notes: said }) => {
    const [round, number] = parts(said ?? id);
    heard.set(round, Math.max(heard.get(round) ?? -1, number));
    if (kind === "amend" && word === "trying") notes.set(id, [...(notes.get(id) ?? [`notes of ${id}`]), said]);
    else if (kind === "amend") notes.set(id, notes.get(id).slice(notes.get(id).indexOf(said)));
    else if (word === "kept") kept[kind].add(id);
    else tried[kind]?.add(id);
  };
  return { kept, tried, notes, take, isUnheard };
}

/** Fails unless everything that was kept is in the vault, and nothing that was begun is there by half. */
async function check(vault, { kept, tried, notes, isUnheard }, label) {
  const clients = await Promise.all(["ada", "eve", "kim"].map((client) => vault.getSessions(client)));
  const there = new Map(clients.flat().map((session) => [session.session_id, session.progress_notes]));
  const lost = [...kept.log].filter((id) => !there.has(id));
  assert.deepEqual(lost, [], `${label}: sessions that were kept are gone`);
  for (const [id, said] of notes) {
    const text = there.get(id);
    assert.ok(said.includes(text) || isUnheard(text), `${label}: ${id} says ${text}, not one of ${said}`);
  }
  for (const id of tried.import) {
    const found = Array.from({ length: BATCH }, (_, place) => there.has(`${id}/${place}`)).filter(Boolean).length;
    assert.ok(found === BATCH || (found === 0 && !kept.import.has(id)), `${label}: ${found} of an import of ${BATCH}`);
  }
  const history = new Set((await vault.getGoalHistory("goal")).map((entry) => entry.notes));
  assert.deepEqual([...kept.goal].filter((id) => !history.has(id)), [], `${label}: progress that was kept is gone`);
  assert.deepEqual((await vault.verifyVault()).damaged, [], label);
  assert.equal((await vault.verifyAuditLog()).intact, true, label);
}

/** Runs the load and ends every process of the browser at a random moment; resolves to the number of kept writes. */
async function killOnce({ vault, context, profile, round, book }) {
  let count = 0;
  vault.page.on("console", (message) => {
    const [, word, what] = /^(trying|kept) (.*)$/.exec(message.text()) ?? [];
    if (word === "kept") count += 1;
    if (word) book.take(word, JSON.parse(what));
  });
  const processes = processesOf(profile);
  const closed = new Promise((resolve) => context.once("close", resolve));
  // The page is gone before it can answer.
  vault.page.evaluate(load, [vault.index, round, BATCH]).catch(() => undefined);
  await wait(randomInt(LATEST_MS));
  killAll(processes);
  await closed;
  return count;
}

async function opened({ profile, origin, args }, method) {
  const context = await launch({ profile, args });
  // A plain text of the same origin opens faster than the application.
  const tracker = await openTracker(context, origin, "tracker.d.ts");
  return { context, vault: await tracker[method]({ name: "killed", key }) };
}

/**
 * Kills a browser so many times and checks its vault after each; resolves to how many writes had been kept before.
 * All rounds share a vault. `storage` is the name of one of the `storages`.
 */
export async function killAtRandom(origin, rounds, { first = 0, storage = "LevelDB" } = {}) {
  const profile = mkdtempSync(join(tmpdir(), "tracker-campaign-"));
  const place = { profile, origin, args: storages[storage] };
  const book = notebook();
  let writes = 0;
  try {
    for (let round = first; round < first + rounds; round += 1) {
      const { context, vault } = await opened(place, round === first ? "create" : "unlock");
      if (round === first) await vault.createGoal("ada", { goal_id: "goal", description: "d" });
      else await check(vault, book, `before kill ${round}`);
      writes += await killOnce({ vault, context, profile, round, book });
    }
    isKeptIn(storage, profile);
    const { context, vault } = await opened(place, "unlock");
    await check(vault, book, "at the end");
    await context.close();
    return writes;
  } finally {
    killAll(processesOf(profile));
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
