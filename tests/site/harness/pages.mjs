// The site as a person uses it: one function for each thing that is done.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Opens the site on its first page. */
export async function openStart(context, origin) {
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  return page;
}

export async function createVault(page, name, passphrase) {
  await page.getByLabel("Name of the vault").fill(name);
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("Passphrase again", { exact: true }).fill(passphrase);
  await button(page, "Create vault").click();
  await goWithoutCode(page);
  await page.getByRole("heading", { name: "Clients", level: 1 }).waitFor();
}

/** Goes on from the recovery code that every new vault is offered, without keeping it. */
export async function goWithoutCode(page) {
  await button(page, "Go on without a recovery code").click();
  await button(page, "Go on without one").click();
}

/** Creates a vault and types its recovery code back, as one should; resolves to the code. */
export async function createVaultWithCode(page, name, passphrase) {
  await page.getByLabel("Name of the vault").fill(name);
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("Passphrase again", { exact: true }).fill(passphrase);
  await button(page, "Create vault").click();
  const code = (await page.locator(".recovery-code").innerText()).replace(/\s+/g, "-");
  await page.getByLabel("The code, from your sheet").fill(code.toLowerCase());
  await button(page, "Check the code").click();
  await page.getByRole("heading", { name: "Clients", level: 1 }).waitFor();
  return code;
}

export async function unlockVault(page, name, passphrase) {
  await page.getByRole("radio", { name }).check();
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await button(page, "Unlock").click();
  await page.getByRole("heading", { name: "Clients", level: 1 }).waitFor();
}

export async function lockVault(page) {
  await button(page, "Lock").click();
  await page.getByRole("heading", { name: "Your vaults on this device" }).waitFor();
}

/** Makes a vault full of sample data, from the page that offers it. */
export async function fillDemo(page, origin) {
  await page.goto(`${origin}/#/demo`);
  await button(page, "Create the demo vault").click();
  await page.locator(".caseload-row").first().waitFor({ timeout: 120_000 });
}

/** Goes by the links of the header; resolves when the page has changed, so that the next key is meant for it. */
export async function goTo(page, name) {
  const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true });
  await link.click();
  await link.and(page.locator("[aria-current=page]")).waitFor();
}

export async function openClient(page, name) {
  await goTo(page, "Clients");
  await page.locator(".caseload-name", { hasText: name }).first().click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

/** Opens one part of the record of the client that is shown. */
export async function openSection(page, name) {
  await page.getByRole("navigation", { name: "Parts of the record" }).getByRole("link", { name, exact: true }).click();
  await page.locator(`nav.tabs [aria-current=page]`, { hasText: name }).waitFor();
}

export async function addClient(page, name, notes = "") {
  await goTo(page, "Clients");
  await page.getByRole("link", { name: "Add a client" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Notes").fill(notes);
  await button(page, "Save client").click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

export async function addGoal(page, description, notes = "") {
  await openSection(page, "Goals");
  await button(page, "Add a goal").click();
  await page.getByLabel("Goal", { exact: true }).fill(description);
  await page.locator("#goal-notes").fill(notes);
  await button(page, "Add goal").click();
  await page.getByRole("heading", { name: description }).waitFor();
}

export async function addMilestone(page, description) {
  await openSection(page, "Milestones");
  await button(page, "Add a milestone").click();
  await page.getByLabel("What was reached").fill(description);
  await button(page, "Add milestone").click();
  await page.locator(".timeline-what", { hasText: description }).waitFor();
}

/** Opens the form for a new session of the client that is shown. */
export async function startSession(page) {
  await page.locator("main").getByRole("link", { name: "New session", exact: true }).click();
  await page.locator("#session-minutes").waitFor();
}

/** Makes a history file of all clients and saves it; resolves to its path. */
export async function exportFile(page, passphrase) {
  await goTo(page, "Files");
  const form = page.getByRole("region", { name: "Take a history file" });
  await form.getByLabel("Passphrase for the file", { exact: true }).fill(passphrase);
  await form.getByLabel("Passphrase again", { exact: true }).fill(passphrase);
  await button(page, "Make the file").click();
  const [download] = await Promise.all([page.waitForEvent("download"), form.getByRole("link", { name: /^Save / }).click()]);
  const path = join(mkdtempSync(join(tmpdir(), "tracker-file-")), download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

export async function importFile(page, path, passphrase) {
  await goTo(page, "Files");
  const form = page.getByRole("region", { name: "Bring a history file back" });
  await form.getByLabel("History file").setInputFiles(path);
  await form.getByLabel("The file's passphrase", { exact: true }).fill(passphrase);
  await button(page, "Import").click();
  await page.getByRole("heading", { name: "Import finished" }).waitFor();
}

/** Runs steps on a page; where they fail, a picture of it goes to a temporary folder, which the error names. */
export async function pictured(page, steps) {
  try {
    return await steps();
  } catch (error) {
    const path = join(mkdtempSync(join(tmpdir(), "tracker-failed-")), "page.png");
    await page.screenshot({ path, fullPage: true }).catch(() => undefined);
    error.message += `\nThe page at that moment: ${path}`;
    throw error;
  }
}
