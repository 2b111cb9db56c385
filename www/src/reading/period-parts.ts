import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../components/icons.ts";
import { formatDate, formatMonth, formatPercent, formatScore, formatSpread, formatTime, formatWhole } from "../text/format.ts";
import { text } from "../text/index.ts";
import type { ClientEvent, EmotionalTrend, Milestone, Period, TimelineSession } from "../vault/api.ts";
import type { GoalInPeriod, PeriodNumbers, PeriodView } from "./period-view.ts";

const words = text.reading.periods;

/** The period in sentences, the one before it too, and by how much they differ. */
export function periodSentence({ current, before }: PeriodView): string {
  const said = [words.said(current.name, current.trend)];
  said.push(before ? words.before(before.name, before.trend) : words.nothingBefore);
  if (current.trend && before?.trend) said.push(words.change(current.trend.avg_emotional_score - before.trend.avg_emotional_score));
  const { milestones, sessions, events } = current;
  said.push(text.reading.timeline.marks(milestones.length, sessions.filter(isFlagged).length, events.length));
  return said.filter(Boolean).join(" ");
}

function isFlagged({ crisis_flags }: TimelineSession): boolean {
  return crisis_flags > 0;
}

/** One measure of a period as text; nothing where it has no value. */
type Measure = [label: string, value: (numbers: PeriodNumbers) => string];

function ofTrend(value: (trend: EmotionalTrend) => string): Measure[1] {
  return ({ trend }) => (trend ? value(trend) : "");
}

function halvesOf({ first_half_mean: first, second_half_mean: second }: EmotionalTrend): string {
  return first === null || second === null ? "" : words.halvesValue(first, second);
}

const MEASURES: Measure[] = [
  [words.sessions, ({ sessions }) => formatWhole(sessions.length)],
  [words.mean, ofTrend((trend) => formatScore(trend.avg_emotional_score))],
  [words.direction, ofTrend((trend) => text.moods.direction(trend.trend_direction))],
  [words.halves, ofTrend(halvesOf)],
  [words.spread, ofTrend((trend) => formatSpread(trend.volatility))],
  [words.minutes, ({ sessions }) => formatWhole(sessions.reduce((sum, one) => sum + one.duration_minutes, 0))],
  [words.flagged, ({ sessions }) => formatWhole(sessions.filter(isFlagged).length)],
  [words.milestones, ({ milestones }) => formatWhole(milestones.length)],
  [words.events, ({ events }) => formatWhole(events.length)],
];

/** A table wider than a phone scrolls by itself; it can be reached by keyboard for that. */
function scrolling(label: string, table: TemplateResult): TemplateResult {
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${label}>${table}</div>`;
}

/** Every measure of the period beside that of the one before. */
export function numbersTable({ current, before }: PeriodView): TemplateResult {
  const cell = (value: string) => html`<td>${value || "–"}</td>`;
  return scrolling(
    words.numbers,
    html`<table class="measures">
      <thead><tr><th scope="col">${words.measure}</th><th scope="col">${current.name}</th>
        ${before ? html`<th scope="col">${before.name}</th>` : nothing}</tr></thead>
      <tbody>${MEASURES.map(([label, value]) => html`<tr><th scope="row">${label}</th>${cell(value(current))} ${before ? cell(value(before)) : nothing}</tr>`)}</tbody>
    </table>`,
  );
}

function rowName(period: Period, { start_date }: EmotionalTrend): string {
  return period === "month" ? formatMonth(start_date) : words.names[period](start_date);
}

/** One row for each shorter period that held a session. */
export function rowsTable(period: Period, rows: EmotionalTrend[]): TemplateResult {
  if (rows.length === 0) return html`<p class="facts">${words.noneHeld}</p>`;
  return scrolling(
    words.parts[period],
    html`<table>
      <thead><tr><th scope="col">${words.partsOf[period]}</th><th scope="col" class="number">${words.sessions}</th>
        <th scope="col" class="number">${words.mean}</th><th scope="col" class="number">${words.spread}</th><th scope="col">${words.direction}</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr><th scope="row">${rowName(period, row)}</th><td class="number">${formatWhole(row.data_points)}</td>
        <td class="number">${formatScore(row.avg_emotional_score)}</td><td class="number">${formatSpread(row.volatility)}</td>
        <td>${row.trend_direction === "insufficient_data" ? nothing : text.moods.direction(row.trend_direction)}</td></tr>`)}</tbody>
    </table>`,
  );
}

