import type { SlotKind } from "../../vault/api.ts";
import { formatDate } from "../format.ts";
import { count } from "./common.ts";

const kinds: Record<SlotKind, string> = {
  passphrase: "Passphrase",
  device_key: "Key of a program",
  recovery_code: "Recovery code",
  passkey: "Passkey",
};

/** When and how a vault locks. */
export const locking = {
  after: "Lock without a touch or a key for",
  minutes: (minutes: number) => count(minutes, "minute"),
  whenHidden: "Also lock when no tab shows the vault any more",
  whenHiddenHint: "After a quarter of a minute, so that a quick look at another page is possible.",
  panic: "To lock at once, from every page and from within a text, press",
  panicHint: "Nothing is asked, and a session that you were writing is kept.",
  kept: "The choice is kept.",
};

/** The ways into a vault. */
export const ways = {
  title: "Ways into the vault",
  lead: "Each of these opens the vault by itself.",
  kinds,
  made: (instant: string | null) => (instant ? `since ${formatDate(instant)}` : "from an early version"),
  noCode: "There is no recovery code. If the passphrase is forgotten, the records are lost for good.",
  remove: "Remove",
  removeLead: (kind: string) => `This ends it as a way into the vault: ${kind}. If somebody may have it, change the passphrase too, and end all other ways in there.`,
  removed: "Removed. It opens the vault no more.",
  passphrase: "The vault's passphrase",
  makeCode: "Make a recovery code",
  replaceCode: "Make a new recovery code",
  addPasskey: "Add a passkey",
  addLead: "The browser then asks you to confirm with a fingerprint, a face, a PIN or a security key.",
  passkeyHint: "A passkey opens the vault with a fingerprint, a face or a security key. It works at this address of the site only.",
  passkeyAdded: "The passkey opens the vault from now on.",
  codeTitle: "Recovery code",
  codeLead: "If you ever forget the passphrase, this code opens the vault. Print it or write it down, and keep it like a key, away from this device.",
  codeNone: "The vault has no recovery code yet.",
  codeReplaces: "The vault has a recovery code. A new one takes its place: the one on paper then opens nothing any more.",
  sheetTitle: (vault: string) => `Recovery code of the vault “${vault}”`,
  sheetUse: "To use it: open the site, choose the vault, then “Forgotten the passphrase”. Whoever has this sheet and the device can read the records.",
  sheetSite: (address: string) => `The site: ${address}`,
  sheetMade: (date: string) => `Made on ${date}. A new code ends this one.`,
  print: "Print this sheet",
  checkTitle: "Type it back once",
  typed: "The code, from your sheet",
  typedHint: "28 letters and digits. Small letters do, and hyphens can be left out.",
  check: "Check the code",
  checked: "The code on your sheet is right.",
  skip: "Go on without a recovery code",
  skipTitle: "Without a code there is no second way in.",
  skipWarning: "If you forget the passphrase, nobody can help, and every record is lost for good. This code is thrown away; you can make one later in the settings.",
  skipSure: "Go on without one",
  skipped: "There is no recovery code. You can make one in the settings.",
  code: "Recovery code",
  forgotten: "Forgotten the passphrase",
  forgottenLead: "The recovery code from your sheet opens the vault. You can then choose a new passphrase.",
  useCode: "Unlock with the code",
  usePasskey: "Unlock with a passkey",
  newTitle: "Choose a new passphrase",
  newLead: "The vault is open. If the passphrase is forgotten, choose a new one now. The recovery code on your sheet goes on working.",
  newLeadCode: "With the recovery code you can set a new passphrase. The code goes on working.",
  newSet: "Set this passphrase",
  newLater: "Not now",
  newDone: "The new passphrase opens the vault from now on.",
};
