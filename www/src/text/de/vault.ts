import type * as english from "../en/vault.ts";
import { formatDate, formatWhole } from "../format.ts";
import { count } from "./common.ts";

const characters = (length: number) => `${formatWhole(length)} Zeichen`;

export const start: typeof english.start = {
  title: "Ihre Tresore auf diesem Gerät",
  welcome: "Vertraulich festhalten, wie es jeder Person geht",
  lead: "Sitzungen, Ziele und Verläufe über Monate und Jahre. Alles wird auf diesem Gerät verschlüsselt, nichts wird irgendwohin gesendet.",
  created: (instant) => (instant ? `Angelegt am ${formatDate(instant)}` : "Beschädigt"),
  choose: "Tresor",
  unlock: "Entsperren",
  unlocking: "Wird entsperrt …",
  another: "Weiteren Tresor anlegen",
  createTitle: "Tresor anlegen",
  create: "Tresor anlegen",
  creating: "Wird angelegt …",
  name: "Name des Tresors",
  nameHint: "Ohne Passphrase sichtbar. Nennen Sie hier also keine Person.",
  nameDefault: "praxis",
  passphrase: "Passphrase",
  passphraseHint: "Mindestens 12 Zeichen. Vier oder mehr Wörter ohne Zusammenhang sind leicht zu merken und schwer zu erraten.",
  again: "Passphrase wiederholen",
  suggest: "Eine vorschlagen",
  suggestOther: "Eine andere vorschlagen",
  suggested: "Schreiben Sie sie jetzt auf und verwahren Sie sie sicher, getrennt von diesem Gerät:",
  useSuggested: "Diese Passphrase verwenden",
  final: "Eine vergessene Passphrase kann niemand zurücksetzen. Als Nächstes kommt ein Wiederherstellungscode zum Ausdrucken; ohne beides sind die Akten endgültig verloren.",
  tooMany: "Das Entsperren ist mehrmals gescheitert, deshalb muss der nächste Versuch warten.",
  wait: (seconds) => `In ${count(seconds, "Sekunde", "Sekunden")} können Sie es noch einmal versuchen.`,
  backToUnlock: "Zurück zum Entsperren",
  sample: "Mit Beispieldaten umsehen",
  about: "Was geschützt ist und was nicht",
  strength: (length) =>
    length < 12
      ? `${formatWhole(length)} von mindestens 12 Zeichen`
      : length < 20
        ? `${characters(length)}: genug, wenn man sie nicht erraten kann`
        : `${characters(length)}: lang`,
};

export const demo: typeof english.demo = {
  title: "Beispieldaten",
  lead: "Zwölf erfundene Personen über drei Jahre zeigen, wie das Programm arbeitet. Keine von ihnen gibt es. Ihre Aufzeichnungen sind auf Englisch geschrieben.",
  banner: "Beispieldaten: Die hier genannten Personen sind erfunden.",
  fill: "Mit Beispieldaten füllen",
  filling: (done, total) => `Beispieldaten werden geschrieben: ${formatWhole(done)} von ${formatWhole(total)}`,
  filled: "Die Beispieldaten sind bereit.",
  createTitle: "Beispieltresor anlegen",
  createLead: (passphrase) =>
    `Ihn schützt die Passphrase „${passphrase}“, die hier absichtlich steht. Bewahren Sie darin keine echten Akten auf.`,
  create: "Beispieltresor anlegen",
  notEmpty: "Der offene Tresor enthält schon Einträge. Sperren Sie ihn und legen Sie stattdessen einen Beispieltresor an.",
  clientNote: "Beispieldaten. Diese Person ist erfunden.",
};

export const files: typeof english.files = {
  title: "Aktendateien",
  lead: "Nur in einer verschlüsselten Datei verlassen Akten dieses Gerät. Sie lässt sich mit diesem Programm öffnen, oder mit dem freien Werkzeug „age“ und ihrer Passphrase, auch in zwanzig Jahren.",
  exportTitle: "Aktendatei erstellen",
  what: "Was in die Datei kommt",
  everyone: "Alle Personen, als Sicherung",
  oneClient: (name) => `Nur ${name}`,
  passphrase: "Passphrase für die Datei",
  passphraseHint: "Mindestens 12 Zeichen. Wählen Sie eine andere als die des Tresors: Wer Datei und Passphrase erhält, kann dann trotzdem den Tresor nicht öffnen.",
  again: "Passphrase wiederholen",
  make: "Datei erstellen",
  making: "Die Datei wird erstellt …",
  ready: (size) => `Die Datei ist fertig (${size}). Sie wurde zurückgelesen und geprüft.`,
  save: (name) => `${name} speichern`,
  importTitle: "Aktendatei einlesen",
  importLead: "Akten werden zusammengeführt: Was hier schon steht, bleibt, wie es ist; was fehlt, kommt hinzu. Stimmt mit der Datei etwas nicht, ändert sich nichts.",
  file: "Aktendatei",
  filePassphrase: "Passphrase der Datei",
  read: "Einlesen",
  reading: "Wird eingelesen …",
  imported: "Einlesen abgeschlossen",
  result: ({ clients, sessions, goals, milestones, events }) =>
    `Die Datei enthält ${count(clients, "Person", "Personen")}, ${count(sessions, "Sitzung", "Sitzungen")}, ${count(goals, "Ziel", "Ziele")}, ${count(milestones, "Meilenstein", "Meilensteine")} und ${count(events, "Ereignis", "Ereignisse")}.`,
  added: "Hinzugefügt",
  unchanged: "Schon vorhanden",
  conflicts: "Abweichend",
  conflictsHint: "Abweichende Einträge blieben so, wie sie hier stehen.",
  size: (bytes) =>
    bytes < 1_000_000 ? `${formatWhole(Math.max(1, bytes / 1000))} kB` : `${formatWhole(bytes / 1_000_000)} MB`,
};

