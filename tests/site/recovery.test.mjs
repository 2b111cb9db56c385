// The other ways into a vault: the recovery code and passkeys; and what guessing costs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite, openTracker } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";
import { session } from "./harness/records.mjs";

const passphrase = "four quiet words here";
const next = "another four words then";
let served;
let page;
let tracker;
let code;

before(async () => {
  served = await openSite({ reducedMotion: "reduce", viewport: { width: 1280, height: 900 } });
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
  tracker = await openTracker(served.context, served.origin);
});
after(() => served.close());

const step = (name, steps) => test(name, () => site.pictured(page, steps));
const button = (name) => page.getByRole("button", { name, exact: true });
const refuses = (call, code, field) => assert.rejects(call, { code, field, name: "TrackerError", known: true });
const clients = () => page.getByRole("heading", { name: "Clients", level: 1 }).waitFor();
const kinds = async (vault) => (await vault.getSlots()).map(({ kind }) => kind);

async function openWithCode(typed) {
  await page.getByText("Forgotten the passphrase").click();
  await page.getByLabel("Recovery code").fill(typed);
  await button("Unlock with the code").click();
}

test("a recovery code opens the vault, replaces the one before, and is removed", async () => {
  const made = await tracker.create({ name: "api", passphrase });
  await made.logSession(session("s"));
  const first = await made.addRecoveryCode();
  assert.match(first, /^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  const opened = await tracker.unlock({ name: "api", recovery_code: first.toLowerCase().replaceAll("-", " ") });
  assert.equal((await opened.getSession("s")).client_id, "ada");
  const second = await made.addRecoveryCode();
  await refuses(tracker.unlock({ name: "api", recovery_code: first }), "wrong_passphrase");
  await made.checkSecret({ recovery_code: second });
  await refuses(made.checkSecret({ recovery_code: first }), "wrong_passphrase");
  const [own, added] = await made.getSlots();
  assert.deepEqual([own.kind, added.kind, added.credential_id, added.salt], ["passphrase", "recovery_code", null, null]);
  assert.ok(Math.abs(Date.parse(added.made_at) - Date.now()) < 60_000);
  assert.deepEqual(await tracker.listSlots({ name: "api" }), await made.getSlots());
  await refuses(made.removeSlot(own.slot), "invalid_field", "slot");
  await refuses(made.removeSlot(99), "not_found", "slot");
  await refuses(made.removeSlot("x"), "invalid_field", "slot");
  await made.removeSlot(added.slot);
  await refuses(tracker.unlock({ name: "api", recovery_code: second }), "wrong_passphrase");
});

test("what is no code says what a code is, and counts as no attempt", async () => {
  const made = await tracker.create({ name: "typed", passphrase });
  const right = await made.addRecoveryCode();
  const slip = right.replace(/^./, (letter) => (letter === "7" ? "8" : "7"));
  for (let time = 0; time < 6; time += 1) {
    await refuses(tracker.unlock({ name: "typed", recovery_code: "short" }), "invalid_field", "recovery_code");
    await assert.rejects(tracker.unlock({ name: "typed", recovery_code: slip }), ({ code }) => code === "invalid_field" || code === "wrong_passphrase");
  }
  await refuses(tracker.unlock({ name: "typed", recovery_code: right, passphrase }), "invalid_field", "recovery_code");
  await refuses(tracker.create({ name: "no", recovery_code: right }), "missing_field", "passphrase");
  await refuses(tracker.create({ name: "no", passphrase, recovery_code: right }), "unknown_field", "recovery_code");
  await refuses(tracker.unlock({ name: "typed" }), "missing_field", "passphrase");
  await refuses(tracker.unlock({ name: "typed", passkey: { credential_id: new Uint8Array(4), secret: new Uint8Array(32) } }), "invalid_field", "secret");
  await refuses(made.addPasskey({ credential_id: new Uint8Array(0), secret: new Uint8Array(32).fill(1), salt: new Uint8Array(16) }), "invalid_field", "credential_id");
  await refuses(made.addPasskey({ credential_id: new Uint8Array(4), secret: new Uint8Array(32).fill(1), salt: new Uint8Array(15) }), "invalid_field", "salt");
  assert.deepEqual(await kinds(made), ["passphrase", "recovery_code"]);
});

test("a new passphrase keeps the other ways in, or ends them", async () => {
  let vault = await tracker.create({ name: "kept", passphrase });
  const recovery_code = await vault.addRecoveryCode();
  const passkey = { credential_id: new Uint8Array([1, 2, 3]), secret: new Uint8Array(32).fill(9) };
  await vault.addPasskey({ ...passkey, salt: new Uint8Array(16).fill(4) });
  assert.deepEqual(await vault.changePassphrase({ current: passphrase, next }), { ended: 0 });
  for (const secret of [{ passphrase: next }, { recovery_code }, { passkey }]) vault = await tracker.unlock({ name: "kept", ...secret });
  await refuses(vault.changePassphrase({ next: passphrase }), "missing_field", "current");
  await refuses(vault.changePassphrase({ recovery_code, next: "short" }), "weak_passphrase", "passphrase");
  assert.deepEqual(await vault.changePassphrase({ recovery_code, next: passphrase }), { ended: 0 });
  await tracker.unlock({ name: "kept", recovery_code });
  assert.deepEqual(await vault.changePassphrase({ current: passphrase, next, keep_others: false }), { ended: 2 });
  await refuses(tracker.unlock({ name: "kept", recovery_code }), "wrong_passphrase");
  await refuses(tracker.unlock({ name: "kept", passkey }), "wrong_passphrase");
  assert.deepEqual(await kinds(await tracker.unlock({ name: "kept", passphrase: next })), ["passphrase"]);
});

test("guessing makes one wait, over a reload too, and stands in the log afterwards", async () => {
  const made = await tracker.create({ name: "guessed", passphrase });
  await made.lock();
  for (let time = 0; time < 5; time += 1) await refuses(tracker.unlock({ name: "guessed", passphrase: `${next} ${time}` }), "wrong_passphrase");
  const waits = ({ code, wait_seconds }) => code === "too_many_attempts" && wait_seconds >= 1 && wait_seconds <= 60;
  const again = await openTracker(served.context, served.origin);
  const unlock = () => again.page.evaluate(async (options) => {
    const { TherapeuticProgressTracker } = await import(new URL("tracker.js", document.baseURI).href);
    return TherapeuticProgressTracker.unlock(options).then(() => ({}), ({ code, wait_seconds }) => ({ code, wait_seconds }));
  }, { name: "guessed", passphrase });
  const refused = await unlock();
  assert.ok(waits(refused), JSON.stringify(refused));
  await new Promise((resolve) => setTimeout(resolve, refused.wait_seconds * 1000 + 50));
  const vault = await tracker.unlock({ name: "guessed", passphrase });
  const [unlocked, failed] = await vault.getAuditLog({ limit: 2 });
  assert.deepEqual([failed.action, unlocked.action, failed.detail.count], ["unlock_failed", "vault_unlocked", 5]);
  assert.equal(failed.detail.times.length, 5);
  assert.equal((await vault.verifyAuditLog()).intact, true);
});

step("a new vault comes with a code, which must be typed back as it is", async () => {
  await page.bringToFront();
  await page.getByLabel("Name of the vault").fill("practice");
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("Passphrase again", { exact: true }).fill(passphrase);
  await button("Create vault").click();
  code = (await page.locator(".recovery-code").innerText()).replace(/\s+/g, "-");
  await page.getByLabel("The code, from your sheet").fill(code.slice(0, -1));
  await button("Check the code").click();
  await page.locator(".field-error").first().waitFor();
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".recovery-code").isVisible());
  for (const hidden of ["header.bar", "#typed-code", "h1"]) assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  await page.emulateMedia({ media: "screen" });
  await page.getByLabel("The code, from your sheet").fill(code.toLowerCase());
  await button("Check the code").click();
  await page.getByText("The code on your sheet is right.").waitFor();
  await clients();
  const kept = await page.evaluate(() => [document.documentElement.outerHTML, JSON.stringify({ ...localStorage, ...sessionStorage }), location.href].join());
  assert.ok(!kept.includes(code.slice(0, 9)), "the code is nowhere any more");
});

