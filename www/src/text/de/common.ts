import type { Direction, EmotionalState, Significance, Trajectory } from "../../vault/api.ts";
import type * as english from "../en/common.ts";
import { formatWhole } from "../format.ts";
import { trackerSentence } from "./tracker.ts";

/** `1 Sitzung`, `2 Sitzungen`, in the case that the sentence asks for. */
export function count(amount: number, one: string, many: string): string {
  return `${formatWhole(amount)} ${amount === 1 ? one : many}`;
}

const stateWords: Record<EmotionalState, string> = {
  very_negative: "Sehr negativ",
  negative: "Negativ",
  neutral: "Neutral",
  positive: "Positiv",
  very_positive: "Sehr positiv",
};

const directionWords: Record<Direction, string> = {
  improving: "Verbesserung",
  stable: "Stabil",
  declining: "Verschlechterung",
  insufficient_data: "Zu wenige Sitzungen für eine Aussage",
};

const trajectoryWords: Record<Trajectory, string> = {
  improving: "Verbesserung",
  stable: "Stabil",
  regressing: "Rückschritt",
  fluctuating: "Schwankend",
};

const significanceWords: Record<Significance, string> = { minor: "Kleiner Schritt", moderate: "Deutlicher Schritt", major: "Großer Schritt" };

export const moods: typeof english.moods = {
  state: (state) => stateWords[state],
  direction: (direction) => directionWords[direction],
  trajectory: (trajectory) => trajectoryWords[trajectory],
  significance: (significance) => significanceWords[significance],
};

export const words: typeof english.words = {
  add: "Hinzufügen",
  back: "Zurück",
  cancel: "Abbrechen",
  date: "Datum",
  loading: "Wird geöffnet …",
  none: "Keine",
  notes: "Notizen",
  optional: "optional",
  remove: (what) => `${what} entfernen`,
  save: "Speichern",
  working: "Bitte warten …",
  sessions: (amount) => count(amount, "Sitzung", "Sitzungen"),
  progress: (done, total) => `${formatWhole(done)} von ${formatWhole(total)}`,
  show: "Anzeigen",
  hide: "Verbergen",
};

export const shell: typeof english.shell = {
  product: "Therapeutic Progress Tracker",
  skip: "Zum Inhalt springen",
  navigation: "Hauptnavigation",
  clients: "Personen",
  files: "Dateien",
  settings: "Einstellungen",
  lock: "Sperren",
  closed: {
    locked: (_name) => "Der Tresor ist gesperrt.",
    crashed: (_name) => "Der Tresor wurde wegen eines Fehlers angehalten und ist gesperrt. Was gespeichert war, ist sicher.",
    deleted: (name) => `Der Tresor „${name}“ wurde in einem anderen Tab gelöscht. Hier ist er nun auch geschlossen.`,
    rekeyed: (name) => `Die Passphrase von „${name}“ wurde in einem anderen Tab geändert. Entsperren Sie den Tresor mit der neuen.`,
  },
  incomplete: "Ein Teil des Programms ist nicht angekommen. Laden Sie die Seite neu; was gespeichert war, ist sicher.",
  idleTitle: "Sind Sie noch da?",
  idle: (seconds) =>
    `Der Tresor wird in ${count(seconds, "Sekunde", "Sekunden")} gesperrt. Ein angefangener Entwurf bleibt erhalten.`,
  stay: "Entsperrt lassen",
  lockNow: "Jetzt sperren",
  titles: {
    start: "Entsperren",
    clients: "Personen",
    client: "Person",
    session: "Sitzung",
    "new-session": "Neue Sitzung",
    "add-client": "Person aufnehmen",
    "edit-client": "Angaben zur Person",
    files: "Aktendateien",
    settings: "Einstellungen",
    audit: "Protokoll",
    retention: "Aufbewahrung und Löschung",
    about: "Über den Schutz",
    demo: "Beispieldaten",
    "recovery-code": "Wiederherstellungscode",
    "new-passphrase": "Neue Passphrase",
  },
  description: "Vertraulich festhalten, wie es jeder Person geht, verschlüsselt auf diesem Gerät.",
  pageTitle: (page) => `${page} · Therapeutic Progress Tracker`,
};

