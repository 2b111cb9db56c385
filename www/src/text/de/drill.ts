import type { Kind } from "../../backup/compare.ts";
import { formatWhole } from "../format.ts";
import type { drill as english } from "../en/drill.ts";

const nouns: Record<Kind, [one: string, many: string]> = {
  clients: ["Person", "Personen"],
  sessions: ["Sitzung", "Sitzungen"],
  goals: ["Ziel", "Ziele"],
  milestones: ["Meilenstein", "Meilensteine"],
  events: ["Ereignis", "Ereignisse"],
};

const amountOf = (kind: Kind, amount: number) => `${formatWhole(amount)} ${nouns[kind][amount === 1 ? 0 : 1]}`;
const are = (kind: Kind, amount: number) => `${amountOf(kind, amount)} ${amount === 1 ? "ist" : "sind"}`;

export const drill: typeof english = {
  title: "Eine Sicherung prüfen",
  lead: "Eine Sicherung ist so viel wert, wie sich aus ihr zurücklesen lässt. Hier wird eine neben Ihrem Tresor geöffnet und Eintrag für Eintrag mit ihm verglichen. In Ihrem Tresor ändert sich nichts.",
  file: "Zu prüfende Sicherung",
  passphrase: "Passphrase der Sicherung",
  start: "Sicherung prüfen",
  reading: "Die Sicherung wird gelesen …",
  comparing: "Person für Person wird verglichen …",
  whole: "Die Sicherung ist vollständig lesbar",
  wholeLead: (records) => `Sie ließ sich öffnen, und ${formatWhole(records)} ${records === 1 ? "Eintrag ließ" : "Einträge ließen"} sich aus ihr zurücklesen.`,
  same: "Sie enthält alles, was hier steht, so wie es hier steht.",
  onlyHere: (kind, amount) => `${are(kind, amount)} hier, aber nicht in der Sicherung.`,
  newerHere: (kind, amount) => `${are(kind, amount)} hier neuer als in der Sicherung.`,
  differing: (kind, amount) => `${are(kind, amount)} hier und in der Sicherung nicht gleich.`,
  onlyThere: (kind, amount) => `${are(kind, amount)} in der Sicherung, aber nicht oder nicht mehr hier.`,
  table: "Der Vergleich in Zahlen",
  kinds: { clients: "Personen", sessions: "Sitzungen", goals: "Ziele", milestones: "Meilensteine", events: "Ereignisse" },
  headKind: "Einträge",
  headSame: "Gleich",
  headNewer: "Hier neuer",
  headDiffering: "Ungleich",
  headHere: "Nur hier",
  headThere: "Nur in der Sicherung",
  byClient: (amount) => `${formatWhole(amount)} ${amount === 1 ? "Person" : "Personen"} mit Unterschieden`,
  gone: "Was dafür geöffnet wurde, ist wieder gelöscht.",
};
