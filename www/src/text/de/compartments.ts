import type * as english from "../en/compartments.ts";
import { formatDate, formatTime, formatWhole } from "../format.ts";
import { count } from "./common.ts";

const on = (instant: string) => `${formatDate(instant)}, ${formatTime(instant)} Uhr`;

export const signing: typeof english.signing = {
  signed: (instant) => `Unterschrieben am ${on(instant)}`,
  unsigned: "Nicht unterschrieben",
  states: (statement) => `„${statement}“`,
  sign: "Unterschreiben",
  title: "Diese Sitzung unterschreiben",
  lead: "Danach ändert sie sich nur noch durch eine Berichtigung mit Begründung. Die berichtigte Fassung ist ohne Unterschrift, bis Sie sie erneut unterschreiben; diese hier behält ihre Unterschrift.",
  statement: "Erklärung",
  statementHint: "Zum Beispiel Ihr Name und Ihr Beruf. Sie steht neben der Unterschrift.",
  confirm: "So unterschreiben",
  done: "Die Sitzung ist unterschrieben.",
  amendLead: "Diese Sitzung ist unterschrieben. Ihre Berichtigung wird eine neue Fassung, ohne Unterschrift, bis Sie sie unterschreiben. Der unterschriebene Text bleibt mit Ihrer Begründung in der Akte.",
  filter: "Nur Sitzungen ohne Unterschrift",
  chip: "Ohne Unterschrift",
};

export const striking: typeof english.striking = {
  strike: "Streichen",
  title: "Diese Sitzung streichen",
  lead: "Sie verschwindet aus allen Listen, Verläufen und Berichten. Alle Fassungen bleiben in der Akte, und Sie können sie wiederherstellen.",
  reason: "Grund der Streichung",
  confirm: "Sitzung streichen",
  done: "Die Sitzung ist gestrichen.",
  struck: (instant, reason) => `Gestrichen am ${on(instant)}. Grund: ${reason}`,
  restore: "Wiederherstellen",
  restoreTitle: "Diese Sitzung wiederherstellen",
  restoreLead: "Sie steht wieder in allen Listen, Verläufen und Berichten, ohne Unterschrift.",
  restoreReason: "Grund der Wiederherstellung",
  restoreConfirm: "Sitzung wiederherstellen",
  restored: "Die Sitzung ist wiederhergestellt.",
  list: (amount) => count(amount, "gestrichene Sitzung", "gestrichene Sitzungen"),
  listLead: "Sie zählen in keiner Liste, keinem Verlauf und keinem Bericht.",
  damaged: "Gestrichene Sitzungen ließen sich nicht lesen: Eine von ihnen ist beschädigt.",
};

export const versions: typeof english.versions = {
  compare: "Zwei Fassungen vergleichen",
  older: "Frühere Fassung",
  newer: "Spätere Fassung",
  name: (number, savedAt) => `Fassung ${formatWhole(number)}, ${on(savedAt)}`,
  short: (number) => `Fassung ${formatWhole(number)}`,
  key: "Durchgestrichen: nur in der früheren Fassung. Unterstrichen: nur in der späteren.",
  gone: "entfernt:",
  fresh: "hinzugefügt:",
  end: "Ende.",
  nothing: "Nichts.",
  same: "Beide Fassungen sagen dasselbe.",
  unchanged: (fields) => `In beiden gleich: ${fields}.`,
  becauseOf: (reason) => `Grund: ${reason}`,
  struck: "Gestrichen",
  when: "Datum und Uhrzeit",
  all: "Alle früheren Fassungen im Ganzen",
};

export const notes: typeof english.notes = {
  title: "Gesonderte Psychotherapienotizen",
  lead: "Für eigene Gedanken, getrennt von der Akte dieser Sitzung: mit einem eigenen Schlüssel versiegelt und in Berichten, Dateien und Suchen nur enthalten, wenn Sie es ausdrücklich verlangen.",
  open: "Notizen öffnen",
  close: "Notizen schließen",
  label: "Ihre Notizen",
  hint: "Beim Schreiben wird nichts aufbewahrt: Speichern Sie hier. Von selbst gespeichert wird nur, wenn der Tresor sich sperrt.",
  save: "Notizen speichern",
  saving: "Wird gespeichert …",
  saved: "Die Notizen sind gespeichert.",
  none: "Noch keine Notizen.",
  savedAt: (instant) => `Gespeichert am ${on(instant)}`,
  earlier: (amount) => count(amount, "früherer Text", "frühere Texte"),
  takenBack: "Die Notizen wurden zurückgenommen.",
  struck: "Die Sitzung ist gestrichen: Ihre Notizen lassen sich lesen, aber nicht ändern.",
  leaveTitle: "Diese Notizen sind noch nicht gespeichert",
  leaveLead: "Wenn Sie jetzt weggehen, ist verloren, was Sie zuletzt in die Psychotherapienotizen geschrieben haben.",
  include: "Psychotherapienotizen aufnehmen",
  includeHint: "Sonst enthält die Datei sie nicht, und aus ihr lassen sie sich nicht wiederherstellen. Sind sie enthalten, kann sie lesen, wer die Datei öffnet.",
  fileWith: "Diese Datei enthält die Psychotherapienotizen.",
  fileWithout: "Diese Datei enthält die Psychotherapienotizen nicht.",
  folderInclude: "Die Sicherungen in diesem Ordner enthalten Psychotherapienotizen",
  folderHint: "Sonst enthalten sie diese nicht, und von dort lassen sich die Notizen nicht wiederherstellen.",
  folderOn: "Ab der nächsten Sicherung enthalten die Dateien im Ordner die Psychotherapienotizen.",
  folderOff: "Ab der nächsten Sicherung enthalten die Dateien im Ordner die Psychotherapienotizen nicht.",
  imported: (amount) => `Die Datei enthielt Psychotherapienotizen zu ${count(amount, "Sitzung", "Sitzungen")}.`,
  notCompared: "Psychotherapienotizen werden nicht verglichen.",
};