step("going on without a code takes a plain warning, and leaves none", async () => {
  await site.lockVault(page);
  await button("Create another vault").click();
  await page.getByLabel("Name of the vault").fill("bare");
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("Passphrase again", { exact: true }).fill(passphrase);
  await button("Create vault").click();
  await button("Go on without a recovery code").click();
  await page.getByText("nobody can help").waitFor();
  await button("Go on without one").click();
  await clients();
  await site.goTo(page, "Settings");
  await page.getByText("There is no recovery code.").first().waitFor();
  assert.equal(await page.locator(".ways li").count(), 1);
  await site.lockVault(page);
});

step("the code unlocks the vault, and a new passphrase is suggested that works", async () => {
  await page.getByRole("radio", { name: "practice" }).check();
  await openWithCode(`0000-${code.slice(5)}`);
  await page.locator("[role=alert]").waitFor();
  await page.getByLabel("Recovery code").fill(code);
  await button("Unlock with the code").click();
  await page.getByRole("heading", { name: "Choose a new passphrase" }).waitFor();
  await page.getByLabel("New passphrase", { exact: true }).fill(next);
  await page.getByLabel("New passphrase again", { exact: true }).fill(next);
  await button("Set this passphrase").click();
  await page.getByText("The new passphrase opens the vault from now on.").waitFor();
  await site.lockVault(page);
  await site.unlockVault(page, "practice", next);
  await tracker.unlock({ name: "practice", recovery_code: code });
});

