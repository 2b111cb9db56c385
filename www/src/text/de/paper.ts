import type { Audience, LeftOut } from "../../report/audience.ts";
import { trajectoryRule, type TrajectoryRule } from "../../report/trajectory.ts";
import type { Direction, EventKind, Finding, ProgressReport, Trajectory } from "../../vault/api.ts";
import type { paper as english } from "../en/paper.ts";
import { formatDate, formatPercent, formatScore, formatWhole } from "../format.ts";
import { count, words } from "./common.ts";

const span = (start: string, end: string) => `${formatDate(start)} bis ${formatDate(end)}`;

const audiences: Record<Audience, string> = { own: "Eigene Akte", client: "Die behandelte Person", supervisor: "Supervision, ohne Namen" };

const audienceHints: Record<Audience, string> = {
  own: "Alles, was der Bericht weiß, mit Ihren Beobachtungen.",
  client: "In einfachen Worten, ohne Beobachtungen, Notizen, Krisenhinweise und Statistik.",
  supervisor: "Ein Kürzel anstelle von Name und Kennung, ohne die freien Texte der Sitzungen.",
};

const leftOut: Record<LeftOut, string> = {
  identity: "Name und Kennung der Person: in jedem Text steht dafür ein Kürzel",
  notes: "Zusammenfassungen, Fortschrittsnotizen, nächster Schwerpunkt und weitere Daten der Sitzungen",
  observations: "Die therapeutischen Beobachtungen",
  "client-notes": "Die Notizen zur Person",
  "goal-notes": "Die Notizen zu Zielen und deren Fortschritt",
  "crisis-flags": "Krisenhinweise, ihr Wortlaut und ihre Anzahl",
  events: "Ereignisse im Leben der Person, wie sie in der Therapie vermerkt wurden",
  statistics: "Standardabweichungen und die Tabelle nach Monaten",
  "professional-suggestions": "Anregungen zu Krisenhinweisen und Techniken",
  "milestone-weight": "Wie bedeutsam jeder Meilenstein eingestuft wurde",
  versions: "Frühere Fassungen berichtigter Sitzungen",
  "psychotherapy-notes": "Psychotherapienotizen, die getrennt von der Akte geführt werden",
};

const eventKinds: Record<EventKind, string> = {
  medication: "Medikationsänderung",
  loss: "Verlust",
  holiday: "Urlaub",
  life: "Lebensereignis",
  other: "Ereignis",
};

const plainDirections: Record<Direction, string> = {
  improving: "Gegen Ende höher",
  stable: "Weitgehend gleich",
  declining: "Gegen Ende niedriger",
  insufficient_data: "Zu wenige Sitzungen für eine Aussage",
};

const plainTrajectories: Record<Trajectory, string> = {
  improving: "Befinden und Ziele kommen voran.",
  stable: "Es ist beständig, ohne klare Veränderung.",
  regressing: "Der spätere Teil dieser Zeit war schwerer als der frühere.",
  fluctuating: "Es gab deutliche Höhen und Tiefen.",
};

const trajectoryReasons: Record<TrajectoryRule, string> = {
  improving: "Die Werte steigen, und die offenen Ziele sind im Mittel zu mehr als der Hälfte erreicht.",
  stable: "Die Werte fallen nicht und schwanken nicht stark, oder sie steigen, bevor die offenen Ziele zur Hälfte erreicht sind.",
  regressing: "Der Mittelwert der zweiten Hälfte liegt unter dem der ersten.",
  fluctuating: "Die Werte gehen auf und ab, mit einer Standardabweichung über 1.",
  improvingWithoutGoals: "Die Werte steigen, und kein Ziel ist mehr offen.",
  stableWithoutGoals: "Die Werte fallen und steigen nicht und schwanken nicht stark.",
  tooFewSessions: "Für eine Tendenz gibt es zu wenige Sitzungen.",
};

function goalsSentence({ goals_reached: reached, goals_active: active, avg_active_goal_completion: mean }: ProgressReport): string {
  if (reached + active === 0) return "Es ist kein Ziel vereinbart.";
  const so = `${formatWhole(reached)} von ${count(reached + active, "Ziel", "Zielen")} ${reached === 1 ? "ist" : "sind"} erreicht`;
  if (mean === null) return `${so}, keines ist offen.`;
  if (active === 1) return `${so}, 1 ist offen und zu ${formatPercent(mean)} erreicht.`;
  return `${so}, ${formatWhole(active)} sind offen und im Mittel zu ${formatPercent(mean)} erreicht.`;
}

function milestonesSentence({ milestones_count: amount }: ProgressReport): string {
  if (amount === 0) return "In dieser Zeit wurde kein Meilenstein erreicht.";
  return `In dieser Zeit ${amount === 1 ? "wurde" : "wurden"} ${count(amount, "Meilenstein", "Meilensteine")} erreicht.`;
}

function plainSummary(report: ProgressReport): string {
  const { sessions_count: sessions, timeframe_start: start, timeframe_end: end, emotional_trends: [whole] } = report;
  if (!whole) return `Vom ${span(start, end)} haben wir uns nicht getroffen. ${goalsSentence(report)} ${milestonesSentence(report)}`;
  return [
    `Vom ${span(start, end)} haben wir uns ${sessions === 1 ? "einmal" : `${formatWhole(sessions)}-mal`} getroffen.`,
    `Ihr Befinden in den Sitzungen lag im Mittel bei ${formatScore(whole.avg_emotional_score)}.`,
    plainTrajectories[report.overall_trajectory],
    goalsSentence(report),
    milestonesSentence(report),
  ].join(" ");
}

