import type { DeletionCertificate, RetentionDue, RetentionPolicy } from "../../vault/api.ts";
import { formatDate, formatWhole } from "../format.ts";
import { count } from "./common.ts";

/** Why a client's records are kept until their day, in a sentence. */
function why({ rule, last_session, created_at, birth_year }: RetentionDue, policy: RetentionPolicy): string {
  if (rule === "majority") {
    const years = count(policy.years_after_majority, "year");
    return `Born in ${birth_year}, so perhaps a minor at the first session: kept until ${years} after the year of turning ${formatWhole(policy.age_of_majority)}`;
  }
  const since = last_session === null ? `No session; entered on ${formatDate(created_at)}` : `Last session on ${formatDate(last_session)}`;
  return `${since}, kept for ${count(policy.years_after_last_session, "year")} from then`;
}

const scopes: Record<DeletionCertificate["files"][number]["scope"], string> = {
  client: "History of this client",
  vault: "Backup of all clients",
  unlisted: "Backup that may hold this client",
};

export const retention = {
  title: "Retention and deletion",
  settingsLead: "How long records are kept, whose period has passed, and the deletion of one client with a certificate.",
  open: "Open retention and deletion",
  lead: "Records are kept as long as the law asks, and no longer than needed. Nothing is ever deleted on its own: this page makes the list, you decide.",
  dueTitle: "Past the period",
  dueNone: "No client’s records are past the period.",
  explain: (row: RetentionDue, policy: RetentionPolicy) =>
    `${why(row, policy)}. ${row.due ? `Past the period since ${formatDate(row.due_on)}.` : `Past the period from ${formatDate(row.due_on)} on.`}`,
  closed: "closed",
  held: (hold: { reason: string; since: string }) => `On hold since ${formatDate(hold.since)}: ${hold.reason}`,
  holdsTitle: "On hold",
  holdsLead: "These records cannot be deleted until the hold is lifted.",
  hold: "Put on hold",
  holdReason: "Reason for the hold",
  holdHint: "A complaint, a claim, a request for the records. It stays in this vault.",
  holdSave: "Put on hold",
  holdSaved: "The records are on hold.",
  lift: "Lift the hold",
  lifted: "The hold is lifted.",
  otherTitle: "Another client",
  otherLead: "For a client whose period has not passed: see from when it has, put the records on hold, or delete them.",
  choose: "Client",
  chooseNone: "Choose a client",
  policyTitle: "How long records are kept",
  policyLead: "Seven years is what many boards ask. What holds for you follows from your law, your licensing board and your contracts.",
  lastSession: "Years after the last session",
  age: "Age of majority",
  afterMajority: "Years after a minor comes of age",
  afterMajorityHint: "For whoever may have been a minor at the first session and whose year of birth is noted. The later date counts.",
  years: "A whole number from 0 to 100.",
  save: "Save the periods",
  saved: "The periods are saved.",
  register: "History files that hold this client",
  registerNone: "No history file of this vault holds this client.",
  registerHint: "Files taken before the log named the clients in them are listed as well: they may hold this client.",
  fileMade: "Made",
  fileWhat: "What it is",
  fileMark: "Fingerprint",
  scopes,
  delete: "Delete this client…",
  deleteTitle: (name: string) => `Delete ${name}`,
  deleteLead: "Every session, goal, milestone, event, draft and earlier version of this client is destroyed on this device, and so is the key that opens them. Nobody can bring them back, except from a history file.",
  deleteName: (name: string) => `Type “${name}” to confirm`,
  deleteNameDiffers: "This is not the client’s name.",
  deleteReason: "Reason for the deletion",
  deleteReasonHint: "It stands on the certificate. Write nothing clinical.",
  keepName: "Keep the client’s name on the certificate",
  keepNameHint: "Otherwise only the client number stays.",
  deleteNow: "Delete for good",
  deleting: "The records are destroyed. The key is being erased from the browser’s files…",
  deletingHint: "This takes some seconds. If you close the page now, it goes on after the next unlocking.",
  deletedElsewhere: "This client was deleted in another tab.",
  close: "Close",
  certificatesTitle: "Certificates",
  certificatesNone: "No client has been deleted from this vault.",
  certificateOf: (one: DeletionCertificate) => `${one.display_name || one.client_id}, deleted on ${formatDate(one.destroyed_at)}`,
  certificate: {
    title: "Certificate of deletion",
    back: "Retention and deletion",
    print: "Print",
    number: "Certificate number",
    client: "Client number",
    name: "Name",
    noName: "not kept",
    destroyed: "Deleted",
    at: (date: string, time: string) => `${date}, ${time}`,
    records: "Records destroyed",
    reason: "Reason",
    method: "How",
    methodText: "All records of the client were removed from the vault together. The only key that opens them, AES with 256 bits, was then destroyed.",
    erased: "Key erased from the browser’s files",
    erasedNot: "Not yet. It goes on while the vault is unlocked.",
    reachTitle: "What this program cannot reach",
    reach: {
      history_files: "History files that were taken before. Destroy those that are listed, or the passphrases that open them.",
      device_backups: "Backups and snapshots that the device or its system made of the browser’s profile.",
      flash_memory: "Worn cells of a solid-state disk, which keep old bytes that no program can address.",
    } as Record<string, string>,
    filesTitle: "History files that hold this client",
    filesNone: "The log of this vault knows of none.",
    filesMore: (amount: number, since: string) => `and ${count(amount, "earlier file")}, the first of ${formatDate(since)}`,
    sign: "Place, date, signature",
  },
  restoreDeleted: "Also bring back clients who were deleted here",
  leftOut: (amount: number) =>
    amount === 1
      ? "One client of the file was deleted here and was left out. To bring this client back, tick the box above and import the file again."
      : `${formatWhole(amount)} clients of the file were deleted here and were left out. To bring them back, tick the box above and import the file again.`,
  goneTitle: "Deleted where the file comes from",
  goneLead: "The records of these clients were destroyed there, and are still here. A file never destroys anything; you decide.",
  gone: (name: string, when: string) => `${name}, deleted there on ${formatDate(when)}`,
  goneLink: "Keep or delete them here",
};
