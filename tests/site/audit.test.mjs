// The audit log in a real browser: a database that was put back shows against a later backup, and a person can see so.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { deviceKey, dump, flipped, openSite, openTracker, put } from "./harness/index.mjs";
import * as pages from "./harness/pages.mjs";
import { session } from "./harness/records.mjs";

const passphrase = "four quiet words here";
let site;
let tracker;

before(async () => {
  site = await openSite({ timezoneId: "Europe/Berlin" });
  tracker = await openTracker(site.context, site.origin);
});
after(() => site.close());

/** Puts both databases of a vault back, byte by byte, as they were. */
async function putBack(name, then) {
  const now = await dump(tracker.page, name);
  for (const [store, rows] of Object.entries(now)) {
    const kept = new Set(then[store].map(({ value }) => value.k));
    const gone = rows.map(({ value }) => value).filter(({ k }) => !kept.has(k));
    await put(tracker.page, name, store, [...gone.map(({ k }) => ({ k })), ...then[store].map(({ value }) => value)]);
  }
}

/** Makes a backup in the page and answers with what `readCheckpoint` finds in it. */
function backedUp(vault) {
  const make = async ([index, secret]) => {
    const own = globalThis.vaultAt(index);
    const file = await own.exportVault({ passphrase: secret });
    return own.readCheckpoint(file, { passphrase: secret });
  };
  return vault.page.evaluate(make, [vault.index, passphrase]);
}

/** Runs in the page: the bytes of a vault's backup. */
const backupOf = ([of, secret]) => globalThis.vaultAt(of).exportVault({ passphrase: secret }).then((file) => [...file]);

/** Runs in the page: merges a vault's backup into another one. */
const move = ([from, to, secret]) => globalThis.vaultAt(from).exportVault({ passphrase: secret }).then((file) => globalThis.vaultAt(to).importHistory(file, { passphrase: secret }));

test("a vault whose whole database was put back does not hold the checkpoint of a later backup", async () => {
  const key = deviceKey();
  let vault = await tracker.create({ name: "back", key });
  await vault.logSession(session("one"));
  const earlier = await backedUp(vault);
  const then = await dump(tracker.page, "back");
  await vault.logSession(session("two", { timestamp: "2025-02-02T10:00:00Z" }));
  const later = await backedUp(vault);
  assert.ok(later.entries > earlier.entries && later.same_vault === true && /^[0-9a-f]{64}$/.test(later.head));
  const checked = await vault.verifyAuditLog({ checkpoint: later });
  assert.deepEqual([checked.intact, checked.first_broken, checked.checkpoint_holds], [true, null, true]);
  assert.ok(Date.parse(checked.since) <= Date.now());

  await vault.lock();
  await putBack("back", then);
  vault = await tracker.unlock({ name: "back", key });
  assert.deepEqual((await vault.getSessions("ada")).map(({ session_id }) => session_id), ["one"]);
  assert.deepEqual((await vault.verifyVault()).damaged, [], "nothing inside can tell");
  const verdict = await vault.verifyAuditLog({ checkpoint: later });
  assert.deepEqual([verdict.intact, verdict.checkpoint_holds], [true, false]);
  assert.equal((await vault.verifyAuditLog({ checkpoint: earlier })).checkpoint_holds, true);
  // Going on does not hide it.
  for (let more = verdict.entries; more <= later.entries; more += 1) await vault.logSession(session(`more-${more}`));
  assert.equal((await vault.verifyAuditLog({ checkpoint: later })).checkpoint_holds, false);
  const other = await tracker.create({ name: "stranger", key });
  assert.equal((await other.verifyAuditLog()).checkpoint_holds, null);
});

test("options of the log that cannot be are refused by name", async () => {
  const vault = await tracker.create({ name: "refused", key: deviceKey() });
  const refused = (call, field) => assert.rejects(call, { code: "invalid_field", field, known: true });
  await refused(vault.getAuditLog({ before: 0 }), "before");
  await refused(vault.getAuditLog({ actions: ["dream"] }), "actions");
  await refused(vault.getAuditLog({ start_date: "2025-02-01", end_date: "2025-01-01" }), "end_date");
  for (const checkpoint of [{}, { entries: 1.5, head: "00".repeat(32) }, { entries: 1, head: "zz" }, 7]) {
    await refused(vault.verifyAuditLog({ checkpoint }), "checkpoint");
  }
  await assert.rejects(vault.noteReportPrinted("nobody"), { code: "not_found", field: "client_id", known: true });
});

