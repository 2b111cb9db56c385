import type { Kind } from "../../backup/compare.ts";
import { count } from "./common.ts";

const nouns: Record<Kind, string> = { clients: "client", sessions: "session", goals: "goal", milestones: "milestone", events: "event" };

const are = (kind: Kind, amount: number) => `${count(amount, nouns[kind])} ${amount === 1 ? "is" : "are"}`;

export const drill = {
  title: "Try out a backup",
  lead: "A backup is worth what can be read back from it. This opens one beside your vault and compares the two, record by record. Nothing in your vault changes.",
  file: "Backup to try out",
  passphrase: "The backup's passphrase",
  start: "Try it out",
  reading: "Reading the backup…",
  comparing: "Comparing client by client…",
  whole: "The backup is whole",
  wholeLead: (records: number) => `It opened, and ${count(records, "record")} could be read back from it.`,
  same: "It holds everything that is here, as it is here.",
  onlyHere: (kind: Kind, amount: number) => `${are(kind, amount)} here and not in the backup.`,
  newerHere: (kind: Kind, amount: number) => `${are(kind, amount)} newer here than in the backup.`,
  differing: (kind: Kind, amount: number) => `${are(kind, amount)} not the same here and in the backup.`,
  onlyThere: (kind: Kind, amount: number) => `${are(kind, amount)} in the backup and not, or no longer, here.`,
  table: "The comparison in numbers",
  kinds: { clients: "Clients", sessions: "Sessions", goals: "Goals", milestones: "Milestones", events: "Events" },
  headKind: "Records",
  headSame: "The same",
  headNewer: "Newer here",
  headDiffering: "Differing",
  headHere: "Only here",
  headThere: "Only in the backup",
  byClient: (amount: number) => `${count(amount, "client")} with differences`,
  gone: "What was opened for this is deleted again.",
};