step("a passkey is added, opens the vault, and is removed", async () => {
  const devtools = await served.context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = { protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasUserVerification: true, hasPrf: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  await site.goTo(page, "Settings");
  await button("Add a passkey").click();
  const form = page.locator(".ways-form");
  await form.getByLabel("The vault's passphrase", { exact: true }).fill(passphrase);
  await form.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("That is not the passphrase.").waitFor();
  await form.getByLabel("The vault's passphrase", { exact: true }).fill(next);
  await form.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey opens the vault from now on.").waitFor();
  assert.deepEqual(await page.locator(".ways strong").allInnerTexts(), ["Passphrase", "Recovery code", "Passkey"]);
  await site.lockVault(page);
  await page.getByRole("radio", { name: "practice" }).check();
  await button("Unlock with a passkey").click();
  await clients();
  await site.lockVault(page);
  await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await page.getByRole("radio", { name: "practice" }).check();
  await button("Unlock with a passkey").click();
  await page.getByText("The passkey was not used").waitFor();
  await site.unlockVault(page, "practice", next);
  await site.goTo(page, "Settings");
  await page.locator(".ways li", { hasText: "Passkey" }).getByRole("button").click();
  await form.getByLabel("The vault's passphrase", { exact: true }).fill(next);
  await form.getByRole("button", { name: "Remove" }).click();
  await page.getByText("It opens the vault no more.").waitFor();
  assert.deepEqual(await page.locator(".ways strong").allInnerTexts(), ["Passphrase", "Recovery code"]);
});

step("a passphrase that ends all other ways in brings a new code at once", async () => {
  const change = page.getByRole("region", { name: "Change the passphrase" });
  await change.getByLabel("Current passphrase", { exact: true }).fill(next);
  await change.getByLabel("New passphrase", { exact: true }).fill(passphrase);
  await change.getByLabel("New passphrase again", { exact: true }).fill(passphrase);
  await change.getByLabel("End the recovery code and all passkeys too").check();
  await change.getByRole("button", { name: "Change passphrase" }).click();
  const fresh = (await page.locator(".recovery-code").innerText()).replace(/\s+/g, "-");
  assert.notEqual(fresh, code);
  await refuses(tracker.unlock({ name: "practice", recovery_code: code }), "wrong_passphrase");
  await tracker.unlock({ name: "practice", recovery_code: fresh });
});

step("after several failures the locked page counts down and then lets one in", async () => {
  await site.lockVault(page);
  await page.getByRole("radio", { name: "practice" }).check();
  for (let time = 0; time < 5; time += 1) {
    await page.getByLabel("Passphrase", { exact: true }).fill(`${next} ${time}`);
    await button("Unlock").click();
    await page.locator("[role=alert]").waitFor();
    await page.waitForFunction(() => document.querySelector("tp-passphrase input")?.value === "");
  }
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await button("Unlock").click();
  await page.getByText("You can try again in").waitFor();
  assert.ok(await button("Unlock").isDisabled());
  await page.reload();
  await page.waitForFunction(() => document.querySelector("tp-passphrase input"));
  await assert.doesNotReject(async () => {
    for (let time = 0; time < 40 && (await page.getByRole("button", { name: "Lock", exact: true }).count()) === 0; time += 1) {
      await page.getByRole("radio", { name: "practice" }).check().catch(() => undefined);
      await page.getByLabel("Passphrase", { exact: true }).fill(passphrase).catch(() => undefined);
      await button("Unlock").click({ timeout: 1000 }).catch(() => undefined);
      await page.waitForTimeout(500);
    }
  });
  await clients();
});

test("meanwhile no policy was broken and no error met", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
