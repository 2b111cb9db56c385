import { formatWhole } from "../format.ts";
import { count } from "./common.ts";

const actions: Record<string, string> = {
  vault_created: "Tresor angelegt",
  vault_unlocked: "Entsperrt",
  unlock_failed: "Entsperren misslungen",
  passphrase_changed: "Passphrase geändert",
  session_logged: "Sitzung geschrieben",
  sessions_imported: "Sitzungen eingelesen",
  session_amended: "Sitzung berichtigt",
  session_struck: "Sitzung gestrichen",
  session_restored: "Sitzung wiederhergestellt",
  goal_created: "Ziel gesetzt",
  goal_updated: "Ziel fortgeschrieben",
  milestone_added: "Meilenstein eingetragen",
  milestone_removed: "Meilenstein zurückgenommen",
  event_saved: "Ereignis gespeichert",
  event_removed: "Ereignis entfernt",
  client_saved: "Angaben gespeichert",
  client_deleted: "Aufzeichnungen vernichtet",
  session_read: "Sitzung gelesen",
  sessions_read: "Sitzungen gelesen",
  revisions_read: "Frühere Fassungen gelesen",
  goals_read: "Ziele gelesen",
  milestones_read: "Meilensteine gelesen",
  events_read: "Ereignisse gelesen",
  clients_read: "Angaben gelesen",
  sessions_searched: "Sitzungen durchsucht",
  trends_read: "Verlauf gelesen",
  report_read: "Bericht gelesen",
  report_printed: "Bericht gedruckt",
  summary_read: "Zahlen gelesen",
  caseload_read: "Liste gelesen",
  vocabulary_read: "Übliche Wörter gelesen",
  client_exported: "Aktendatei einer Person erstellt",
  vault_exported: "Sicherung erstellt",
  history_imported: "Aktendatei eingelesen",
  derived_rebuilt: "Zahlen neu gezählt",
  settings_saved: "Einstellungen gespeichert",
};

export const audit = {
  title: "Protokoll",
  lead: "Jeder Vorgang an den Aufzeichnungen hinterlässt hier eine Zeile: was getan wurde, wann, und für wen. Was in den Aufzeichnungen steht, steht nie darin.",
  cardTitle: "Protokoll",
  cardLead: "Was in diesem Tresor getan wurde, ob das Protokoll noch so ist, wie es geschrieben wurde, und ob es an Ihre letzte Sicherung anschließt.",
  cardLink: "Protokoll öffnen",
  checkTitle: "Ist das Protokoll ganz?",
  checkLead: "Jede Zeile ist an die vorige gebunden. Die Prüfung geht alle durch.",
  check: "Protokoll prüfen",
  checking: "Wird geprüft …",
  intact: "Das Protokoll ist ganz",
  intactText: (entries: number, since: string) =>
    `${count(entries, "Eintrag wurde", "Einträge wurden")} geprüft, ${since ? `vom ${since} an` : "vom ersten an"}. Alle sind, wie sie geschrieben wurden, und keiner fehlt.`,
  broken: "Das Protokoll wurde verändert oder beschädigt",
  brokenText: (first: number) =>
    first > 1
      ? `Ab Eintrag ${formatWhole(first)} ist ihm nicht zu trauen. Davor ${count(first - 1, "ist ein Eintrag, wie er", "sind Einträge, wie sie")} geschrieben wurden.`
      : "Vom ersten Eintrag an ist ihm nicht zu trauen.",
  brokenHelp:
    "Die Aufzeichnungen selbst können unberührt sein. Lassen Sie das Gerät, wie es ist, erstellen Sie eine Aktendatei, und vergleichen Sie das Protokoll mit Ihrer letzten Sicherung. Wenn Sie das nicht erwartet haben, hat jemand oder etwas verändert, was der Browser speichert.",
  head: "Fingerabdruck des letzten Eintrags. Notieren Sie ihn, um später zu vergleichen:",
  copy: "Fingerabdruck kopieren",
  copied: "Der Fingerabdruck ist kopiert.",
  notCopied: "Der Browser hat das Kopieren nicht erlaubt. Markieren Sie den Fingerabdruck und kopieren Sie ihn von Hand.",
  compareTitle: "Schließt es an Ihre Sicherung an?",
  compareLead:
    "Wurde der ganze Tresor auf einen früheren Stand zurückgesetzt, kann das nichts in ihm selbst erkennen. Eine Sicherung oder Aktendatei, die anderswo liegt, kann es. Eingelesen wird nichts.",
  file: "Sicherung oder Aktendatei dieses Tresors",
  compare: "Vergleichen",
  comparing: "Wird verglichen …",
  holds: "Das Protokoll schließt an diese Datei an",
  holdsText: (more: number) =>
    more > 0
      ? `Alles bis zu dieser Datei steht noch im Protokoll; seither ${count(more, "ist ein Eintrag", "Einträge sind")} dazugekommen.`
      : "Alles bis zu dieser Datei steht noch im Protokoll.",
  fails: "Das Protokoll schließt nicht an diese Datei an",
  failsText: (there: number, here: number) =>
    `Als die Datei geschrieben wurde, hatte das Protokoll ${count(there, "Eintrag", "Einträge")}; jetzt hat es ${count(here, "Eintrag", "Einträge")}, und jener Stand ist nicht darunter.`,
  failsHelp:
    "Dieser Tresor wurde also auf einen Stand vor der Datei zurückgesetzt, oder sein Protokoll wurde ersetzt. Was dazwischen geschrieben wurde, kann fehlen: Lesen Sie die Datei ein, um es zurückzuholen, und bewahren Sie sie auf.",
  failsUnsure:
    "Entweder wurde dieser Tresor auf einen Stand vor der Datei zurückgesetzt, oder die Datei stammt aus einem anderen Tresor; ältere Dateien sagen nicht, aus welchem. Ist es Ihre, lesen Sie sie ein, um zurückzuholen, was fehlen kann.",
  otherVault: "Diese Datei stammt aus einem anderen Tresor",
  otherVaultText: "Jeder Tresor hat sein eigenes Protokoll, auch einer, der aus einer Sicherung entstand. Wählen Sie eine Datei, die dieser Tresor geschrieben hat.",
  fileHead: (when: string, entries: number) => `Die Datei wurde am ${when} geschrieben, nach ${count(entries, "Eintrag", "Einträgen")}:`,
  linesTitle: "Was getan wurde",
  client: "Person",
  anyClient: "Alle",
  kind: "Was",
  anyKind: "Alles",
  kinds: { access: "Entsperren und Schlüssel", reading: "Lesen", writing: "Schreiben", files: "Dateien und Drucken", upkeep: "Einstellungen und Pflege" },
  from: "Von",
  to: "Bis",
  show: "Anzeigen",
  none: "Keine Zeile passt.",
  shown: (lines: number) => `${count(lines, "Zeile", "Zeilen")}, die neueste zuerst.`,
  earlier: "Frühere Zeilen anzeigen",
  beginning: "Das ist die früheste Zeile, die passt.",
  destroyed: "Aufzeichnungen vernichtet",
  unreadable: (from: string, to: string) =>
    from === to ? `Zeile ${from} lässt sich nicht lesen: Sie ist beschädigt oder fehlt.` : `Die Zeilen ${from} bis ${to} lassen sich nicht lesen: Sie sind beschädigt oder fehlen.`,
  printNotNoted: "Das Drucken ließ sich nicht im Protokoll vermerken.",
  damaged: "(traf auf eine beschädigte Aufzeichnung)",
  number: (sequence: string) => `Nr. ${sequence}`,
  action: (name: string) => actions[name] ?? `Anderes (${name})`,
};
