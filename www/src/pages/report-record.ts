import { html, nothing, type TemplateResult } from "lit";
import { drawGoal } from "../charts/goal-plot.ts";
import { drawing } from "../charts/tp-drawing.ts";
import { icons } from "../components/icons.ts";
import { LEFT_OUT, leavesOut } from "../report/audience.ts";
import type { GoalCourse, ReportSession } from "../report/data.ts";
import type { ReportView } from "../report/for-audience.ts";
import { text } from "../text/index.ts";
import { formatDate, formatPercent } from "../text/format.ts";
import type { GoalUpdate, ProgressReport, SessionLog } from "../vault/api.ts";
import { scrollTable } from "./report-parts.ts";

const words = text.report;
const paper = text.paper;

/** More rows than these would bury the rest of a document; the newest stand for all. */
const MOST_SESSIONS = 60;
const MOST_TEXTS = 20;
/** A course of fewer entries is told by its table alone. */
const FEWEST_TO_DRAW = 3;

function newest(shown: number, all: number): TemplateResult | typeof nothing {
  return shown < all ? html`<p class="facts">${paper.newest(shown, all)}</p>` : nothing;
}

function goalHistory(history: GoalUpdate[], { timeframe_start: start }: ProgressReport, withNotes: boolean): TemplateResult {
  const isBefore = ({ timestamp }: GoalUpdate) => new Date(timestamp).getTime() < new Date(start).getTime();
  const note = (entry: GoalUpdate) => [isBefore(entry) ? paper.stateWas : "", entry.notes].filter(Boolean).join(": ");
  const row = (entry: GoalUpdate) => html`<tr><th scope="row">${formatDate(entry.timestamp)}</th>
    <td class="number">${formatPercent(entry.completion_percentage)}</td>${withNotes ? html`<td>${note(entry)}</td>` : nothing}</tr>`;
  return html`<table class="goal-history">
    <thead><tr><th scope="col">${text.words.date}</th><th scope="col" class="number">${text.goals.reached}</th>
      ${withNotes ? html`<th scope="col">${text.words.notes}</th>` : nothing}</tr></thead>
    <tbody>${history.toReversed().map(row)}</tbody>
  </table>`;
}

function goalSentence({ goal, history }: GoalCourse): string {
  const [first, last] = [history[0]?.completion_percentage ?? 0, history.at(-1)?.completion_percentage ?? 0];
  return text.goals.historySummary(goal.description, first, last, history.length);
}

/** One goal: how far it is, when it is due, and how it got there within the window. */
function goalPart(course: GoalCourse, { audience, report }: ReportView): TemplateResult {
  const { goal, history } = course;
  const target = goal.target_date === null ? nothing : html` · ${text.goals.targetDate(goal.target_date)}`;
  const withNotes = !leavesOut(audience, "goal-notes");
  const own = history.some(({ notes }) => notes === goal.notes) ? "" : goal.notes;
  return html`<li class="goal-part">
    <h4>${goal.description}</h4>
    <div class="goal-line"><progress max="100" value=${goal.completion_percentage} aria-label=${goal.description}></progress>
      <span class="facts">${paper.goalToday(goal.completion_percentage, report.report_date)} · ${paper.goalCreated(goal.created_at)}${target}</span></div>
    ${own ? html`<p class="prose facts">${own}</p>` : nothing}
    ${history.length >= FEWEST_TO_DRAW ? drawing(drawGoal, history, goalSentence(course)) : nothing}
    ${history.length > 0 ? goalHistory(history, report, withNotes) : html`<p class="facts">${paper.goalUnchanged}</p>`}
  </li>`;
}

/** Every goal with its course. */
export function reportGoals(view: ReportView): TemplateResult {
  if (view.goals.length === 0) return html`<p>${words.noGoals}</p>`;
  return html`<ul class="goal-parts">${view.goals.map((course) => goalPart(course, view))}</ul>`;
}

/** What was reached in the window. */
export function reportMilestones({ audience, report }: ReportView): TemplateResult {
  const { key_milestones: milestones } = report;
  if (milestones.length === 0) return html`<p>${audience === "client" ? paper.plainNoMilestones : words.noMilestones}</p>`;
  const weight = leavesOut(audience, "milestone-weight") ? () => "" : text.moods.significance;
  const facts = (date: string, rated: string) => [formatDate(date), rated].filter(Boolean).join(", ");
  return html`<ul class="plain-list">${milestones.map(
    (one) => html`<li>${icons.milestone}<span>${one.description}<span class="facts"> ${facts(one.achieved_date, weight(one.significance))}</span></span></li>`,
  )}</ul>`;
}

