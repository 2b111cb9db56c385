import { formatAgo, formatDate, formatTime, formatWhole } from "../format.ts";
import type { backup as english } from "../en/backup.ts";

const since = (sessions: number) => (sessions === 1 ? "Seither ist 1 Sitzung hinzugekommen." : `Seither sind ${formatWhole(sessions)} Sitzungen hinzugekommen.`);

export const backup: typeof english = {
  bannerTitle: "Sicherung",
  never: "Von diesem Tresor gibt es noch keine Sicherung. Geht das Gerät kaputt oder leert der Browser seinen Speicher, sind die Akten verloren.",
  due: (day, sessions) =>
    sessions === 0
      ? `Die letzte Sicherung ist vom ${formatDate(day)} (${formatAgo(day)}).`
      : `Die letzte Sicherung ist vom ${formatDate(day)} (${formatAgo(day)}). ${since(sessions)}`,
  now: "Jetzt sichern",
  tomorrow: "Morgen erinnern",
  writing: "Die Sicherung wird geschrieben …",
  askSaved: "Liegt die Datei dort, wo Sie sie aufbewahren wollen, bestätigen Sie es hier. Ab dann zählt die Erinnerung.",
  confirmSaved: "Die Datei ist gespeichert",
  savedNoted: "Vermerkt: Die Sicherung ist gespeichert.",
  last: (instant) => `Die letzte Sicherung wurde am ${formatDate(instant)} um ${formatTime(instant)} gespeichert.`,
  folderTitle: "Ein Ordner für Sicherungen",
  folderLead: (kept) =>
    `Nach jedem Arbeitstag wird eine verschlüsselte Sicherung in einen Ordner Ihrer Wahl geschrieben, beim Sperren des Tresors oder nach dem nächsten Entsperren. Die neuesten ${formatWhole(kept)} bleiben erhalten. Andere Dateien dort werden nie angerührt. Am besten ist ein Ordner auf einem anderen Datenträger oder einer, der anderswohin kopiert wird.`,
  folderPassphrase: "Diese Dateien öffnet die Passphrase, die der Tresor an jenem Tag hat. Den Namen des Ordners bewahrt der Browser lesbar auf.",
  folderUnknown: "Dieser Browser lässt Seiten nicht in einen Ordner schreiben. Chrome und Edge am Computer können das. Erstellen Sie Sicherungen hier von Hand.",
  folderChoose: "Ordner wählen",
  folderChosen: (name, savedAt) =>
    savedAt === null
      ? `Ordner: „${name}“. Er hat noch keine Sicherung erhalten.`
      : `Ordner: „${name}“. Zuletzt geschrieben am ${formatDate(savedAt)} um ${formatTime(savedAt)}.`,
  askFolder: (name) => `Der Browser fragt erneut, ob diese Seite in „${name}“ schreiben darf.`,
  folderForget: "Diesen Ordner nicht mehr verwenden",
  folderWritten: "Die Sicherung liegt in ihrem Ordner.",
  folderFailed: "Die Sicherung konnte nicht in ihren Ordner geschrieben werden. Siehe „Dateien“.",
};
