import { count } from "./common.ts";

const kinds: Record<string, string> = {
  session: "Session",
  session_revision: "Earlier version of a session",
  goal: "Goal",
  goal_update: "Progress of a goal",
  milestone: "Milestone",
  event: "Event",
  client: "Client details",
  psychotherapy_notes: "Psychotherapy notes",
  derived: "Counted figures",
  key: "A client's key, and with it all of their records",
  certificate: "Certificate of a deletion",
};

export const recordsCheck = {
  title: "Does every record open?",
  lead: "The check opens each one, proves that it is as it was written, and compares the figures with the sessions.",
  check: "Check all records",
  checking: "Checking…",
  whole: "Every record is whole",
  wholeText: (records: number) => `${count(records, "record was", "records were")} opened. Each is as it was written, and the figures say what the sessions say.`,
  damaged: (amount: number) => `${count(amount, "record is", "records are")} damaged`,
  damagedText: (records: number) => `Of ${count(records, "record")}, these are not as they were written. Everything else can be read and used.`,
  more: (amount: string) => `And ${amount} more.`,
  help: "Keep this device as it is. An earlier backup may hold the damaged records whole: bring it into a new vault and look there. Counted figures are made anew from the sessions when they are needed next.",
  kind: (name: string) => kinds[name] ?? `Something else (${name})`,
};
