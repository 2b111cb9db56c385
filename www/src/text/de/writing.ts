import type { TemplateWords } from "../../components/note-templates.ts";
import type { KeyWords } from "../../components/tp-keys-help.ts";
import type { writing as english } from "../en/writing.ts";
import { formatAgo, formatPercent, formatWhole } from "../format.ts";
import { sessionForm } from "./record.ts";

const templates: TemplateWords = {
  free: {
    name: "Frei",
    parts: {
      conversation_summary: { label: sessionForm.summary, hint: "" },
      progress_notes: { label: sessionForm.progress, hint: "" },
      therapist_observations: { label: "Ihre Beobachtungen", hint: "" },
      next_session_focus: { label: sessionForm.focus, hint: "" },
    },
  },
  soap: {
    name: "SOAP",
    parts: {
      conversation_summary: { label: "Subjektiv", hint: "Was die Person berichtet, in ihren Worten." },
      therapist_observations: { label: "Objektiv", hint: "Was Sie sahen und hörten: Stimmung, Affekt, Verhalten." },
      progress_notes: { label: "Einschätzung", hint: "Wie Sie es verstehen: Fortschritt, Risiko, Veränderungen." },
      next_session_focus: { label: "Plan", hint: "Wie es weitergeht." },
    },
  },
  dap: {
    name: "DAP",
    parts: {
      conversation_summary: { label: "Daten", hint: "Was die Person berichtete und was Sie beobachteten." },
      progress_notes: { label: "Einschätzung", hint: "Wie Sie es verstehen: Fortschritt, Risiko, Veränderungen." },
      next_session_focus: { label: "Plan", hint: "Wie es weitergeht." },
    },
  },
  birp: {
    name: "BIRP",
    parts: {
      therapist_observations: { label: "Verhalten", hint: "Wie die Person wirkte, was sie sagte und tat." },
      conversation_summary: { label: "Intervention", hint: "Was Sie taten und woran Sie gemeinsam arbeiteten." },
      progress_notes: { label: "Reaktion", hint: "Wie die Person darauf ansprach." },
      next_session_focus: { label: "Plan", hint: "Wie es weitergeht." },
    },
  },
};

const everywhere: readonly KeyWords[] = [
  [["n"], "Neue Sitzung: für die Person, die gezeigt wird, oder zur Auswahl"],
  [["u"], "Das letzte Speichern rückgängig machen, solange der Hinweis steht"],
  [["?"], "Diese Liste"],
  [["Esc", "Esc"], "Sofort sperren, auch mitten aus einem Textfeld"],
];

const inSession: readonly KeyWords[] = [
  [["1", "2", "3", "4", "5"], "Befinden, von sehr negativ bis sehr positiv"],
  [["Strg", "Enter"], "Sitzung speichern, aus jedem Feld"],
];

const inLists: readonly KeyWords[] = [
  [["↓", "↑"], "Durch die Vorschläge gehen"],
  [["Enter"], "Den erreichten Vorschlag oder das Getippte hinzufügen"],
  [["Rücktaste"], "Im leeren Feld: das Letzte zurückholen"],
  [["Esc"], "Vorschläge oder ein Fenster schließen"],
];

const suggestions = (amount: number) => (amount === 1 ? "1 Vorschlag." : `${formatWhole(amount)} Vorschläge.`);
const people = (amount: number) => (amount === 1 ? "1 Person" : `${formatWhole(amount)} Personen`);

export const writing: typeof english = {
  template: "Notizvorlage",
  templates,
  metadataObject: "Mit einer Notizvorlage muss dies ein Objekt sein, etwa {\"raum\": 2}.",
  tokens: {
    hint: "Enter oder ein Komma fügt hinzu; Pfeil nach unten zeigt früher Verwendetes.",
    hintWhole: "Enter fügt hinzu; Pfeil nach unten zeigt früher Verwendetes.",
    chosen: (label: string) => `${label}: gewählt`,
    suggestions: (label: string) => `${label}: Vorschläge`,
    picks: (label: string) => `${label}: alle`,
    matches: (amount: number) => (amount === 0 ? "Kein Vorschlag." : suggestions(amount)),
    added: (what: string) => `${what}: hinzugefügt.`,
    removed: (what: string) => `${what}: entfernt.`,
  },
  goals: {
    open: "Offene Ziele",
    hint: "Zu jedem können Sie festhalten, wie weit es erreicht ist.",
    hintAmending: "Der Fortschritt wird beim Ziel selbst geändert.",
    percent: "Erreicht, in Prozent",
    before: (percent: number) => `bisher ${formatPercent(percent)}`,
    less: "Weniger",
    more: "Mehr",
    notes: "Was sich verändert hat",
    milestone: "Erreichter Meilenstein",
  },
  undo: {
    undo: "Rückgängig",
    close: "Diese Meldung schließen",
    undone: "Das Speichern ist rückgängig gemacht. Die Sitzung steht wieder hier, ungespeichert.",
    refused: (why: string) => `Das Speichern ließ sich nicht rückgängig machen. ${why}`,
  },
  leaving: {
    title: "Dieser Text ist noch nicht gespeichert",
    lead: "Der Entwurf konnte auf diesem Gerät nicht gespeichert werden. Wenn Sie jetzt gehen, ist das zuletzt Geschriebene verloren.",
    stay: "Hier bleiben",
    leave: "Ohne den Text gehen",
    notKept: "Der Entwurf konnte nicht aufbewahrt werden. Speichern Sie die Sitzung, oder kopieren Sie den Text.",
  },
  palette: {
    title: "Neue Sitzung für",
    label: "Name der Person",
    list: "Personen, die zuletzt gesehene zuerst",
    seen: (instant: string | null) => (instant ? formatAgo(instant) : "noch keine Sitzung"),
    found: (shown: number, total: number) => {
      if (total === 0) return "Niemand mit diesem Namen.";
      return shown < total ? `${formatWhole(shown)} von ${people(total)}; tippen Sie, um einzugrenzen.` : `${people(total)}.`;
    },
    nobody: "Es ist noch keine Person aufgenommen.",
  },
  keys: {
    title: "Tasten",
    groups: [
      { title: "Überall", keys: everywhere },
      { title: "Beim Schreiben einer Sitzung", keys: inSession },
      { title: "In Feldern mit Vorschlägen", keys: inLists },
    ],
    off: "Kürzel mit einzelnen Tasten sind ausgeschaltet.",
    settingsHint: "Einzelne Tasten wirken nur, solange kein Textfeld den Fokus hat. In den Einstellungen lassen sie sich ausschalten.",
    close: "Schließen",
    offers: (label: string, key: string) => `${label}: Taste ${key}.`,
    cardTitle: "Tastatur",
    enable: "Kürzel mit einzelnen Tasten",
    enableHint: "Schalten Sie dies aus, wenn Sie mit dem Gerät sprechen oder Tasten versehentlich treffen. Alles ist auch ohne sie erreichbar.",
    show: "Alle Tasten zeigen",
    turnedOn: "Kürzel mit einzelnen Tasten sind eingeschaltet.",
    turnedOff: "Kürzel mit einzelnen Tasten sind ausgeschaltet.",
  },
};
