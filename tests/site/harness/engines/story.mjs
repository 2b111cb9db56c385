// The main story, as one person lives it: from an empty browser to sessions that came back from a file.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { until } from "./patience.mjs";

const passphrase = "four quiet words here";
const filePassphrase = "another four words entirely";
const client = "Mira Holm";
const sessions = [
  { state: "Negative", summary: "The nights are short and the days are long." },
  { state: "Neutral", summary: "A walk each morning; sleep a little better." },
  { state: "Positive", summary: "Five nights slept through, und ein schöner Sonntag." },
];

export async function createVault(person, name) {
  await person.write("Name of the vault", name);
  await person.write("Passphrase", passphrase);
  await person.write("Passphrase again", passphrase);
  await person.press("button", "Create vault");
  await person.press("button", "Go on without a recovery code");
  await person.press("button", "Go on without one");
  await person.sees("heading", "Clients");
  await person.reads("main", "This vault is empty.");
}

export async function addClient(person) {
  await person.press("link", "Add a client");
  await person.write("Name", client);
  await person.press("button", "Save client");
  await person.sees("heading", client);
}

async function openClient(person) {
  await person.press("link", "Clients");
  await person.press("link", new RegExp(`^${client}`));
  await person.sees("heading", client);
}

async function openPart(person, name) {
  await person.press("link", name);
  await person.reads("nav.tabs [aria-current=page]", name);
}

export async function logSessions(person) {
  for (const { state, summary } of sessions) {
    await person.press("link", "New session");
    await person.press("choice", state);
    await person.write("What was talked about", summary);
    await person.press("button", "Save session");
    await person.reads("article.entry", summary);
  }
}

export async function readSessions(person) {
  await openClient(person);
  for (const { summary } of sessions) await person.reads("article.entry", summary);
}

export async function readTrend(person) {
  await openPart(person, "Trend");
  await person.sees("picture", /: 3 sessions, mean 0\.0, improving\./);
  await person.reads(".drawing svg", "second half +0.5");
}

export async function readReport(person) {
  await openPart(person, "Report");
  const said = await person.reads(".report[aria-busy=false]", "There were 3 sessions");
  assert.match(said, /The mean emotional score is 0\.0 .*, and it is improving \(−1\.0 in the first half, \+0\.5 in the second\)/);
  await person.reads(".report .drawing svg", "very positive");
}

/** Makes a backup and saves it; resolves to the path of the file, once it is whole. */
export async function saveBackup(person, downloads) {
  await person.press("link", "Files");
  await person.write("Passphrase for the file", filePassphrase, "Take a history file");
  await person.write("Passphrase again", filePassphrase, "Take a history file");
  await person.press("button", "Make the file");
  await person.press("link", /^Save backup-/);
  const find = () => readdirSync(downloads).find((name) => /^backup-[\d-]+\.tar\.age$/.test(name));
  await until("The saved file", () => find() && statSync(join(downloads, find())).size > 0);
  const path = join(downloads, find());
  assert.ok(readFileSync(path).subarray(0, 22).equals(Buffer.from("age-encryption.org/v1\n")));
  return path;
}

export async function lock(person) {
  await person.press("button", "Lock");
  await person.sees("heading", "Your vaults on this device");
}

export async function unlock(person) {
  await person.write("Passphrase", passphrase);
  await person.press("button", "Unlock");
  await person.sees("heading", "Clients");
}

/** Makes another vault and brings a backup into it. */
export async function restore(person, path) {
  await person.press("button", "Create another vault");
  await createVault(person, "restored");
  await person.press("link", "Files");
  await person.choose("History file", path, "Bring a history file back");
  await person.write("The file's passphrase", filePassphrase, "Bring a history file back");
  await person.press("button", "Import");
  await person.sees("heading", "Import finished");
}

/** Reads what the site says of what this engine lacks or keeps to itself: `{storage, folder, noMargins}`. */
export async function readWords(person, { storage, folder, noMargins }) {
  await person.press("link", "Settings");
  await person.reads("tp-device", storage);
  await person.reads("tp-device", "It opens without a network.");
  await person.press("link", "Files");
  await person.reads("tp-backup-folder", folder);
  await openClient(person);
  await openPart(person, "Report");
  const tools = await person.reads(".report-tools", "US Letter");
  assert.equal(tools.includes("prints no lines of ours"), noMargins);
}