test("the log pages by number and narrows by client, day and action", async () => {
  const vault = await tracker.create({ name: "pages", key: deviceKey() });
  for (const id of ["a", "b", "c"]) await vault.logSession(session(id));
  await vault.logSession(session("d", { client_id: "eve" }));
  await vault.noteReportPrinted("ada");
  const all = await vault.getAuditLog();
  const first = await vault.getAuditLog({ limit: 2 });
  const next = await vault.getAuditLog({ limit: 2, before: first.at(-1).sequence });
  assert.deepEqual([...first, ...next], all.slice(0, 4));
  const printed = await vault.getAuditLog({ client_id: "ada", actions: ["report_printed"] });
  assert.deepEqual(printed.map(({ client_id, outcome, client_destroyed }) => [client_id, outcome, client_destroyed]), [["ada", "done", false]]);
  assert.deepEqual(await vault.getAuditLog({ end_date: "2020-01-01" }), []);
});

test("a person sees who did what, checks the log, and compares it with a backup", async (t) => {
  // A browser without other vaults.
  const own = await openSite({ timezoneId: "Europe/Berlin" });
  t.after(() => own.close());
  const page = await own.context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(own.origin);
  await pages.createVault(page, "practice", passphrase);
  await pages.addClient(page, "Ada");
  const path = await pages.exportFile(page, passphrase);
  await page.goto(`${own.origin}/#/audit`);
  await page.locator("tp-audit .audit-lines li").first().waitFor();
  assert.match(await page.locator(".audit-lines").innerText(), /Client details saved[\s\S]*Ada/);
  await page.getByRole("button", { name: "Check the log" }).click();
  const verdict = page.locator("tp-audit-check [role=status]");
  await verdict.waitFor();
  assert.match(await verdict.innerText(), /The log is whole[\s\S]*none is missing[\s\S]*[0-9a-f]{4} [0-9a-f]{4}/);
  await page.getByLabel("What", { exact: true }).selectOption("writing");
  await page.locator(".audit-filter button").click();
  await page.locator(".audit-lines li", { hasText: "Vault created" }).waitFor({ state: "detached" });
  assert.doesNotMatch(await page.locator(".audit-lines").innerText(), / read|Backup made/);
  await page.locator("#audit-file").setInputFiles(path);
  await page.locator("tp-audit-compare").getByLabel("The file's passphrase", { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: "Compare" }).click();
  await page.locator("tp-audit-compare [role=status]").waitFor();
  assert.match(await page.locator("tp-audit-compare [role=status]").innerText(), /goes on from this file/);
  await pictures(page, "audit");
});

test("lines that are damaged are named by their numbers, and the rest of the log is shown", async () => {
  const vault = await tracker.create({ name: "damaged", passphrase });
  for (const id of ["a", "b", "c", "d", "e"]) await vault.logSession(session(id));
  const rows = (await dump(tracker.page, "damaged")).audit.map(({ value }) => value);
  await put(tracker.page, "damaged", "audit", [rows[1], rows[2]].map((row) => flipped(row, 30)));
  const lines = await vault.getAuditLog({ skip_damaged: true });
  const gap = lines.findIndex(({ sequence }, place) => sequence !== lines.length + 2 - place);
  assert.deepEqual(lines.slice(gap - 1).map(({ sequence }) => sequence), [4, 1]);
  await assert.rejects(vault.getAuditLog(), { code: "corrupt_record", known: true });
  await vault.lock();

  const page = await pages.openStart(site.context, site.origin);
  page.setDefaultTimeout(20_000);
  await pages.unlockVault(page, "damaged", passphrase);
  await page.goto(`${site.origin}/#/audit`);
  await page.locator(".audit-unreadable").waitFor();
  assert.match(await page.locator(".audit-lines").innerText(), /Lines 2 to 3 cannot be read[\s\S]*Vault created/);
  const check = page.locator("tp-records-check");
  await check.getByRole("button", { name: "Check all records" }).click();
  await check.getByRole("status").waitFor();
  assert.match(await check.getByRole("status").innerText(), /Every record is whole[\s\S]*\d+ records were opened/);
  const [session_row] = (await dump(page, "damaged")).journal.filter(({ value }) => value.h);
  await put(page, "damaged", "journal", [flipped(session_row.value, 40)]);
  await check.getByRole("button", { name: "Check all records" }).click();
  await check.getByRole("heading", { name: "1 record is damaged" }).waitFor();
  assert.match(await check.getByRole("status").innerText(), /Everything else[\s\S]*Session · .*2025.* · ada/);
  await pictures(page, "damaged");
});

