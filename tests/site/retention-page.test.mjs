// The page of retention and deletion: periods, holds, a deletion with its certificate, on the screen and on paper.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe } from "./harness/axe.mjs";
import { openSite } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";
import { factsOf, pagesOf, printPage } from "./harness/pdf.mjs";

const passphrase = "four quiet words here";
let served;
let page;

before(async () => {
  served = await openSite();
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
});
after(() => served.close());

const step = (name, steps) => test(name, () => site.pictured(page, steps));
const button = (name, root = page) => root.getByRole("button", { name, exact: true });
const region = (name) => page.getByRole("region", { name });

async function openRetention() {
  await site.goTo(page, "Settings");
  await page.getByRole("link", { name: "Open retention and deletion" }).click();
  await page.locator("tp-retention-policy form").waitFor();
}

step("a client's year of birth is noted, and one that cannot be is refused", async () => {
  await site.createVault(page, "practice", passphrase);
  for (const name of ["Mira Holm", "Otto Lind"]) await site.addClient(page, name);
  await page.getByRole("link", { name: "Details" }).click();
  await page.getByLabel("Year of birth").fill("1849");
  await button("Save client").click();
  await page.getByText("1850 to 2200").waitFor();
  await page.getByLabel("Year of birth").fill("2012");
  await button("Save client").click();
  await page.getByRole("heading", { name: "Otto Lind", level: 1 }).waitFor();
});

step("the periods are set, and a period of nothing makes everybody due, with a reason", async () => {
  await openRetention();
  await region("Past the period").getByText("No client’s records are past the period.").waitFor();
  await page.getByLabel("Years after the last session").fill("101");
  await button("Save the periods").click();
  await page.getByText("A whole number from 0 to 100.").waitFor();
  await page.getByLabel("Years after the last session").fill("0");
  await button("Save the periods").click();
  const due = region("Past the period");
  await due.getByRole("link", { name: "Mira Holm" }).waitFor();
  await due.getByText(/^No session; entered on .*, kept for 0 years from then\. Past the period since/).waitFor();
  await page.getByLabel("Client", { exact: true }).selectOption({ label: "Otto Lind" });
  await region("Another client").getByText(/^Born in 2012, so perhaps a minor at the first session: kept until 7 years after the year of turning 18\. Past the period from 1 Jan 2038 on\.$/).waitFor();
  assert.deepEqual(await axe(page), []);
});

step("records on hold cannot be deleted until the hold is lifted", async () => {
  const other = region("Another client");
  await other.getByText("Put on hold…").click();
  await button("Put on hold", other).click();
  await other.getByText("Please fill this in.").waitFor();
  await other.getByLabel("Reason for the hold").fill("A complaint is open");
  await button("Put on hold", other).click();
  const held = region("On hold");
  await held.getByText(/^On hold since .*: A complaint is open$/).waitFor();
  assert.equal(await held.getByRole("button", { name: "Delete this client…" }).count(), 0);
  assert.deepEqual(await axe(page), []);
  await button("Lift the hold", held).click();
  await held.waitFor({ state: "detached" });
});

step("a deletion asks for the name and a reason, shows the erasure, and ends with the certificate", async () => {
  await site.exportFile(page, passphrase);
  await openRetention();
  await button("Delete this client…", region("Past the period")).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("History files that hold this client").click();
  await dialog.getByText("Backup of all clients").waitFor();
  assert.deepEqual(await axe(page), []);
  await dialog.getByLabel("Type “Mira Holm” to confirm").fill("Mira");
  await button("Delete for good", dialog).click();
  await dialog.getByText("This is not the client’s name.").waitFor();
  await dialog.getByText("Please fill this in.").waitFor();
  await dialog.getByLabel("Type “Mira Holm” to confirm").fill("Mira Holm");
  await dialog.getByLabel("Reason for the deletion").fill("Past the period");
  await dialog.getByLabel("Keep the client’s name on the certificate").check();
  await button("Delete for good", dialog).click();
  await dialog.getByText("The records are destroyed. The key is being erased from the browser’s files…").waitFor();
  await page.getByRole("heading", { name: "Certificate of deletion" }).waitFor({ timeout: 120_000 });
  const sheet = page.locator(".certificate");
  for (const text of ["Mira Holm", "Past the period", "Backup of all clients", "Place, date, signature"]) await sheet.getByText(text, { exact: true }).waitFor();
  assert.equal(await sheet.getByText("Not yet.").count(), 0);
  assert.deepEqual(await axe(page), []);
});

step("the certificate prints on one page, on A4 and on Letter", async () => {
  for (const format of ["A4", "Letter"]) {
    const path = await printPage(page, { preferCSSPageSize: false, format });
    const { Pages } = factsOf(path);
    assert.equal(Pages, "1", format);
    const [text] = pagesOf(path);
    assert.match(text, /Certificate of deletion[\s\S]*Mira Holm[\s\S]*Place, date, signature/);
    assert.doesNotMatch(text, /Print|Settings|Lock/);
    await rm(join(path, ".."), { recursive: true });
  }
});

step("the certificate stays in the list, and the client is gone", async () => {
  await button("Retention and deletion").click();
  await region("Certificates").getByRole("button", { name: /^Mira Holm, deleted on/ }).waitFor();
  await site.goTo(page, "Clients");
  await page.locator(".caseload-name", { hasText: "Otto Lind" }).waitFor();
  assert.equal(await page.locator(".caseload-name", { hasText: "Mira Holm" }).count(), 0);
});

step("a tab that shows a client leaves it when another tab deletes that client", async () => {
  const second = await site.openStart(served.context, served.origin);
  second.setDefaultTimeout(15_000);
  await site.unlockVault(second, "practice", passphrase);
  await site.openClient(second, "Otto Lind");
  await openRetention();
  await page.getByLabel("Client", { exact: true }).selectOption({ label: "Otto Lind" });
  await button("Delete this client…").click();
  await page.getByLabel("Type “Otto Lind” to confirm").fill("Otto Lind");
  await page.getByLabel("Reason for the deletion").fill("Asked for it");
  await button("Delete for good").click();
  await second.getByRole("heading", { name: "Clients", level: 1 }).waitFor();
  await second.getByText("This client was deleted in another tab.").waitFor();
  await page.getByRole("heading", { name: "Certificate of deletion" }).waitFor({ timeout: 120_000 });
  await second.close();
});
