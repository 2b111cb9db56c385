import type * as english from "../en/records-check.ts";
import { count } from "./common.ts";

const kinds: Record<string, string> = {
  session: "Sitzung",
  session_revision: "Frühere Fassung einer Sitzung",
  goal: "Ziel",
  goal_update: "Fortschritt eines Ziels",
  milestone: "Meilenstein",
  event: "Ereignis",
  client: "Angaben zur Person",
  psychotherapy_notes: "Psychotherapienotizen",
  derived: "Gezählte Werte",
  key: "Der Schlüssel einer Person und damit alle ihre Aufzeichnungen",
  certificate: "Bescheinigung einer Löschung",
};

export const recordsCheck: typeof english.recordsCheck = {
  title: "Lässt sich jede Aufzeichnung öffnen?",
  lead: "Die Prüfung öffnet jede einzelne, stellt fest, ob sie noch so ist, wie sie geschrieben wurde, und vergleicht die Werte mit den Sitzungen.",
  check: "Alle Aufzeichnungen prüfen",
  checking: "Wird geprüft …",
  whole: "Alle Aufzeichnungen sind ganz",
  wholeText: (records: number) =>
    `${count(records, "Aufzeichnung wurde", "Aufzeichnungen wurden")} geöffnet. Alle sind, wie sie geschrieben wurden, und die Werte stimmen mit den Sitzungen überein.`,
  damaged: (amount: number) => `${count(amount, "Aufzeichnung ist", "Aufzeichnungen sind")} beschädigt`,
  damagedText: (records: number) =>
    `Von ${count(records, "Aufzeichnung", "Aufzeichnungen")} sind diese nicht mehr, wie sie geschrieben wurden. Alles andere lässt sich lesen und benutzen.`,
  more: (amount: string) => `Und ${amount} weitere.`,
  help: "Lassen Sie das Gerät, wie es ist. Eine frühere Sicherung kann die beschädigten Aufzeichnungen noch ganz enthalten: Lesen Sie sie in einen neuen Tresor ein, und sehen Sie dort nach. Gezählte Werte entstehen aus den Sitzungen neu, sobald sie gebraucht werden.",
  kind: (name: string) => kinds[name] ?? `Anderes (${name})`,
};
