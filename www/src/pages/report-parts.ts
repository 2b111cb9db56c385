import { html, nothing, type TemplateResult } from "lit";
import { drawing } from "../charts/tp-drawing.ts";
import { drawTrend } from "../charts/trend-plot.ts";
import type { TrendView } from "../charts/view.ts";
import { leavesOut } from "../report/audience.ts";
import type { ReportView } from "../report/for-audience.ts";
import { text } from "../text/index.ts";
import { formatMonth, formatScore } from "../text/format.ts";
import type { EmotionalTrend, ProgressReport } from "../vault/api.ts";

const words = text.report;
const paper = text.paper;

/** A part of a report under its heading, which never stands alone at the foot of a page. */
export function part(title: string, content: TemplateResult): TemplateResult {
  return html`<section class="report-part"><h3>${title}</h3>${content}</section>`;
}

/** A table that scrolls where it is wider than the screen and repeats its head on every page of paper. */
export function scrollTable(label: string, head: TemplateResult, rows: TemplateResult[]): TemplateResult {
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${label}>
    <table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>
  </div>`;
}

/** Whom and what the report is about, for whom it is, and when it was made. */
export function reportHead({ audience, subject, report }: ReportView): TemplateResult {
  return html`<header class="report-head">
    <p class="report-subject">${subject}</p>
    <p class="facts">${paper.span(report.timeframe_start, report.timeframe_end)} · ${words.made(report.report_date)} · ${paper.readers[audience]}</p>
  </header>`;
}

function figure(label: string, value: string | number): TemplateResult {
  return html`<div><dt>${label}</dt><dd class="number">${value}</dd></div>`;
}

function plainFigures(report: ProgressReport, whole: EmotionalTrend | undefined): TemplateResult {
  const { goals_reached: reached, goals_active: active } = report;
  return html`${figure(words.sessions, report.sessions_count)}
    ${whole ? figure(paper.plainTitles.meanScore, formatScore(whole.avg_emotional_score)) : nothing}
    ${figure(paper.plainTitles.direction, paper.plainDirection(whole?.trend_direction ?? "insufficient_data"))}
    ${reached + active > 0 ? figure(paper.plainTitles.goalsReached, paper.goalsReached(reached, reached + active)) : nothing}`;
}

function clinicalFigures(report: ProgressReport, whole: EmotionalTrend | undefined): TemplateResult {
  return html`${figure(words.sessions, report.sessions_count)}
    ${figure(words.meanScore, whole ? formatScore(whole.avg_emotional_score) : "–")}
    ${figure(text.trend.spread, whole ? text.trend.spreadValue(whole.volatility) : "–")}
    ${figure(text.trend.directionLabel, text.moods.direction(whole?.trend_direction ?? "insufficient_data"))}
    ${figure(words.flags, report.crisis_flags_count)}`;
}

/** The report's numbers at a glance. */
export function reportFigures({ audience, report }: ReportView): TemplateResult {
  const [whole] = report.emotional_trends;
  return html`<dl class="figures">${audience === "client" ? plainFigures(report, whole) : clinicalFigures(report, whole)}</dl>`;
}

/** The report in sentences. */
export function reportSummary({ audience, report }: ReportView): TemplateResult {
  return html`<p class="prose">${audience === "client" ? paper.plainSummary(report) : text.findings.summary(report)}</p>`;
}

/** Where it is heading, feelings and goals taken together, and by which rule. */
export function reportTrajectory({ report }: ReportView): TemplateResult {
  const { overall_trajectory: trajectory, sessions_count: sessions } = report;
  if (sessions === 0) return html`<p>${words.noSessions}</p>`;
  return html`<p class="prose"><strong>${text.moods.trajectory(trajectory)}.</strong> ${paper.trajectoryReason(report)}</p>`;
}

function sentence({ whole, milestones, flagged }: TrendView): string {
  const { first_half_mean: first, second_half_mean: second } = whole;
  const sentences = [text.trend.summary(whole)];
  if (first !== null && second !== null) sentences.push(text.trend.halves(first, second));
  if (flagged.length > 0) sentences.push(text.trend.extras(milestones.length, flagged.length));
  return sentences.join(" ");
}

function key({ monthly, milestones, flagged }: TrendView): string {
  const marks = [milestones.length > 0 ? paper.chartMarks.milestone : "", flagged.length > 0 ? paper.chartMarks.flag : ""].filter(Boolean);
  return [monthly ? text.trend.monthly : text.trend.daily, paper.scale, marks.join(", ")].join(" ");
}

/** The emotional trend, drawn and said; its numbers stand in the tables of months and sessions. */
export function reportTrend({ trend }: ReportView): TemplateResult {
  if (!trend) return html`<p>${words.noSessions}</p>`;
  return html`<figure class="chart trend-chart">
    ${drawing(drawTrend, trend, sentence(trend))}
    <figcaption>${sentence(trend)} <span class="facts">${key(trend)}</span></figcaption>
  </figure>`;
}

function windowRow(label: string, window: EmotionalTrend): TemplateResult {
  return html`<tr><th scope="row">${label}</th><td class="number">${window.data_points}</td>
    <td class="number">${formatScore(window.avg_emotional_score)}</td>
    <td class="number">${text.trend.spreadValue(window.volatility)}</td><td>${text.moods.direction(window.trend_direction)}</td></tr>`;
}

/** This window and the one of the same length before it, row by row. */
export function reportPrevious({ report: { previous, emotional_trends: [whole] } }: ReportView): TemplateResult {
  if (!previous) return html`<p>${words.previousNone}</p>`;
  const head = html`<th scope="col">${text.trend.window}</th><th scope="col" class="number">${words.sessions}</th>
    <th scope="col" class="number">${words.meanScore}</th><th scope="col" class="number">${text.trend.spread}</th>
    <th scope="col">${text.trend.directionLabel}</th>`;
  const rows = [...(whole ? [windowRow(words.thisWindow, whole)] : []), windowRow(words.windowBefore, previous)];
  return scrollTable(words.previous, head, rows);
}

/** A month with too few sessions for a direction shows none. */
function monthRow({ start_date, data_points, avg_emotional_score, trend_direction }: EmotionalTrend): TemplateResult {
  const direction = trend_direction === "insufficient_data" ? nothing : text.moods.direction(trend_direction);
  return html`<tr><th scope="row">${formatMonth(start_date)}</th><td class="number">${data_points}</td>
    <td class="number">${formatScore(avg_emotional_score)}</td><td>${direction}</td></tr>`;
}

/** One row for each calendar month with a session. */
export function reportMonths({ report: { months } }: ReportView): TemplateResult {
  const head = html`<th scope="col">${words.month}</th><th scope="col" class="number">${words.sessions}</th>
    <th scope="col" class="number">${words.meanScore}</th><th scope="col">${text.trend.directionLabel}</th>`;
  return scrollTable(words.months, head, months.map(monthRow));
}

function suggestions({ audience, report, goals }: ReportView): [what: string, why: string][] {
  const names = new Map(goals.map(({ goal }) => [goal.goal_id, goal.description]));
  const named = (id: string | null) => (id === null ? "" : (names.get(id) ?? ""));
  if (!leavesOut(audience, "professional-suggestions")) {
    return report.findings.map((finding) => text.findings.parts(finding, named(finding.goal_id)));
  }
  return report.findings.flatMap((finding) => {
    const said = paper.plainFinding(finding, named(finding.goal_id));
    return said ? [said] : [];
  });
}

/** What the numbers suggest, each with its reason, and that none of it replaces judgement. */
export function reportSuggestions(view: ReportView): TemplateResult {
  const found = suggestions(view);
  const list = html`<ul class="suggestions">${found.map(([what, why]) => html`<li><strong>${what}:</strong> ${why}</li>`)}</ul>`;
  return html`${found.length > 0 ? list : html`<p>${paper.nothingToAsk}</p>`}
    <p class="judgement">${view.audience === "client" ? paper.plainJudgement : words.judgement}</p>`;
}
