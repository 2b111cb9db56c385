// History files: what is in them, and that they come back, whichever program wrote or opened them.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { inFolder, lock, lockWithAge, openWithAge, pack, unlock } from "./history-files.mjs";
import { openPage } from "./history-page.mjs";
import { anna, ben, fill, goOn } from "./history-sample.mjs";

const passphrase = "grüne Wiese, früher Morgen";
const perClient = ["client_history.json", "report.html", "sessions.csv"];
let page, source, clientFile, vaultFile;

before(async () => {
  page = await openPage();
  source = await page.vault("source");
  await fill(source);
  clientFile = await source.call("exportClientHistory", anna, { passphrase });
  vaultFile = await source.call("exportVault", { passphrase });
});
after(() => page?.close());

const read = (folder, ...path) => readFileSync(join(folder, ...path), "utf8");
const listing = (folder) => readdirSync(folder, { recursive: true }).filter((path) => statSync(join(folder, path)).isFile());

/** Runs `work` with the folder that a file unpacks to. */
const opened = (file, work) =>
  inFolder((outer) => {
    const folder = join(outer, "content");
    mkdirSync(folder);
    openWithAge(file, passphrase, folder);
    return work(folder, outer);
  });

/** The records of a vault as its backup has them, without what differs from backup to backup. */
const records = async (vault) => {
  const file = await vault.call("exportVault", { passphrase });
  return opened(file, (folder) =>
    JSON.parse(read(folder, "manifest.json")).clients.map(({ folder: of }) => {
      const history = JSON.parse(read(folder, of, "client_history.json"));
      return { ...history, export_date: undefined };
    }),
  );
};

function checkManifest(folder, clientIds) {
  const { format, format_version, export_date, clients, files, audit } = JSON.parse(read(folder, "manifest.json"));
  assert.deepEqual([format, format_version], ["therapeutic-progress-history", 1]);
  assert.ok(Math.abs(Date.now() - Date.parse(export_date)) < 600_000, export_date);
  assert.deepEqual(clients.map(({ client_id }) => client_id).sort(), clientIds);
  const listed = ["README.txt", ...clients.flatMap(({ folder: of }) => perClient.map((name) => `${of}/${name}`))];
  assert.deepEqual(files.map(({ path }) => path).sort(), listed.sort());
  assert.deepEqual(listing(folder).sort(), [...listed, "manifest.json"].sort());
  assert.ok(audit.entries > 0 && /^[0-9a-f]{64}$/.test(audit.head));
  for (const { path, size, sha256 } of files) {
    const content = readFileSync(join(folder, path));
    assert.deepEqual([content.length, createHash("sha256").update(content).digest("hex")], [size, sha256], path);
  }
}

function checkHistory(json) {
  const history = JSON.parse(json);
  assert.deepEqual(Object.keys(history).sort(), ["client", "client_id", "entered", "events", "export_date", "goal_history", "goals", "milestones", "session_revisions", "sessions", "struck_sessions", "versions"]);
  assert.equal(history.client.display_name, "Anna Ö.");
  assert.deepEqual(history.sessions.map(({ session_id }) => session_id), [0, 1, 2, 3, 4].map((week) => `anna-${week}`));
  assert.equal(history.sessions[1].timestamp, "2024-02-15T10:00:00+01:00");
  assert.equal(history.sessions[1].progress_notes, "Second correction.");
  assert.deepEqual(history.sessions[0].metadata, { engine: "v1", nested: [1, 2.5, null, { deep: true }] });
  assert.deepEqual(history.goal_history.map((step) => step.completion_percentage), [0, 40]);
  assert.deepEqual(history.milestones.map(({ milestone_id }) => milestone_id), ["night"]);
  const reasons = history.session_revisions.filter(({ session_id }) => session_id === "anna-1").map(({ reason }) => reason);
  assert.deepEqual(reasons, ["", "typing error", "client's word"]);
}

test("a client's file opens with age and tar, and holds what its manifest says", () =>
  opened(clientFile, (folder) => {
    checkManifest(folder, [anna]);
    checkHistory(read(folder, "client-0001", "client_history.json"));
    assert.match(read(folder, "README.txt"), /age -d/);
  }));

test("a backup opens with age and tar, and holds every client", () =>
  opened(vaultFile, (folder) => {
    checkManifest(folder, [anna, ben]);
  }));

