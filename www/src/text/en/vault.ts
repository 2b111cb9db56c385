import type { ImportedHistory } from "../../vault/api.ts";
import { formatDate, formatWhole } from "../format.ts";
import { count } from "./common.ts";

export const start = {
  title: "Your vaults on this device",
  welcome: "A private record of how each client is doing",
  lead: "Sessions, goals and trends over months and years. Everything is encrypted on this device, and nothing is sent anywhere.",
  created: (instant: string | null) => (instant ? `Created ${formatDate(instant)}` : "Damaged"),
  choose: "Vault",
  unlock: "Unlock",
  unlocking: "Unlocking…",
  another: "Create another vault",
  createTitle: "Create a vault",
  create: "Create vault",
  creating: "Creating…",
  name: "Name of the vault",
  nameHint: "Visible without the passphrase, so name no client here.",
  nameDefault: "practice",
  passphrase: "Passphrase",
  passphraseHint: "At least 12 characters. Four or more unrelated words are easy to remember and hard to guess.",
  again: "Passphrase again",
  suggest: "Suggest one",
  suggestOther: "Suggest another",
  suggested: "Write it down now and keep it somewhere safe, away from this device:",
  useSuggested: "Use this passphrase",
  final: "Nobody can reset a forgotten passphrase. Next comes a recovery code to print; without either, the records are lost for good.",
  tooMany: "Unlocking has failed several times, so the next try must wait.",
  wait: (seconds: number) => `You can try again in ${count(seconds, "second")}.`,
  backToUnlock: "Back to unlocking",
  sample: "Look around with sample data",
  about: "What this protects, and what not",
  strength: (length: number) =>
    length < 12
      ? `${formatWhole(length)} of at least 12 characters`
      : length < 20
        ? `${formatWhole(length)} characters: enough if it cannot be guessed`
        : `${formatWhole(length)} characters: long`,
};

export const demo = {
  title: "Sample data",
  lead: "Twelve invented clients over three years show how the tracker works. None of them exists.",
  banner: "Sample data: the clients named here are invented.",
  fill: "Fill with sample data",
  filling: (done: number, total: number) => `Writing sample data: ${formatWhole(done)} of ${formatWhole(total)}`,
  filled: "The sample data is in place.",
  createTitle: "Create a demo vault",
  createLead: (passphrase: string) => `It is protected by the passphrase “${passphrase}”, shown here on purpose. Keep no real records in it.`,
  create: "Create the demo vault",
  notEmpty: "The open vault holds records already. Lock it and create a demo vault instead.",
  clientNote: "Sample data. This client is invented.",
};

export const files = {
  title: "History files",
  lead: "An encrypted file is the only way records leave this device. It opens with this program, or with the free tool “age” and its passphrase, in twenty years too.",
  exportTitle: "Take a history file",
  what: "What goes into the file",
  everyone: "All clients, as a backup",
  oneClient: (name: string) => `Only ${name}`,
  passphrase: "Passphrase for the file",
  passphraseHint: "At least 12 characters. Choose another one than the vault's: whoever gets the file and its passphrase then still cannot open the vault.",
  again: "Passphrase again",
  make: "Make the file",
  making: "Making the file…",
  ready: (size: string) => `The file is ready (${size}). It was read back and checked.`,
  save: (name: string) => `Save ${name}`,
  importTitle: "Bring a history file back",
  importLead: "Records are merged: what is already here stays as it is, what is missing is added. If anything is wrong with the file, nothing changes.",
  file: "History file",
  filePassphrase: "The file's passphrase",
  read: "Import",
  reading: "Importing…",
  imported: "Import finished",
  result: (result: ImportedHistory) =>
    `The file holds ${count(result.clients, "client")}, ${count(result.sessions, "session")}, ${count(result.goals, "goal")}, ${count(result.milestones, "milestone")} and ${count(result.events, "event")}.`,
  added: "Added",
  unchanged: "Already here",
  conflicts: "Differing",
  conflictsHint: "Differing records were kept as they are here.",
  size: (bytes: number) =>
    bytes < 1_000_000 ? `${formatWhole(Math.max(1, bytes / 1000))} kB` : `${formatWhole(bytes / 1_000_000)} MB`,
};

export const settings = {
  title: "Settings",
  changeTitle: "Change the passphrase",
  changeLead: "The records stay as they are; only the keys are written anew. History files keep the passphrase they were made with.",
  current: "Current passphrase",
  next: "New passphrase",
  nextAgain: "New passphrase again",
  change: "Change passphrase",
  changing: "Changing…",
  changed: "The passphrase is changed.",
  endOthers: "End the recovery code and all passkeys too",
  endOthersHint: "Tick this if somebody may know the old passphrase, or has the code or a device with a passkey. You get a new recovery code at once. Otherwise all of them go on working.",
  changedEnded: "The passphrase is changed, and the other ways in are ended. Here is a new recovery code.",
  erasing: "The passphrase is changed. The old keys are being erased from the browser’s files…",
  lockTitle: "Lock",
  lockLead: "Locking wipes the keys and everything opened from memory, in all tabs at once. A session that you were writing is kept, encrypted.",
  lockNow: "Lock now",
  deleteTitle: "Delete the whole vault",
  deleteLead: "Every record in it is gone for good, on this device. Take a history file first if the records must be kept.",
  deleteName: (name: string) => `Type the vault's name, “${name}”, to confirm`,
  deletePassphrase: "The vault's passphrase",
  delete: "Delete the vault",
  deleting: "Deleting…",
  deleted: (name: string) => `The vault “${name}” is deleted.`,
  aboutTitle: "About",
};

export const about = {
  title: "What this protects, and what not",
  protectsTitle: "It protects against",
  protects: [
    "someone who gets the device, the disk or a history file, but not the passphrase;",
    "someone who changes the stored bytes: a changed record does not open.",
  ],
  notTitle: "It does not protect against",
  not: [
    "someone at the unlocked screen, so lock when you leave;",
    "malware, a hostile browser extension, or a host that serves a changed program;",
    "a forgotten passphrase without a recovery code or a passkey: nobody can reset it.",
  ],
  visibleTitle: "Visible without the passphrase",
  visible: "That there is a vault, its name, how many records it holds and roughly how large they are.",
  offlineTitle: "Nothing is sent",
  offline: "The browser itself forbids this page to connect anywhere. Trends and reports are computed on this device. There is no account, no server and no telemetry.",
  browserTitle: "Keep a copy",
  browser: "Browsers can clear a site's storage, and devices break. Take a history file regularly and keep it elsewhere.",
  judgementTitle: "Judgement stays yours",
  judgement: "Trends and suggestions support clinical judgement. They never diagnose and never replace it.",
  versionTitle: "Which version this is",
  version: (version: string) => `Version ${version}, with this checksum:`,
  versionCheck: "A published version names its checksum. If it is the same, this is that version. A changed program could show any number here, so if you must be sure, have the files themselves compared with the published sums.",
};
