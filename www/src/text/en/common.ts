import type { Direction, EmotionalState, Significance, Trajectory } from "../../vault/api.ts";
import { formatWhole } from "../format.ts";

/** `1 session`, `2 sessions`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${formatWhole(amount)} ${amount === 1 ? one : many}`;
}

const stateWords: Record<EmotionalState, string> = {
  very_negative: "Very negative",
  negative: "Negative",
  neutral: "Neutral",
  positive: "Positive",
  very_positive: "Very positive",
};

const directionWords: Record<Direction, string> = {
  improving: "Improving",
  stable: "Stable",
  declining: "Declining",
  insufficient_data: "Too few sessions to tell",
};

const trajectoryWords: Record<Trajectory, string> = {
  improving: "Improving",
  stable: "Stable",
  regressing: "Regressing",
  fluctuating: "Fluctuating",
};

const significanceWords: Record<Significance, string> = { minor: "Minor", moderate: "Moderate", major: "Major" };

export const moods = {
  state: (state: EmotionalState) => stateWords[state],
  direction: (direction: Direction) => directionWords[direction],
  trajectory: (trajectory: Trajectory) => trajectoryWords[trajectory],
  significance: (significance: Significance) => significanceWords[significance],
};

export const words = {
  add: "Add",
  back: "Back",
  cancel: "Cancel",
  date: "Date",
  loading: "Opening…",
  none: "None",
  notes: "Notes",
  optional: "optional",
  remove: (what: string) => `Remove ${what}`,
  save: "Save",
  working: "Working…",
  sessions: (amount: number) => count(amount, "session"),
  progress: (done: number, total: number) => `${formatWhole(done)} of ${formatWhole(total)}`,
  show: "Show",
  hide: "Hide",
};

export const shell = {
  product: "Therapeutic Progress Tracker",
  skip: "Skip to the content",
  navigation: "Main",
  clients: "Clients",
  files: "Files",
  settings: "Settings",
  lock: "Lock",
  /** Why a vault was closed. */
  closed: {
    locked: (_name: string) => "The vault is locked.",
    crashed: (_name: string) => "The vault stopped because of an error and is locked. What was saved is safe.",
    deleted: (name: string) => `The vault “${name}” was deleted in another tab. It is closed here too.`,
    rekeyed: (name: string) => `The passphrase of “${name}” was changed in another tab. Unlock the vault with the new one.`,
  },
  incomplete: "A part of the program did not arrive. Load the page again; what was saved is safe.",
  idleTitle: "Still there?",
  idle: (seconds: number) => `The vault locks in ${count(seconds, "second")}. A draft that you were writing is kept.`,
  stay: "Stay unlocked",
  lockNow: "Lock now",
  /** Titles are kept in the browser's history, so they name kinds of pages and never a client. */
  titles: {
    start: "Unlock",
    clients: "Clients",
    client: "Client",
    session: "Session",
    "new-session": "New session",
    "add-client": "Add a client",
    "edit-client": "Client details",
    files: "History files",
    settings: "Settings",
    audit: "Audit log",
    retention: "Retention and deletion",
    about: "About",
    demo: "Sample data",
    "recovery-code": "Recovery code",
    "new-passphrase": "New passphrase",
  },
  /** What the document says of itself, where only the browser shows it. */
  description: "A private record of how each client is doing, encrypted on this device.",
  pageTitle: (page: string) => `${page} · Therapeutic Progress Tracker`,
};

const known: Record<string, string> = {
  wrong_passphrase: "That is not the passphrase. Check capital letters and the keyboard layout, then try again.",
  corrupt_vault: "The vault's keys are damaged or were changed, so it does not open. Your passphrase may well be right. Restore from a history file.",
  storage_unavailable: "This browser does not let the page store anything. Private windows and full disks cause this.",
  quota_exceeded: "The device has no room left. Nothing was saved. Free some space and save again.",
  vault_exists: "A vault of this name is already on this device. Choose another name.",
  vault_not_found: "That vault is no longer on this device.",
  weak_passphrase: "Choose a passphrase of at least 12 characters that is not among the commonest.",
  locked: "The vault is locked.",
  corrupt_record: "A record is damaged and cannot be opened. The others are untouched.",
  corrupt_file: "This is not a whole history file. It may be cut short, changed, or of another program.",
  unsupported_version: "This file was written by a newer version. Reload this page to get the newest, then try again.",
  upgrade_blocked: "Another tab keeps an older version open. Close it; the vault then opens, here or at the next try.",
  too_many_attempts: "Unlocking has failed several times. Wait a moment, then try again.",
  passkey_refused: "The passkey was not used: the browser or somebody at the device stopped it.",
  passkey_unsupported: "This passkey cannot open a vault: it does not answer with a secret of its own. Another device or password manager may.",
  crashed: shell.closed.crashed(""),
  wrong_code: "That is not the recovery code of this vault. A newer sheet may have taken its place.",
  wrong_passkey: "That passkey opens this vault no more.",
};

/** The tracker names the field first; beside the field's label its name would only puzzle. */
function withoutField(message: string, field?: string): string {
  const rest = field !== undefined && message.startsWith(`${field} `) ? message.slice(field.length + 1) : message;
  return rest.charAt(0).toLocaleUpperCase("en") + rest.slice(1);
}

export const errors = {
  /** The sentence for an error: ours where the code says all, the tracker's own where a field is to blame. */
  sentence: (code: string, message: string, field?: string) => known[code] ?? withoutField(message, field),
  title: "That did not work",
  required: "Please fill this in.",
  passphraseShort: (length: number) => `At least 12 characters; this has ${formatWhole(length)}.`,
  passphrasesDiffer: "The two passphrases differ.",
  json: "This is not JSON, such as {\"room\": 2}.",
  nameDiffers: "This is not the vault's name.",
  rangeOrder: "The end lies before the start.",
  percentRange: "A number from 0 to 100.",
  minutesRange: "A whole number of minutes.",
};