/** Keeps pictures of the page where `AUDIT_PICTURES` names a folder. */
async function pictures(page, name) {
  if (!process.env.AUDIT_PICTURES) return;
  for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [360, "light"], [360, "dark"]]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: `${process.env.AUDIT_PICTURES}/${name}-${width}-${scheme}.png`, fullPage: true });
  }
}

test("a record that two devices wrote in two ways is listed with both versions and leads to them", async () => {
  const clinic = await tracker.create({ name: "clinic", passphrase });
  await clinic.logSession(session("shared", { progress_notes: "As it was." }));
  const other = await tracker.create({ name: "home", key: deviceKey(5) });
  await tracker.page.evaluate(move, [clinic.index, other.index, passphrase]);
  await clinic.amendSession("shared", { progress_notes: "Said at the clinic." }, { reason: "typing error" });
  await other.amendSession("shared", { progress_notes: "Said at home." }, { reason: "typing error" });
  const path = join(mkdtempSync(join(tmpdir(), "tracker-merge-")), "home.tar.age");
  writeFileSync(path, Uint8Array.from(await other.page.evaluate(backupOf, [other.index, passphrase])));
  await clinic.lock();

  const page = await pages.openStart(site.context, site.origin);
  page.setDefaultTimeout(20_000);
  await pages.unlockVault(page, "clinic", passphrase);
  await pages.importFile(page, path, passphrase);
  const conflict = page.locator(".conflicts > li");
  assert.match(await conflict.innerText(), /Session, .*2025[\s\S]*Stands now[\s\S]*Said at home\.[\s\S]*Kept beside it[\s\S]*Said at the clinic\./);
  await pictures(page, "import");
  await conflict.getByRole("link").click();
  await page.locator("tp-session article.entry-full").waitFor();
  assert.match(await page.locator("tp-session").innerText(), /Said at home\./);
});

test("a client who was deleted on the other device is named, and stays until somebody decides", async () => {
  const clinic = await tracker.create({ name: "clinic-2", key: deviceKey(6) });
  await clinic.logSession(session("one"));
  await clinic.saveClient({ client_id: "ada", display_name: "Ada Byron" });
  const home = await tracker.create({ name: "home-2", passphrase });
  const path = join(mkdtempSync(join(tmpdir(), "tracker-gone-")), "clinic.tar.age");
  assert.equal((await tracker.page.evaluate(move, [clinic.index, home.index, passphrase])).deleted_elsewhere, undefined);
  await clinic.deleteClient("ada", { reason: "moved away" });
  writeFileSync(path, Uint8Array.from(await clinic.page.evaluate(backupOf, [clinic.index, passphrase])));
  await home.lock();

  const page = await pages.openStart(site.context, site.origin);
  page.setDefaultTimeout(20_000);
  await pages.unlockVault(page, "home-2", passphrase);
  await pages.importFile(page, path, passphrase);
  const told = page.locator("tp-import").getByRole("status");
  assert.match(await told.innerText(), /Deleted where the file comes from[\s\S]*Ada Byron, deleted there on \d/);
  await pictures(page, "gone");
  await told.getByRole("link", { name: "Keep or delete them here" }).click();
  await page.getByLabel("Client", { exact: true }).selectOption({ label: "Ada Byron" });
});