function plainFinding({ code, numbers, dates }: Finding, goal: string): [what: string, why: string] | null {
  const days = count(numbers["days"] ?? 0, "Tag", "Tagen");
  const reached = formatPercent(numbers["completion_percentage"] ?? 0);
  switch (code) {
    case "schedule_assessment":
      return ["Einen neuen Termin finden", `vom ${span(dates["start_date"] ?? "", dates["end_date"] ?? "")} gab es keine Sitzung.`];
    case "increase_frequency":
      return ["Über häufigere Treffen nachdenken", `wir hatten ${words.sessions(numbers["sessions"] ?? 0)} in ${days}.`];
    case "review_approach":
      return ["Darüber sprechen, was jetzt helfen würde", "Ihr Befinden war in den späteren Sitzungen niedriger als in den früheren."];
    case "reevaluate_goal":
      return [`Das Ziel „${goal}“ noch einmal ansehen`, `nach ${days} sind ${reached} erreicht. Vielleicht braucht es kleinere Schritte oder andere Worte.`];
    case "review_target_date":
      return [`Ein neues Datum für das Ziel „${goal}“ wählen`, `das vereinbarte Datum, ${formatDate(dates["target_date"] ?? "")}, ist verstrichen, und ${reached} sind erreicht.`];
    case "continue_approach":
      return ["So weitermachen", "nichts an diesen Zahlen verlangt eine Änderung."];
    case "review_crisis_flags":
    case "diversify_techniques":
      return null;
  }
}

export const paper: typeof english = {
  audience: "Für",
  audiences,
  audienceHints,
  code: "Bezeichnung in diesem Bericht",
  codeHint: "Steht überall, wo der Name oder die Kennung stünde.",
  codeDefault: "Person A",
  check: "Ersetzt werden nur Name und Kennung dieser Person. Spitznamen, andere Menschen und Orte werden nicht erkannt: Lesen Sie den Bericht, bevor Sie ihn weitergeben.",
  size: "Papier",
  sizes: { a4: "A4", letter: "US Letter" },
  print: "Drucken oder als PDF speichern",
  noMargins: "Dieser Browser druckt keine Zeilen von uns am Kopf und Fuß einer Seite und damit keine Seitenzahlen. Chrome und Edge tun es; hier bietet das Druckfenster vielleicht eigene an.",
  readers: { own: "Eigene Akte", client: "Für die behandelte Person", supervisor: "Für die Supervision, ohne Namen" },
  span,
  confidential: "Vertraulich",
  pageOf: "Seite {page} von {pages}",
  fileTitle: (date) => `Verlaufsbericht ${date}`,
  scale: "Die Werte reichen von −2 (sehr negativ) bis +2 (sehr positiv).",
  plainSummary,
  plainDirection: (direction) => plainDirections[direction],
  trajectoryReason: (report) => trajectoryReasons[trajectoryRule(report)],
  plainTitles: {
    summary: "Kurz gesagt",
    trend: "Wie es Ihnen in den Sitzungen ging",
    goals: "Ihre Ziele",
    milestones: "Was Sie erreicht haben",
    techniques: "Was wir geübt haben",
    homework: "Was wir für die Zeit dazwischen vereinbart haben",
    recommendations: "Worüber wir sprechen könnten",
    sessions: "Unsere Sitzungen",
    meanScore: "Befinden im Mittel",
    direction: "In dieser Zeit",
    goalsReached: "Erreichte Ziele",
  },
  plainNoMilestones: "Kein Meilenstein in dieser Zeit.",
  goalsReached: (reached, all) => `${formatWhole(reached)} von ${formatWhole(all)}`,
  chartMarks: { milestone: "◆ Meilenstein", flag: "▲ Krisenhinweis" },
  goalToday: (percent, date) => `${formatPercent(percent)} am ${formatDate(date)}`,
  goalCreated: (date) => `vereinbart am ${formatDate(date)}`,
  goalUnchanged: "Kein Eintrag in dieser Zeit.",
  stateWas: "Stand davor",
  homework: "Hausaufgaben",
  noHomework: "Keine Hausaufgabe vermerkt.",
  events: "Ereignisse",
  eventKind: (kind) => eventKinds[kind],
  flags: "Krisenhinweise",
  noFlags: "In dieser Zeit keine.",
  observations: "Beobachtungen",
  noObservations: "Keine vermerkt.",
  sessions: "Sitzungen",
  state: "Befinden",
  minutes: "Minuten",
  signed: "Unterschrieben am",
  newest: (shown, all) => `Die neuesten ${formatWhole(shown)} von ${formatWhole(all)}.`,
  damaged: (missing) =>
    `${words.sessions(missing)} aus dieser Zeit ${missing === 1 ? "ist" : "sind"} beschädigt und nicht zu öffnen: Was darin steht, fehlt hier, die Werte sind mitgezählt.`,
  plainFinding,
  nothingToAsk: "Nichts an diesen Zahlen verlangt eine Änderung.",
  plainJudgement:
    "Diese Anregungen sind aus den obigen Zahlen berechnet. Sie unterstützen unser Gespräch und das fachliche Urteil und ersetzen beides nicht. Sie stellen keine Diagnose.",
  leftOutTitle: "In diesem Bericht nicht enthalten",
  leftOut,
};