/** What was used, most often first. */
export function reportTechniques({ report: { techniques } }: ReportView): TemplateResult {
  if (techniques.length === 0) return html`<p>${words.noTechniques}</p>`;
  return html`<ul class="techniques">${techniques.map(
    ({ name, sessions }) => html`<li>${name} <span class="facts">${words.inSessions(sessions)}</span></li>`,
  )}</ul>`;
}

/** Texts of sessions with their dates, newest first. */
function datedTexts(sessions: SessionLog[], tell: (session: SessionLog) => string, none: string): TemplateResult {
  const told = sessions.filter((session) => tell(session) !== "");
  if (told.length === 0) return html`<p>${none}</p>`;
  const shown = told.slice(0, MOST_TEXTS);
  return html`<dl class="dated">${shown.map(
    (session) => html`<div><dt>${formatDate(session.timestamp)}</dt><dd>${tell(session)}</dd></div>`,
  )}</dl>${newest(shown.length, told.length)}`;
}

/** What was agreed for the time between sessions. */
export function reportHomework({ sessions }: ReportView): TemplateResult {
  return datedTexts(sessions, (session) => session.homework_assigned, paper.noHomework);
}

/** Every crisis flag of the window, with its date. */
export function reportFlags({ sessions }: ReportView): TemplateResult {
  const flagged = sessions.filter((session) => session.crisis_flags.length > 0);
  if (flagged.length === 0) return html`<p>${paper.noFlags}</p>`;
  return html`<ul class="plain-list flags">${flagged.map(
    (session) => html`<li>${icons.flag}<span>${session.crisis_flags.join(", ")}<span class="facts"> ${formatDate(session.timestamp)}</span></span></li>`,
  )}</ul>`;
}

/** What happened in the client's life. */
export function reportEvents({ events }: ReportView): TemplateResult {
  return html`<dl class="dated">${events.map(
    ({ date, kind, description }) => html`<div><dt>${formatDate(date)}</dt>
      <dd>${[paper.eventKind(kind), description].filter(Boolean).join(": ")}</dd></div>`,
  )}</dl>`;
}

/** What the therapist saw. */
export function reportObservations({ sessions }: ReportView): TemplateResult {
  return datedTexts(sessions, (session) => session.therapist_observations, paper.noObservations);
}

function sessionRow(session: ReportSession, withSignatures: boolean): TemplateResult {
  const signed = session.signed_at === null ? text.signing.unsigned : formatDate(session.signed_at);
  return html`<tr><th scope="row">${formatDate(session.timestamp)}</th><td>${text.moods.state(session.emotional_state)}</td>
    <td class="number">${session.session_duration_minutes}</td><td class="several">${session.techniques_used.join(", ")}</td>
    ${withSignatures ? html`<td>${signed}</td>` : nothing}</tr>`;
}

/** The window's sessions, a row each. Those that cannot be opened are counted, so that the list never looks whole. */
export function reportSessions({ sessions, report }: ReportView): TemplateResult {
  if (report.sessions_count === 0) return html`<p>${words.noSessions}</p>`;
  const shown = sessions.slice(0, MOST_SESSIONS);
  const missing = report.sessions_count - sessions.length;
  const withSignatures = sessions.some(({ signed_at }) => signed_at !== null);
  const head = html`<th scope="col">${text.words.date}</th><th scope="col">${paper.state}</th>
    <th scope="col" class="number">${paper.minutes}</th><th scope="col">${words.techniques}</th>
    ${withSignatures ? html`<th scope="col">${paper.signed}</th>` : nothing}`;
  return html`${missing > 0 ? html`<p>${paper.damaged(missing)}</p>` : nothing}
    ${scrollTable(paper.sessions, head, shown.map((session) => sessionRow(session, withSignatures)))}${newest(shown.length, sessions.length)}`;
}

/** What this audience's report keeps out. */
export function reportLeftOut({ audience }: ReportView): TemplateResult {
  return html`<ul class="left-out">${LEFT_OUT[audience].map((what) => html`<li>${paper.leftOut[what]}</li>`)}</ul>`;
}
