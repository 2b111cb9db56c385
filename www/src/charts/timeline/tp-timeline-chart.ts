import { html, nothing, type TemplateResult } from "lit";
import { addDays, formatDate, formatMonth, formatPercent, formatScore } from "../../text/format.ts";
import { text } from "../../text/index.ts";
import { ChartElement } from "../chart-element.ts";
import { entryBy } from "./goals.ts";
import { drawTimeline } from "./timeline-plot.ts";
import type { GoalCourse, TimelinePoint, TimelineView } from "./view.ts";
import type { Level } from "./window.ts";

const words = text.reading.timeline;

/** What a timeline says in one breath, for those who do not see it. */
export function timelineSentence(view: TimelineView): string {
  const { start, end, whole, focus, goals } = view;
  const said = [words.summary(focus > start ? focus : start, end, whole)];
  const { first_half_mean: first, second_half_mean: second } = whole ?? {};
  if (first != null && second != null) said.push(words.halves(first, second));
  const flagged = view.sessions.filter((session) => session.crisis_flags > 0).length;
  const ways = goals.map((goal) => wayOf(goal, view)).filter((way) => way !== null);
  if (ways.length > 0) said.push(words.goals(ways));
  return [...said, words.marks(view.milestones.length, flagged, view.events.length)].filter(Boolean).join(" ");
}

/** How far a goal came inside the view; null where it had no entry yet. */
function wayOf({ description, history }: GoalCourse, { start, end }: TimelineView): string | null {
  const last = entryBy(history, end);
  if (!last) return null;
  const first = entryBy(history, addDays(start, -1)) ?? history[0] ?? last;
  return words.goal(description, first.completion_percentage, last.completion_percentage);
}

function nameOf(point: TimelinePoint, level: Level): string {
  if (level === "month") return formatMonth(point.start);
  return level === "quarter" ? text.reading.periods.names.quarter(point.start) : formatDate(point.start);
}

/** The timeline as a figure: the drawing with its sentence, its key, and the same as tables. */
export class TimelineChart extends ChartElement {
  static override properties = { ...ChartElement.properties, view: { attribute: false } };
  /** Null until it is known; the figure already takes its room. */
  declare view: TimelineView | null;

  constructor() {
    super();
    this.view = null;
  }

  protected override draw(width: number): Element | null {
    return this.view ? drawTimeline(this.view, width) : null;
  }

  protected override render(): TemplateResult {
    const { view } = this;
    return html`<figure class="chart timeline-figure">
      ${this.frame(view ? timelineSentence(view) : text.words.loading)}
      <p class="chart-key">${view ? words.levels[view.level] : nothing} ${view && view.focus > view.start ? text.reading.periods.chartContext : nothing}</p>
      ${view ? html`${goalsKey(view)} ${tables(view)}` : nothing}
    </figure>`;
  }
}

/** The goals' numbers with their words. */
function goalsKey(view: TimelineView): TemplateResult | typeof nothing {
  if (view.goals.length === 0) return nothing;
  return html`<ol class="goals-key" aria-label=${words.goalsKey}>${view.goals.map(
    (goal) => html`<li>${wayOf(goal, view) ?? goal.description}</li>`,
  )}</ol>`;
}

function tables(view: TimelineView): TemplateResult {
  const inside = view.points.filter(({ at }) => at.slice(0, 10) >= view.start && at.slice(0, 10) <= view.end);
  return html`<details class="numbers">
    <summary>${text.trend.table}</summary>
    <table>
      <thead><tr><th scope="col">${words.levelWords[view.level]}</th><th scope="col" class="number">${text.trend.score}</th>
        <th scope="col" class="number">${text.trend.points}</th></tr></thead>
      <tbody>${inside.map((point) => html`<tr><th scope="row">${nameOf(point, view.level)}</th>
        <td class="number">${formatScore(point.score)}</td><td class="number">${point.sessions}</td></tr>`)}</tbody>
    </table>
    <p class="table-title">${words.tableMarks}</p>
    ${markList(view)}
  </details>`;
}

interface Mark {
  date: string;
  words: string;
}

function marksOf(view: TimelineView): Mark[] {
  const { milestones, events, sessions, goals, start, end } = view;
  const flagged = sessions.filter((session) => session.crisis_flags > 0);
  const steps = goals.flatMap(({ description, history }) =>
    history
      .filter(({ timestamp }) => timestamp.slice(0, 10) >= start && timestamp.slice(0, 10) <= end)
      .map((one) => ({ date: one.timestamp, words: `${description}, ${formatPercent(one.completion_percentage)}` })),
  );
  return [
    ...milestones.map((one) => ({ date: one.achieved_date, words: `${text.trend.milestoneMark}, ${one.description}` })),
    ...events.map((one) => ({ date: one.date, words: `${text.reading.events.kinds[one.kind]}, ${one.description}` })),
    ...flagged.map((one) => ({ date: one.timestamp, words: words.flagMark(one.crisis_flags) })),
    ...steps,
  ].sort((one, other) => one.date.localeCompare(other.date));
}

function markList(view: TimelineView): TemplateResult {
  const marks = marksOf(view);
  if (marks.length === 0) return html`<p class="facts">${words.nothingMarked}</p>`;
  return html`<ul>${marks.map((mark) => html`<li>${formatDate(mark.date)}: ${mark.words}</li>`)}</ul>`;
}

customElements.define("tp-timeline-chart", TimelineChart);