test("the table of sessions is one that no spreadsheet runs, with a row for each", () =>
  opened(clientFile, (folder) => {
    const csv = read(folder, "client-0001", "sessions.csv");
    assert.ok(csv.startsWith("\ufeffsession_id,timestamp,"));
    assert.equal(csv.match(/\r\n/g).length, 6);
    assert.ok(csv.includes("'=SUM(A1:A9)") && !/(^|,)"?=/m.test(csv));
    assert.ok(csv.includes("Grüße – 日本語 🌱"));
  }));

test("the readable report has every session and no script, and loads nothing", () =>
  opened(clientFile, (folder) => {
    const html = read(folder, "client-0001", "report.html");
    assert.ok(!/<script|\bon\w+=|javascript:|<link|<img|<iframe|\bsrc=|@import|url\(/i.test(html));
    assert.ok(html.includes("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold"));
    assert.equal(html.match(/Grüße/g).length, 7, "five sessions and two earlier texts");
  }));

test("age-encryption finds the same archive in a file as age does", async () => {
  const tar = await unlock(clientFile, passphrase);
  await opened(clientFile, (_, outer) => assert.ok(readFileSync(join(outer, "history.tar")).equals(tar)));
  await assert.rejects(unlock(clientFile, `${passphrase} `));
});

test("what was imported is exported again as it was", async () => {
  const other = await page.vault("other");
  const outcome = await other.call("importHistory", vaultFile, { passphrase });
  assert.deepEqual(outcome, { clients: 2, sessions: 6, goals: 1, milestones: 1, events: 0, added: 8, unchanged: 0, removed: 0, conflicts: 0, conflict_details: [] });
  assert.deepEqual(await records(other), await records(source));
  assert.deepEqual((await other.call("verifyVault")).damaged, []);
});

test("a second import of the same file changes no record", async () => {
  const twice = await page.vault("twice");
  await twice.call("importHistory", vaultFile, { passphrase });
  const first = await records(twice);
  const again = await twice.call("importHistory", vaultFile, { passphrase });
  assert.deepEqual(again, { clients: 2, sessions: 6, goals: 1, milestones: 1, events: 0, added: 0, unchanged: 8, removed: 0, conflicts: 0, conflict_details: [] });
  assert.deepEqual(await records(twice), first);
});

test("a folder that tar packs and age locks imports", async () => {
  const vault = await page.vault("by-age");
  const file = await opened(vaultFile, (folder, outer) => lockWithAge(pack(folder, "."), passphrase, outer));
  assert.equal((await vault.call("importHistory", file, { passphrase })).added, 8);
  assert.deepEqual(await records(vault), await records(source));
});

for (const format of ["gnu", "ustar", "pax"]) {
  for (const [how, names] of [["as a folder", ["."]], ["by name", ["manifest.json", "README.txt", "client-0002", "client-0001"]]]) {
    test(`an archive that tar packs ${how} in the ${format} format imports`, async () => {
      const vault = await page.vault(`by-tar ${format} ${how}`);
      const tar = await opened(vaultFile, (folder) => pack(folder, `--format=${format}`, ...names));
      const outcome = await vault.call("importHistory", await lock(tar, passphrase), { passphrase });
      assert.deepEqual([outcome.added, outcome.conflicts], [8, 0]);
    });
  }
}

test("a later file of the same client brings newer sessions, goal steps and amendments", async () => {
  const here = await page.vault("continued");
  const there = await page.vault("continuing");
  await here.call("importHistory", clientFile, { passphrase });
  await there.call("importHistory", clientFile, { passphrase });
  await goOn(there);
  const later = await there.call("exportClientHistory", anna, { passphrase });
  const outcome = await here.call("importHistory", later, { passphrase });
  assert.deepEqual([outcome.added, outcome.unchanged, outcome.conflicts], [4, 4, 0]);
  const [now] = await records(here);
  assert.deepEqual(now, (await records(there))[0]);
  assert.deepEqual((await here.call("getGoals", anna, { active_only: false })).map((goal) => goal.completion_percentage), [100]);
  const back = await here.call("importHistory", clientFile, { passphrase });
  assert.deepEqual([back.added, back.unchanged, back.conflicts], [0, 7, 0]);
  assert.deepEqual((await records(here))[0], now);
  assert.deepEqual((await here.call("verifyVault")).damaged, []);
});

test("where two histories of a client parted, both are kept, and both devices end up the same", async () => {
  const here = await page.vault("parted");
  const there = await page.vault("parting");
  await here.call("importHistory", clientFile, { passphrase });
  await there.call("importHistory", clientFile, { passphrase });
  await goOn(there);
  await here.call("amendSession", "anna-2", { progress_notes: "Otherwise." }, { reason: "another reason" });
  await here.call("updateGoalProgress", "sleep", 20, "a bad week", { timestamp: "2024-06-19T11:00:00+02:00" });
  await here.call("logSession", { session_id: "anna-5", client_id: anna, emotional_state: "negative", timestamp: "2024-06-20T10:00:00+02:00" });
  const [ours, theirs] = [await here.call("exportClientHistory", anna, { passphrase }), await there.call("exportClientHistory", anna, { passphrase })];
  const outcome = await here.call("importHistory", theirs, { passphrase });
  const mirrored = await there.call("importHistory", ours, { passphrase });
  assert.deepEqual([outcome.conflicts, mirrored.conflicts], [2, 2]);
  const told = ({ conflict_details }) => conflict_details.map(({ kind, id, reason }) => [kind, id, reason]).toSorted();
  assert.deepEqual(told(outcome), [["session", "anna-2", "changed_in_both"], ["session", "anna-5", "changed_in_both"]]);
  assert.deepEqual(told(mirrored), told(outcome));
  for (const [place, { stands, here: own, file }] of outcome.conflict_details.entries()) {
    const other = mirrored.conflict_details[place];
    assert.notEqual(stands, other.stands, "the same version stands on both");
    assert.deepEqual([own, file], [other.file, other.here]);
    const revisions = await here.call("getSessionRevisions", outcome.conflict_details[place].id);
    for (const { revision, record } of [own, file]) assert.deepEqual(revisions.find((one) => one.revision === revision).session, record);
  }
  assert.deepEqual((await records(here))[0], (await records(there))[0]);
  assert.equal((await here.call("importHistory", theirs, { passphrase })).conflicts, 0);
  assert.deepEqual((await here.call("verifyVault")).damaged, []);
});
