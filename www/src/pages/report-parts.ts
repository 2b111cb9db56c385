import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../components/icons.ts";
import { text } from "../text/index.ts";
import { formatDate, formatMonth, formatPercent, formatScore } from "../text/format.ts";
import type { EmotionalTrend, ProgressReport, TherapeuticGoal } from "../vault/api.ts";

const words = text.report;

/** The report's numbers at a glance, the window before beside them. */
export function reportFigures(report: ProgressReport): TemplateResult {
  const [whole] = report.emotional_trends;
  return html`<dl class="figures">
    <div><dt>${words.sessions}</dt><dd class="number">${report.sessions_count}</dd></div>
    <div><dt>${words.meanScore}</dt><dd class="number">${whole ? formatScore(whole.avg_emotional_score) : text.words.none}</dd></div>
    <div><dt>${text.trend.directionLabel}</dt><dd>${text.moods.direction(whole?.trend_direction ?? "insufficient_data")}</dd></div>
    <div><dt>${words.trajectory}</dt><dd>${text.moods.trajectory(report.overall_trajectory)}</dd></div>
    <div><dt>${words.flags}</dt><dd class="number">${report.crisis_flags_count}</dd></div>
  </dl>`;
}

function windowRow(label: string, window: EmotionalTrend): TemplateResult {
  return html`<tr><th scope="row">${label}</th><td class="number">${window.data_points}</td>
    <td class="number">${formatScore(window.avg_emotional_score)}</td>
    <td class="number">${text.trend.spreadValue(window.volatility)}</td><td>${text.moods.direction(window.trend_direction)}</td></tr>`;
}

/** This window and the one of the same length before it, row by row. */
export function reportPrevious({ previous, emotional_trends: [whole] }: ProgressReport): TemplateResult {
  if (!previous) return html`<p>${words.previousNone}</p>`;
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${words.previous}><table>
    <thead><tr><th scope="col">${text.trend.window}</th><th scope="col" class="number">${words.sessions}</th>
      <th scope="col" class="number">${words.meanScore}</th><th scope="col" class="number">${text.trend.spread}</th>
      <th scope="col">${text.trend.directionLabel}</th></tr></thead>
    <tbody>${whole ? windowRow(words.thisWindow, whole) : nothing} ${windowRow(words.windowBefore, previous)}</tbody>
  </table></div>`;
}

/** A month with too few sessions for a direction shows none. */
function monthRow({ start_date, data_points, avg_emotional_score, trend_direction }: EmotionalTrend): TemplateResult {
  const direction = trend_direction === "insufficient_data" ? nothing : text.moods.direction(trend_direction);
  return html`<tr><th scope="row">${formatMonth(start_date)}</th><td class="number">${data_points}</td>
    <td class="number">${formatScore(avg_emotional_score)}</td><td>${direction}</td></tr>`;
}

/** One row for each calendar month with a session. */
export function reportMonths(months: EmotionalTrend[]): TemplateResult {
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${words.months}><table>
    <thead><tr><th scope="col">${words.month}</th><th scope="col" class="number">${words.sessions}</th>
      <th scope="col" class="number">${words.meanScore}</th><th scope="col">${text.trend.directionLabel}</th></tr></thead>
    <tbody>${months.map(monthRow)}</tbody>
  </table></div>`;
}

/** How far each goal is. */
export function reportGoals(report: ProgressReport, goals: TherapeuticGoal[]): TemplateResult {
  const progress = Object.entries(report.goal_progress);
  if (progress.length === 0) return html`<p>${words.noGoals}</p>`;
  const names = new Map(goals.map((goal) => [goal.goal_id, goal.description]));
  return html`<ul class="goal-progress">${progress.map(([id, percent]) => {
    const name = names.get(id) ?? id;
    return html`<li><span>${name}</span><progress max="100" value=${percent} aria-label=${name}></progress><span class="number">${formatPercent(percent)}</span></li>`;
  })}</ul>`;
}

/** What was reached in the window. */
export function reportMilestones({ key_milestones }: ProgressReport): TemplateResult {
  if (key_milestones.length === 0) return html`<p>${words.noMilestones}</p>`;
  return html`<ul class="plain-list">${key_milestones.map(
    (one) => html`<li>${icons.milestone}<span>${one.description}<span class="facts"> ${formatDate(one.achieved_date)}, ${text.moods.significance(one.significance)}</span></span></li>`,
  )}</ul>`;
}

/** What was used, most often first. */
export function reportTechniques({ techniques }: ProgressReport): TemplateResult {
  if (techniques.length === 0) return html`<p>${words.noTechniques}</p>`;
  return html`<ul class="techniques">${techniques.map(
    ({ name, sessions }) => html`<li>${name} <span class="facts">${words.inSessions(sessions)}</span></li>`,
  )}</ul>`;
}
