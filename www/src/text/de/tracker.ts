/** What the tracker says after the name of a field, in German. */
const known: Record<string, string> = {
  "is required": "Diese Angabe fehlt.",
  "is there twice": "Diese Angabe steht zweimal da.",
  "is already taken in this vault; use another": "Diese Kennung ist in diesem Tresor schon vergeben. Wählen Sie eine andere.",
  "cannot be amended": "Diese Angabe lässt sich nicht berichtigen.",
  "cannot be given with a passphrase": "Schlüssel und Passphrase lassen sich nicht zugleich angeben.",
  "cannot be given with start_date and end_date": "Eine Dauer lässt sich nicht zusammen mit Anfang und Ende angeben.",
  "must be 32 random bytes": "Der Schlüssel muss aus 32 zufälligen Bytes bestehen.",
  "must be 16 random bytes": "Hier werden 16 zufällige Bytes erwartet.",
  "must be 1 to 1023 bytes": "Die Kennung eines Passkeys hat 1 bis 1023 Bytes.",
  "must be a number of getSlots": "Diesen Zugang gibt es nicht.",
  "must be that of a recovery code or a passkey": "Nur ein Wiederherstellungscode oder ein Passkey lässt sich entfernen.",
  "must have 28 letters and digits, in groups of four": "Ein Code hat 28 Buchstaben und Ziffern, in Gruppen zu vier.",
  "must be typed as it was printed; there is a slip in it": "Da ist ein Tippfehler. Geben Sie den Code so ein, wie er auf dem Blatt steht.",
  "are at most 8; remove one first": "Ein Tresor hat höchstens acht Zugänge. Entfernen Sie zuerst einen.",
  "must be JSON": "Das ist kein gültiges JSON.",
  "must be a Uint8Array": "Hier wird der Inhalt einer Datei erwartet.",
  "must be a function": "Hier wird eine Funktion erwartet.",
  "must be a list": "Hier wird eine Liste erwartet.",
  "must be a list of very_negative, negative, neutral, positive or very_positive": "Wählen Sie aus den fünf Stufen.",
  "must be a list of sessions": "Hier wird eine Liste von Sitzungen erwartet.",
  "must be a list of ids of 1 to 128 characters without control characters":
    "Kennungen haben 1 bis 128 Zeichen und keine Steuerzeichen.",
  "must be a list of texts, none of them blank, each of at most 64 KiB":
    "Kein Eintrag darf leer oder länger als 64 KiB sein.",
  "must be a number from 0 to 100": "Eine Zahl von 0 bis 100.",
  "must be a plain object without cycles or big integers": "Hier werden einfache Daten ohne Bezüge auf sich selbst erwartet.",
  "must be a date or a time as text": "Geben Sie ein Datum oder einen Zeitpunkt an.",
  "must be a text": "Hier wird ein Text erwartet.",
  "must be a text of at most 4 KiB": "Ein Text darf hier höchstens 4 KiB lang sein.",
  "cannot be changed; this version is signed already": "Diese Fassung ist schon unterschrieben; die Erklärung lässt sich nicht mehr ändern.",
  "is not the newest; read the session again before you sign it":
    "Die Sitzung hat sich inzwischen geändert. Lesen Sie sie noch einmal, bevor Sie unterschreiben.",
  "names a session that is signed; amend it or strike it out, with a reason":
    "Diese Sitzung ist unterschrieben. Berichtigen oder streichen Sie sie mit einer Begründung.",
  "names a session that is struck out; restore it first": "Diese Sitzung ist gestrichen. Stellen Sie sie zuerst wieder her.",
  "must be a text of at most 64 KiB": "Ein Text darf höchstens 64 KiB lang sein.",
  "must be a text that is not blank, of at most 64 KiB": "Bitte ausfüllen, mit höchstens 64 KiB Text.",
  "must be a whole number of minutes from 0 to 1440": "Eine ganze Zahl von Minuten, von 0 bis 1440.",
  "must be active or closed": "Der Status ist entweder laufend oder abgeschlossen.",
  "must be a list of actions, such as session_logged": "Hier wird eine Liste von Vorgängen erwartet.",
  "must be an object with entries and a head of 64 digits": "Hier wird ein Stand des Protokolls erwartet.",
  "must be an object": "Hier werden Angaben mit Namen erwartet.",
  "must be an object of at most 64 KiB": "Die Angaben sind größer als 64 KiB.",
  "must be an object of well-formed values": "Die Angaben sind nicht lesbar.",
  "must be one of day, week, month, quarter, year": "Wählen Sie Tag, Woche, Monat, Quartal oder Jahr.",
  "must be one of medication, loss, holiday, life, other": "Wählen Sie eine Art von Ereignis aus der Liste.",
  "must be one of minor, moderate, major": "Wählen Sie einen kleinen, deutlichen oder großen Schritt.",
  "must be one of very_negative, negative, neutral, positive, very_positive": "Wählen Sie eine der fünf Stufen.",
  "must be plain": "Hier werden einfache Daten erwartet.",
  "must be plain data": "Hier werden einfache Daten erwartet.",
  "must be true or false": "Hier ist nur ja oder nein möglich.",
  "must have 1 to 128 characters, none a control character": "Eine Kennung hat 1 bis 128 Zeichen und keine Steuerzeichen.",
  "must have 1 to 64 characters, none a control character, and not end in -keys":
    "Ein Name hat 1 bis 64 Zeichen, keine Steuerzeichen und endet nicht auf „-keys“.",
  "must not hold a broken character; take it out, or type it anew":
    "Der Text enthält ein beschädigtes Zeichen. Löschen Sie es, oder geben Sie es neu ein.",
  "must not be before start_date": "Das Ende liegt vor dem Anfang.",
  "must not be blank": "Bitte ausfüllen.",
  "must not be empty": "Bitte ausfüllen.",
  "must not be larger than 256 KiB": "Der Eintrag ist größer als 256 KiB.",
  "must not have so many fields": "Der Eintrag hat zu viele Angaben.",
};

/** Sentences whose end the tracker fills in. */
const begins: [string, string][] = [
  ["must be a date like ", "Geben Sie ein Datum oder einen Zeitpunkt an, zum Beispiel 2025-01-27 oder 2025-01-27T10:00."],
  ["must be a time as text, like ", "Geben Sie einen Zeitpunkt an, zum Beispiel 2024-10-27T10:00."],
  ["must be a time like ", "Geben Sie einen Zeitpunkt an, zum Beispiel 2024-10-27T10:00."],
  ["must be a whole number from ", "Das ist keine ganze Zahl im erlaubten Bereich."],
  ["is not a field of a ", "Diese Angabe ist hier nicht vorgesehen."],
  ["there is no record with this ", "Diesen Eintrag gibt es nicht oder nicht mehr."],
];

const FALLBACK = "Diese Angabe wurde nicht angenommen.";

/**
 * The tracker's English sentence about a field, in German; of one that is not known, only that the field is to blame.
 *
 * A sentence that is not the tracker's is the page's own and comes back as it is.
 */
export function trackerSentence(message: string, field?: string): string {
  const stem = message.replace(/\.$/, "");
  const isOfField = field !== undefined && stem.startsWith(`${field} `);
  const rest = isOfField ? stem.slice(field.length + 1) : stem.charAt(0).toLowerCase() + stem.slice(1);
  return known[rest] ?? begins.find(([begin]) => rest.startsWith(begin))?.[1] ?? (isOfField ? FALLBACK : message);
}