export const settings: typeof english.settings = {
  title: "Einstellungen",
  changeTitle: "Passphrase ändern",
  changeLead: "Die Akten bleiben, wie sie sind; nur die Schlüssel werden neu geschrieben. Aktendateien behalten die Passphrase, mit der sie erstellt wurden.",
  current: "Bisherige Passphrase",
  next: "Neue Passphrase",
  nextAgain: "Neue Passphrase wiederholen",
  change: "Passphrase ändern",
  changing: "Wird geändert …",
  changed: "Die Passphrase ist geändert.",
  endOthers: "Auch den Wiederherstellungscode und alle Passkeys beenden",
  endOthersHint: "Kreuzen Sie das an, wenn jemand die alte Passphrase kennen könnte oder den Code oder ein Gerät mit einem Passkey hat. Sie erhalten sofort einen neuen Wiederherstellungscode. Sonst gilt alles weiter.",
  changedEnded: "Die Passphrase ist geändert, und die anderen Zugänge sind beendet. Hier ist ein neuer Wiederherstellungscode.",
  erasing: "Die Passphrase ist geändert. Die alten Schlüssel werden aus den Dateien des Browsers gelöscht …",
  lockTitle: "Sperren",
  lockLead: "Beim Sperren werden die Schlüssel und alles Geöffnete aus dem Speicher gelöscht, in allen Tabs zugleich. Eine angefangene Sitzung bleibt verschlüsselt erhalten.",
  lockNow: "Jetzt sperren",
  deleteTitle: "Den ganzen Tresor löschen",
  deleteLead: "Jeder Eintrag darin ist auf diesem Gerät endgültig verloren. Erstellen Sie vorher eine Aktendatei, wenn die Akten aufbewahrt werden müssen.",
  deleteName: (name) => `Geben Sie zur Bestätigung den Namen des Tresors ein: „${name}“`,
  deletePassphrase: "Passphrase des Tresors",
  delete: "Tresor löschen",
  deleting: "Wird gelöscht …",
  deleted: (name) => `Der Tresor „${name}“ ist gelöscht.`,
  aboutTitle: "Über den Schutz",
};

export const about: typeof english.about = {
  title: "Was geschützt ist und was nicht",
  protectsTitle: "Schutz besteht vor",
  protects: [
    "Menschen, die das Gerät, den Datenträger oder eine Aktendatei haben, aber nicht die Passphrase;",
    "Menschen, die gespeicherte Bytes verändern: Ein veränderter Eintrag lässt sich nicht öffnen.",
  ],
  notTitle: "Kein Schutz besteht vor",
  not: [
    "Menschen am entsperrten Bildschirm; sperren Sie deshalb, wenn Sie gehen;",
    "Schadprogrammen, einer feindlichen Browser-Erweiterung oder einem Server, der ein verändertes Programm ausliefert;",
    "einer vergessenen Passphrase ohne Wiederherstellungscode oder Passkey: Niemand kann sie zurücksetzen.",
  ],
  visibleTitle: "Ohne Passphrase sichtbar",
  visible: "Dass es einen Tresor gibt, wie er heißt, wie viele Einträge er enthält und wie groß sie ungefähr sind.",
  offlineTitle: "Nichts wird gesendet",
  offline: "Der Browser selbst verbietet dieser Seite jede Verbindung nach außen. Verläufe und Berichte werden auf diesem Gerät berechnet. Es gibt kein Konto, keinen Server und keine Nutzungsstatistik.",
  browserTitle: "Sicherung aufbewahren",
  browser: "Browser können den Speicher einer Seite leeren, und Geräte gehen kaputt. Erstellen Sie regelmäßig eine Aktendatei und bewahren Sie sie an einem anderen Ort auf.",
  judgementTitle: "Das Urteil bleibt bei Ihnen",
  judgement: "Verläufe und Anregungen unterstützen das fachliche Urteil. Sie stellen nie eine Diagnose und ersetzen das Urteil nie.",
  versionTitle: "Welche Version das ist",
  version: (version) => `Version ${version}, mit dieser Prüfsumme:`,
  versionCheck: "Zu jeder veröffentlichten Version gehört eine Prüfsumme. Ist es dieselbe, so ist es diese Version. Ein verändertes Programm könnte hier jede Zahl zeigen: Wer sicher sein muss, lässt die Dateien selbst mit den veröffentlichten Prüfsummen vergleichen.",
};
