import type { TemplateWords } from "../../components/note-templates.ts";
import type { KeyWords } from "../../components/tp-keys-help.ts";
import { formatAgo, formatPercent, formatWhole } from "../format.ts";
import { count } from "./common.ts";
import { sessionForm } from "./record.ts";

const templates: TemplateWords = {
  free: {
    name: "Free",
    parts: {
      conversation_summary: { label: sessionForm.summary, hint: "" },
      progress_notes: { label: sessionForm.progress, hint: "" },
      therapist_observations: { label: "Your observations", hint: "" },
      next_session_focus: { label: sessionForm.focus, hint: "" },
    },
  },
  soap: {
    name: "SOAP",
    parts: {
      conversation_summary: { label: "Subjective", hint: "What the client reports, in their own words." },
      therapist_observations: { label: "Objective", hint: "What you saw and heard: mood, affect, behaviour." },
      progress_notes: { label: "Assessment", hint: "How you read it: progress, risk, changes." },
      next_session_focus: { label: "Plan", hint: "What comes next." },
    },
  },
  dap: {
    name: "DAP",
    parts: {
      conversation_summary: { label: "Data", hint: "What the client reported and what you observed." },
      progress_notes: { label: "Assessment", hint: "How you read it: progress, risk, changes." },
      next_session_focus: { label: "Plan", hint: "What comes next." },
    },
  },
  birp: {
    name: "BIRP",
    parts: {
      therapist_observations: { label: "Behaviour", hint: "How the client presented, what they said and did." },
      conversation_summary: { label: "Intervention", hint: "What you did and worked on together." },
      progress_notes: { label: "Response", hint: "How the client responded." },
      next_session_focus: { label: "Plan", hint: "What comes next." },
    },
  },
};

const everywhere: readonly KeyWords[] = [
  [["n"], "New session: for the client in view, or for one that you pick"],
  [["u"], "Undo the save just made, while the notice shows"],
  [["?"], "This list"],
  [["Esc", "Esc"], "Lock at once, from within a text field too"],
];

const inSession: readonly KeyWords[] = [
  [["1", "2", "3", "4", "5"], "Emotional state, from very negative to very positive"],
  [["Ctrl", "Enter"], "Save the session, from any field"],
];

const inLists: readonly KeyWords[] = [
  [["↓", "↑"], "Walk through the suggestions"],
  [["Enter"], "Add the suggestion reached, or what is typed"],
  [["Backspace"], "In the empty field: take the last one back"],
  [["Esc"], "Close the suggestions, or a dialog"],
];

export const writing = {
  template: "Note template",
  templates,
  metadataObject: "With a note template this must be an object, such as {\"room\": 2}.",
  tokens: {
    hint: "Enter or a comma adds it; arrow down shows what was used before.",
    hintWhole: "Enter adds it; arrow down shows what was used before.",
    chosen: (label: string) => `${label}: chosen`,
    suggestions: (label: string) => `${label}: suggestions`,
    picks: (label: string) => `${label}: all of them`,
    matches: (amount: number) => (amount === 0 ? "No suggestion." : `${count(amount, "suggestion")}.`),
    added: (what: string) => `${what}: added.`,
    removed: (what: string) => `${what}: removed.`,
  },
  goals: {
    open: "Open goals",
    hint: "For each you can note how far it is reached.",
    hintAmending: "Progress is amended with the goal itself.",
    percent: "Reached, in percent",
    before: (percent: number) => `${formatPercent(percent)} so far`,
    less: "Less",
    more: "More",
    notes: "What changed",
    milestone: "Milestone reached",
  },
  undo: {
    undo: "Undo",
    close: "Close this message",
    undone: "The save is undone. The session is here again, unsaved.",
    refused: (why: string) => `The save could not be undone. ${why}`,
  },
  leaving: {
    title: "This text is not kept yet",
    lead: "The draft could not be stored on this device. If you leave now, what you wrote last is lost.",
    stay: "Stay here",
    leave: "Leave without it",
    notKept: "The draft could not be kept. Save, or copy the text elsewhere.",
  },
  palette: {
    title: "New session for",
    label: "Name of the client",
    list: "Clients, the one seen last first",
    seen: (instant: string | null) => (instant ? formatAgo(instant) : "no session yet"),
    found: (shown: number, total: number) => {
      if (total === 0) return "No client of that name.";
      return shown < total ? `${formatWhole(shown)} of ${count(total, "client")}; type to narrow them down.` : `${count(total, "client")}.`;
    },
    nobody: "There is no client yet.",
  },
  keys: {
    title: "Keys",
    groups: [
      { title: "Everywhere", keys: everywhere },
      { title: "While writing a session", keys: inSession },
      { title: "In fields with suggestions", keys: inLists },
    ],
    off: "Shortcuts of a single key are turned off.",
    settingsHint: "Single keys act only while no text field has the focus. They can be turned off in the settings.",
    close: "Close",
    offers: (label: string, key: string) => `${label}: key ${key}.`,
    cardTitle: "Keyboard",
    enable: "Single keys are shortcuts",
    enableHint: "Turn this off if you speak to the device or if keys slip. Everything can be reached without them.",
    show: "Show all keys",
    turnedOn: "Single keys are shortcuts now.",
    turnedOff: "Single keys are no shortcuts any more.",
  },
};