/** One row for each session. */
export function sessionsTable(sessions: TimelineSession[]): TemplateResult {
  if (sessions.length === 0) return html`<p class="facts">${words.noneHeld}</p>`;
  return scrolling(
    words.held,
    html`<table>
      <thead><tr><th scope="col">${words.when}</th><th scope="col" class="number">${words.state}</th>
        <th scope="col" class="number">${words.duration}</th><th scope="col" class="number">${words.flags}</th></tr></thead>
      <tbody>${sessions.map((one) => html`<tr><th scope="row">${formatDate(one.timestamp)}, ${formatTime(one.timestamp)}</th>
        <td class="number">${formatScore(one.emotional_score)}</td><td class="number">${formatWhole(one.duration_minutes)}</td>
        <td class="number">${formatWhole(one.crisis_flags)}</td></tr>`)}</tbody>
    </table>`,
  );
}

/** How far each goal came. */
export function goalsTable(goals: GoalInPeriod[]): TemplateResult {
  if (goals.length === 0) return html`<p class="facts">${words.noGoals}</p>`;
  return scrolling(
    words.goals,
    html`<table>
      <thead><tr><th scope="col">${words.goal}</th><th scope="col" class="number">${words.from}</th><th scope="col" class="number">${words.to}</th></tr></thead>
      <tbody>${goals.map(({ description, from, to }) => html`<tr><th scope="row" class="wraps">${description}</th>
        <td class="number">${from === null ? words.newGoal : formatPercent(from)}</td><td class="number">${formatPercent(to)}</td></tr>`)}</tbody>
    </table>`,
  );
}

/** In how many sessions each technique was used, now and before. */
export function techniquesTable({ current, before }: PeriodView): TemplateResult {
  const earlier = new Map(before?.techniques.map(({ name, sessions }) => [name, sessions]));
  const names = new Set([...current.techniques.map(({ name }) => name), ...earlier.keys()]);
  if (names.size === 0) return html`<p class="facts">${words.noTechniques}</p>`;
  const now = new Map(current.techniques.map(({ name, sessions }) => [name, sessions]));
  const row = (name: string) => html`<tr><th scope="row" class="wraps">${name}</th><td class="number">${formatWhole(now.get(name) ?? 0)}</td>
    ${before ? html`<td class="number">${formatWhole(earlier.get(name) ?? 0)}</td>` : nothing}</tr>`;
  return scrolling(
    words.techniques,
    html`<table>
      <thead><tr><th scope="col">${words.technique}</th><th scope="col" class="number">${current.name}</th>
        ${before ? html`<th scope="col" class="number">${before.name}</th>` : nothing}</tr></thead>
      <tbody>${[...names].map(row)}</tbody>
    </table>`,
  );
}

/** What was reached in the period. */
export function milestoneList(milestones: Milestone[]): TemplateResult {
  if (milestones.length === 0) return html`<p class="facts">${words.noMilestones}</p>`;
  return html`<ul class="plain-list">${milestones.map(
    (one) => html`<li>${icons.milestone}<span>${one.description}<span class="facts"> ${formatDate(one.achieved_date)}</span></span></li>`,
  )}</ul>`;
}

/** What happened in the client's life in the period. */
export function eventList(events: ClientEvent[]): TemplateResult {
  if (events.length === 0) return html`<p class="facts">${words.noEvents}</p>`;
  return html`<ul class="plain-list">${events.map(
    (one) => html`<li><span>${one.description}<span class="facts"> ${text.reading.events.kinds[one.kind]}, ${formatDate(one.date)}</span></span></li>`,
  )}</ul>`;
}
