// The way into a vault, and its audit log, changed behind the tracker's back.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { deviceKey, dump, flipped, openSite, openTracker, put } from "./harness/index.mjs";
import { session } from "./harness/records.mjs";

const passphrase = "four quiet words here";
let site;
let tracker;
let original;

before(async () => {
  site = await openSite();
  tracker = await openTracker(site.context, site.origin);
  const vault = await tracker.create({ name: "slots", passphrase });
  await vault.logSession(session("s"));
  await vault.lock();
  original = await dump(tracker.page, "slots");
});
after(() => site.close());

const unlock = () => tracker.unlock({ name: "slots", passphrase });
const slot = () => original.slots.find(({ value }) => value.k === "01").value;

/** Tries to unlock with a slot in place of the right one, which is put back afterwards. */
async function refusedWith(row, code, label) {
  await put(tracker.page, "slots", "slots", [row]);
  await assert.rejects(unlock(), { code, known: true }, label);
  await put(tracker.page, "slots", "slots", [slot()]);
}

/** The slot with other derivation parameters and a right checksum, as only an attacker writes it. */
function withParameters(memoryKib, passes, lanes = 1) {
  const bytes = Buffer.from(slot().b, "hex");
  [memoryKib, passes, lanes].forEach((number, place) => bytes.writeUInt32BE(number, 2 + 4 * place));
  const body = bytes.subarray(0, -32);
  createHash("sha256").update(body).digest().copy(bytes, body.length);
  return { ...slot(), b: bytes.toString("hex") };
}

test("a wrong passphrase is told from a damaged slot", async () => {
  await assert.rejects(tracker.unlock({ name: "slots", passphrase: "four other words here" }), { code: "wrong_passphrase" });
  const parts = { format: 0, kind: 1, memory: 4, passes: 9, lanes: 13, salt: 20, commitment: 40, nonce: 65, key: 90, tag: 115, checksum: -1 };
  for (const [part, place] of Object.entries(parts)) await refusedWith(flipped(slot(), place), "corrupt_vault", part);
});

test("a slot whose derivation was weakened is refused before anything is derived", async () => {
  await refusedWith(withParameters(8 * 1024, 1), "corrupt_vault", "8 MiB, 1 pass");
  await refusedWith(withParameters(8, 1), "corrupt_vault", "8 KiB, 1 pass");
  await refusedWith(withParameters(64 * 1024, 1), "corrupt_vault", "1 pass");
  await refusedWith(withParameters(0, 0, 0), "corrupt_vault", "nothing");
});

test("a slot that asks for an absurd derivation is refused before anything is derived", async () => {
  await refusedWith(withParameters(4 * 1024 * 1024, 3), "corrupt_vault", "4 GiB");
  await refusedWith(withParameters(64 * 1024, 1_000_000), "corrupt_vault", "a million passes");
  await refusedWith(withParameters(64 * 1024, 3, 255), "corrupt_vault", "255 lanes");
  await refusedWith(withParameters(0xffff_ffff, 0xffff_ffff, 0xffff_ffff), "corrupt_vault", "all of it");
});

test("a slot with other parameters that are in range does not open", async () => {
  await refusedWith(withParameters(32 * 1024, 2), "wrong_passphrase", "32 MiB, 2 passes");
});

test("a damaged header, a slot cut short and a slot that is gone are a damaged vault", async () => {
  const header = original.slots.find(({ value }) => value.k === "00").value;
  for (const place of [0, 8, 20, -1]) {
    await put(tracker.page, "slots", "slots", [flipped(header, place)]);
    await assert.rejects(unlock(), { code: "corrupt_vault" }, `header ${place}`);
  }
  await put(tracker.page, "slots", "slots", [header]);
  await refusedWith({ ...slot(), b: slot().b.slice(0, -2) }, "corrupt_vault", "cut short");
  await refusedWith({ ...slot(), b: "" }, "corrupt_vault", "empty");
  await refusedWith({ k: slot().k }, "corrupt_vault", "gone");
});

test("a damaged key of the vault opens no part of it", async () => {
  const codes = new Set();
  for (const { value } of original.keys) {
    await put(tracker.page, "slots", "keys", [flipped(value, 30)]);
    const outcome = await unlock().then((vault) => vault.getSession("s")).then(() => "opened", ({ code }) => code);
    codes.add(outcome);
    await put(tracker.page, "slots", "keys", [value]);
  }
  assert.deepEqual([...codes].sort(), ["corrupt_record", "corrupt_vault"], "the client's key, and all others");
});

test("the vault opens once everything is as it was", async () => {
  assert.equal((await (await unlock()).getSession("s")).session_id, "s");
});

test("an edited, dropped or swapped entry of the audit log is found", async () => {
  const name = "audit";
  let vault = await tracker.create({ name, key: deviceKey() });
  for (let place = 0; place < 5; place += 1) await vault.logSession(session(`a${place}`));
  const whole = await vault.verifyAuditLog();
  assert.deepEqual([whole.intact, whole.first_broken], [true, null]);
  const audit = (await dump(tracker.page, name)).audit.map(({ value }) => value);
  assert.equal(audit.length, whole.entries);
  const [third, fourth, last] = [audit[2], audit[3], audit.at(-1)];
  const changes = [
    ["edited", [flipped(third, 40)], 3],
    ["dropped", [{ k: third.k }], 3],
    ["swapped", [{ ...third, b: fourth.b }, { ...fourth, b: third.b }], 3],
    ["repeated", [{ ...fourth, b: third.b }], 4],
    ["last one dropped", [{ k: last.k }], audit.length],
  ];
  for (const [label, rows, first] of changes) {
    await put(tracker.page, name, "audit", rows);
    const { intact, first_broken } = await vault.verifyAuditLog();
    assert.deepEqual([intact, first_broken], [false, first], label);
    await put(tracker.page, name, "audit", audit);
  }
  assert.equal((await vault.verifyAuditLog()).intact, true);
  await vault.lock();
  const [head] = (await dump(tracker.page, name)).state;
  await put(tracker.page, name, "state", [flipped(head.value, 20)]);
  await assert.rejects(tracker.unlock({ name, key: deviceKey() }), { code: "corrupt_vault" });
  await put(tracker.page, name, "state", [head.value]);
  vault = await tracker.unlock({ name, key: deviceKey() });
  assert.equal((await vault.verifyAuditLog()).intact, true);
});

test("every write moves the audit log's head on, and its line names the client", async () => {
  const name = "checkpoint";
  const vault = await tracker.create({ name, key: deviceKey() });
  await vault.logSession(session("one"));
  const early = await vault.verifyAuditLog();
  await vault.logSession(session("two"));
  const late = await vault.verifyAuditLog();
  assert.ok(late.entries > early.entries && late.head !== early.head);
  const log = await vault.getAuditLog({ client_id: "ada" });
  assert.deepEqual(log.map(({ action, client_id }) => [action, client_id]), Array(2).fill(["session_logged", "ada"]));
});