const known: Record<string, string> = {
  wrong_passphrase:
    "Das ist nicht die richtige Passphrase. Prüfen Sie Groß- und Kleinschreibung sowie die Tastaturbelegung und versuchen Sie es noch einmal.",
  corrupt_vault:
    "Die Schlüssel des Tresors sind beschädigt oder wurden verändert, deshalb lässt er sich nicht öffnen. Ihre Passphrase kann durchaus richtig sein. Stellen Sie den Tresor aus einer Aktendatei wieder her.",
  storage_unavailable:
    "Dieser Browser lässt die Seite nichts speichern. Das liegt meist an einem privaten Fenster oder einem vollen Datenträger.",
  quota_exceeded:
    "Auf dem Gerät ist kein Platz mehr. Es wurde nichts gespeichert. Schaffen Sie etwas Platz und speichern Sie noch einmal.",
  vault_exists: "Ein Tresor dieses Namens ist bereits auf diesem Gerät. Wählen Sie einen anderen Namen.",
  vault_not_found: "Dieser Tresor ist nicht mehr auf diesem Gerät.",
  weak_passphrase: "Wählen Sie eine Passphrase mit mindestens 12 Zeichen, die nicht zu den häufigsten gehört.",
  locked: "Der Tresor ist gesperrt.",
  corrupt_record: "Ein Eintrag ist beschädigt und lässt sich nicht öffnen. Alle anderen sind unversehrt.",
  corrupt_file: "Das ist keine vollständige Aktendatei. Sie kann abgeschnitten, verändert oder von einem anderen Programm sein.",
  unsupported_version:
    "Diese Datei stammt von einer neueren Version. Laden Sie diese Seite neu, um die neueste zu erhalten, und versuchen Sie es noch einmal.",
  upgrade_blocked:
    "In einem anderen Tab ist noch eine ältere Version offen. Schließen Sie ihn; der Tresor öffnet sich dann, hier oder beim nächsten Versuch.",
  too_many_attempts: "Das Entsperren ist mehrmals gescheitert. Warten Sie einen Moment und versuchen Sie es dann noch einmal.",
  passkey_refused: "Der Passkey wurde nicht verwendet: Der Browser oder jemand am Gerät hat es abgebrochen.",
  passkey_unsupported:
    "Dieser Passkey kann keinen Tresor öffnen: Er antwortet nicht mit einem eigenen Geheimnis. Ein anderes Gerät oder ein anderer Passwortmanager kann es vielleicht.",
  crashed: shell.closed.crashed(""),
  wrong_code: "Das ist nicht der Wiederherstellungscode dieses Tresors. Vielleicht gibt es ein neueres Blatt.",
  wrong_passkey: "Dieser Passkey öffnet den Tresor nicht mehr.",
};

export const errors: typeof english.errors = {
  sentence: (code, message, field) => known[code] ?? trackerSentence(message, field),
  title: "Das hat nicht geklappt",
  required: "Bitte ausfüllen.",
  passphraseShort: (length) => `Mindestens 12 Zeichen; bisher ${length === 1 ? "ist" : "sind"} es ${formatWhole(length)}.`,
  passphrasesDiffer: "Die beiden Passphrasen stimmen nicht überein.",
  json: "Das ist kein gültiges JSON; gültig wäre zum Beispiel {\"raum\": 2}.",
  nameDiffers: "So heißt der Tresor nicht.",
  rangeOrder: "Das Ende liegt vor dem Anfang.",
  percentRange: "Eine Zahl von 0 bis 100.",
  minutesRange: "Eine ganze Zahl von Minuten.",
};
