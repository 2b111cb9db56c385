import type { DeletionCertificate, RetentionDue, RetentionPolicy } from "../../vault/api.ts";
import type { retention as english } from "../en/retention.ts";
import { formatDate, formatWhole } from "../format.ts";
import { count } from "./common.ts";

const years = (amount: number) => count(amount, "Jahr", "Jahre");

function why({ rule, last_session, created_at, birth_year }: RetentionDue, policy: RetentionPolicy): string {
  if (rule === "majority") {
    return `Geboren ${birth_year}, bei der ersten Sitzung also vielleicht minderjährig: aufbewahrt bis ${years(policy.years_after_majority)} nach dem Jahr des ${formatWhole(policy.age_of_majority)}. Geburtstags`;
  }
  const since = last_session === null ? `Keine Sitzung; aufgenommen am ${formatDate(created_at)}` : `Letzte Sitzung am ${formatDate(last_session)}`;
  return `${since}, von da an ${years(policy.years_after_last_session)} aufbewahrt`;
}

const scopes: Record<DeletionCertificate["files"][number]["scope"], string> = {
  client: "Akte dieser Person",
  vault: "Sicherung aller Personen",
  unlisted: "Sicherung, die diese Person enthalten kann",
};

export const retention: typeof english = {
  title: "Aufbewahrung und Löschung",
  settingsLead: "Wie lange Akten aufbewahrt werden, wessen Frist abgelaufen ist, und die Löschung einer Person mit einer Bescheinigung.",
  open: "Aufbewahrung und Löschung öffnen",
  lead: "Akten werden aufbewahrt, solange es das Gesetz verlangt, und nicht länger als nötig. Von selbst wird nie etwas gelöscht: Diese Seite stellt die Liste auf, Sie entscheiden.",
  dueTitle: "Frist abgelaufen",
  dueNone: "Bei keiner Person ist die Frist abgelaufen.",
  explain: (row, policy) =>
    `${why(row, policy)}. ${row.due ? `Frist abgelaufen seit ${formatDate(row.due_on)}.` : `Frist abgelaufen ab ${formatDate(row.due_on)}.`}`,
  closed: "abgeschlossen",
  held: ({ reason, since }) => `Gesperrt seit ${formatDate(since)}: ${reason}`,
  holdsTitle: "Löschung gesperrt",
  holdsLead: "Diese Akten lassen sich erst löschen, wenn die Sperre aufgehoben ist.",
  hold: "Löschung sperren",
  holdReason: "Grund der Sperre",
  holdHint: "Eine Beschwerde, ein Anspruch, ein Antrag auf Einsicht. Er bleibt in diesem Tresor.",
  holdSave: "Sperren",
  holdSaved: "Die Löschung ist gesperrt.",
  lift: "Sperre aufheben",
  lifted: "Die Sperre ist aufgehoben.",
  otherTitle: "Andere Person",
  otherLead: "Für eine Person, deren Frist noch läuft: Sehen Sie, bis wann, sperren Sie die Löschung, oder löschen Sie die Akte.",
  choose: "Person",
  chooseNone: "Person auswählen",
  policyTitle: "Wie lange Akten aufbewahrt werden",
  policyLead: "In Deutschland sind nach § 630f BGB zehn Jahre üblich, anderswo oft sieben. Was für Sie gilt, folgt aus Ihrem Recht, Ihrer Kammer und Ihren Verträgen.",
  lastSession: "Jahre nach der letzten Sitzung",
  age: "Alter der Volljährigkeit",
  afterMajority: "Jahre nach der Volljährigkeit",
  afterMajorityHint: "Für alle, die bei der ersten Sitzung minderjährig gewesen sein können und deren Geburtsjahr eingetragen ist. Der spätere Tag gilt.",
  years: "Eine ganze Zahl von 0 bis 100.",
  save: "Fristen speichern",
  saved: "Die Fristen sind gespeichert.",
  register: "Aktendateien, die diese Person enthalten",
  registerNone: "Keine Aktendatei dieses Tresors enthält diese Person.",
  registerHint: "Auch Dateien aus der Zeit, bevor das Protokoll die enthaltenen Personen nannte, sind aufgeführt: Sie können diese Person enthalten.",
  fileMade: "Erstellt",
  fileWhat: "Was es ist",
  fileMark: "Fingerabdruck",
  scopes,
  delete: "Diese Person löschen …",
  deleteTitle: (name) => `${name} löschen`,
  deleteLead: "Jede Sitzung, jedes Ziel, jeder Meilenstein, jedes Ereignis, jeder Entwurf und jede frühere Fassung dieser Person wird auf diesem Gerät vernichtet, und ebenso der Schlüssel, der sie öffnet. Niemand kann sie zurückholen, außer aus einer Aktendatei.",
  deleteName: (name) => `Geben Sie zur Bestätigung „${name}“ ein`,
  deleteNameDiffers: "Das ist nicht der Name der Person.",
  deleteReason: "Grund der Löschung",
  deleteReasonHint: "Er steht auf der Bescheinigung. Schreiben Sie nichts Fachliches hinein.",
  keepName: "Den Namen der Person auf der Bescheinigung behalten",
  keepNameHint: "Sonst bleibt nur die Kennung.",
  deleteNow: "Endgültig löschen",
  deleting: "Die Akte ist vernichtet. Der Schlüssel wird aus den Dateien des Browsers gelöscht …",
  deletingHint: "Das dauert einige Sekunden. Wenn Sie die Seite jetzt schließen, geht es nach dem nächsten Entsperren weiter.",
  deletedElsewhere: "Diese Person wurde in einem anderen Tab gelöscht.",
  close: "Schließen",
  certificatesTitle: "Bescheinigungen",
  certificatesNone: "Aus diesem Tresor wurde noch niemand gelöscht.",
  certificateOf: (one) => `${one.display_name || one.client_id}, gelöscht am ${formatDate(one.destroyed_at)}`,
  certificate: {
    title: "Bescheinigung über die Löschung",
    back: "Aufbewahrung und Löschung",
    print: "Drucken",
    number: "Nummer der Bescheinigung",
    client: "Kennung der Person",
    name: "Name",
    noName: "nicht aufbewahrt",
    destroyed: "Gelöscht",
    at: (date, time) => `${date}, ${time} Uhr`,
    records: "Vernichtete Einträge",
    reason: "Grund",
    method: "Wie",
    methodText: "Alle Einträge der Person wurden zusammen aus dem Tresor entfernt. Der einzige Schlüssel, der sie öffnet, AES mit 256 Bit, wurde danach vernichtet.",
    erased: "Schlüssel aus den Dateien des Browsers gelöscht",
    erasedNot: "Noch nicht. Es geht weiter, solange der Tresor entsperrt ist.",
    reachTitle: "Was dieses Programm nicht erreicht",
    reach: {
      history_files: "Aktendateien, die vorher erstellt wurden. Vernichten Sie die aufgeführten, oder die Passphrasen, die sie öffnen.",
      device_backups: "Sicherungen und Schnappschüsse, die das Gerät oder sein System vom Profil des Browsers gemacht hat.",
      flash_memory: "Verschlissene Zellen eines SSD-Speichers, die alte Bytes behalten, an die kein Programm herankommt.",
    },
    filesTitle: "Aktendateien, die diese Person enthalten",
    filesNone: "Das Protokoll dieses Tresors kennt keine.",
    filesMore: (amount, since) => `und ${count(amount, "frühere Datei", "frühere Dateien")}, die erste vom ${formatDate(since)}`,
    sign: "Ort, Datum, Unterschrift",
  },
  restoreDeleted: "Auch Personen zurückholen, die hier gelöscht wurden",
  leftOut: (amount) =>
    amount === 1
      ? "Eine Person der Datei wurde hier gelöscht und ausgelassen. Um sie zurückzuholen, setzen Sie oben das Häkchen und lesen die Datei noch einmal ein."
      : `${formatWhole(amount)} Personen der Datei wurden hier gelöscht und ausgelassen. Um sie zurückzuholen, setzen Sie oben das Häkchen und lesen die Datei noch einmal ein.`,
  goneTitle: "Dort gelöscht, woher die Datei stammt",
  goneLead: "Die Aufzeichnungen dieser Personen wurden dort vernichtet und sind hier noch vorhanden. Eine Datei vernichtet nie etwas; Sie entscheiden.",
  gone: (name, when) => `${name}, dort gelöscht am ${formatDate(when)}`,
  goneLink: "Hier behalten oder löschen",
};
