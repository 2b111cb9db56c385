// Hostile texts in the fields that signing, striking out, notes, holds, deletions and reports have: texts, and no more.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite, openTracker } from "./harness/index.mjs";
import { findHarm, hostile, paste } from "./harness/hostile.mjs";
import * as site from "./harness/pages.mjs";
import { factsOf, printPage } from "./harness/pdf.mjs";
import { addressesOf, showView } from "./harness/views.mjs";

const passphrase = "four quiet words here";
/** A name in one line, since a vault's is shown in one. */
const vaultName = hostile("vault").replaceAll(/[\u0000-\u001F]/g, "").slice(0, 60).trim();
let served;
let page;
let addresses;

before(async () => {
  served = await openSite({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
});
after(() => served.close());

const step = (name, steps) => test(name, { timeout: 180_000 }, () => site.pictured(page, steps));
const button = (name, root = page) => root.getByRole("button", { name, exact: true });
const harmless = async (what) => assert.deepEqual(await page.evaluate(findHarm), [], what);

/** Runs calls in a page of their own, beside the one under test. */
async function beside(calls) {
  const tracker = await openTracker(served.context, served.origin);
  const vault = await tracker.unlock({ name: vaultName, passphrase });
  try {
    return await calls(vault);
  } finally {
    await vault.lock();
    await tracker.page.close();
  }
}

step("a vault's own name is a text", async () => {
  await site.createVault(page, vaultName, passphrase);
  await harmless("the new vault");
  await site.addClient(page, "Ada name");
  await site.startSession(page);
  await page.getByText("Neutral", { exact: true }).click();
  await button("Save session").click();
  await page.locator(".entry").first().waitFor();
  addresses = await addressesOf(page, "Ada name");
});

step("a statement, psychotherapy notes and a reason for striking out are texts", async () => {
  await showView(page, addresses, "session");
  await button("Sign").click();
  await paste(page.locator("#act-text"), hostile("statement"));
  await button("Sign as it stands").click();
  await page.locator(".entry-full .signature").waitFor();
  await harmless("a signature");
  await button("Open the notes").click();
  for (const text of ["first notes", "notes"]) {
    await paste(page.locator("#notes-text"), hostile(text));
    await button("Save the notes").click();
    await page.getByText("The notes are saved.").last().waitFor();
  }
  await page.getByText("1 earlier text").click();
  await harmless("notes");
  await button("Close the notes").click();
  await button("Strike out").click();
  await paste(page.getByLabel("Reason for striking it out"), hostile("strike"));
  await button("Strike the session out").click();
  await page.locator(".caution", { hasText: "Reason: Ada strike" }).waitFor();
  await harmless("a session that is struck out");
  await button("Restore").click();
  await paste(page.getByLabel("Reason for restoring it"), hostile("restore"));
  await button("Restore the session").click();
  await button("Amend").waitFor();
  await page.locator(".revisions summary, summary", { hasText: "earlier version" }).first().click();
  await harmless("earlier versions");
});

step("a client's code on a report, and what the caseload is searched for, are texts", async () => {
  await showView(page, addresses, "client/report");
  await button("Supervisor, without names").click();
  await paste(page.locator("#report-code"), hostile("code"));
  await page.locator("#report-code").press("Tab");
  await harmless("a report");
  assert.ok(Number(factsOf(await printPage(page)).Pages) >= 1);
  await harmless("a printed report");
  await site.goTo(page, "Clients");
  await paste(page.locator("tp-caseload input[type=search], input[type=search]").first(), hostile("caseload"));
  await harmless("a search in the caseload");
});

step("reasons of a hold and of a deletion are texts, on the certificate and on paper too", async () => {
  await page.goto(`${served.origin}/#/retention`);
  await page.getByLabel("Client", { exact: true }).selectOption({ label: "Ada name" });
  await page.getByText("Put on hold…").click();
  await paste(page.getByLabel("Reason for the hold"), hostile("hold"));
  await button("Put on hold").click();
  await page.getByText(/^On hold since .*: Ada hold/).waitFor();
  await harmless("a hold");
  const records = await beside(async (vault) => {
    const [{ client_id }] = await vault.getClients();
    const [{ session_id }] = await vault.getSessions(client_id);
    const [due] = await vault.getRetentionDue({ all: true });
    const notes = await vault.getPsychotherapyNotes(session_id);
    const revisions = await vault.getSessionRevisions(session_id);
    return { hold: due.hold.reason, notes: notes.text, said: revisions.map(({ reason, statement }) => [reason, statement]) };
  });
  const said = [[hostile("restore"), ""], [hostile("strike"), ""], ["", hostile("statement")]];
  assert.deepEqual(records, { hold: hostile("hold"), notes: hostile("notes"), said });
  await button("Lift the hold").click();
  await page.getByLabel("Client", { exact: true }).selectOption({ label: "Ada name" });
  await button("Delete this client…").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Type “Ada name” to confirm").fill("Ada name");
  await paste(dialog.getByLabel("Reason for the deletion"), hostile("deletion"));
  await button("Delete for good", dialog).click();
  await page.getByRole("heading", { name: "Certificate of deletion" }).waitFor({ timeout: 120_000 });
  await harmless("a certificate");
  assert.ok(Number(factsOf(await printPage(page)).Pages) >= 1);
  const [certificate] = await beside((vault) => vault.getCertificates());
  assert.equal(certificate.reason, hostile("deletion"));
  await page.goto(`${served.origin}/#/audit`);
  await page.locator(".audit-lines li").first().waitFor();
  await harmless("the audit log");
});

step("the locked page shows the name as a text, too", async () => {
  await button("Lock").click();
  await page.getByRole("heading", { name: "Your vaults on this device" }).waitFor();
  await harmless("the locked page");
});
