import { html, nothing, type TemplateResult } from "lit";
import { leavesOut } from "../report/audience.ts";
import type { ReportView } from "../report/for-audience.ts";
import { text } from "../text/index.ts";
import * as parts from "./report-parts.ts";
import * as record from "./report-record.ts";

const words = text.report;
const paper = text.paper;
const { part } = parts;

const CLINICAL_TITLES = {
  summary: words.summary,
  trend: words.trend,
  goals: words.goals,
  milestones: words.milestones,
  techniques: words.techniques,
  homework: paper.homework,
  recommendations: words.recommendations,
  sessions: paper.sessions,
};

/** The numbers that professionals compare and clients need not. */
function statistics(view: ReportView): TemplateResult {
  return html`${part(words.trajectory, parts.reportTrajectory(view))} ${part(words.previous, parts.reportPrevious(view))}
    ${view.report.months.length > 1 ? part(words.months, parts.reportMonths(view)) : nothing}`;
}

/** A report as one document, from whom it is about to what was left out. */
export function reportDocument(view: ReportView): TemplateResult {
  const { audience } = view;
  const titles = audience === "client" ? paper.plainTitles : CLINICAL_TITLES;
  return html`${parts.reportHead(view)} ${parts.reportFigures(view)}
    ${part(titles.summary, parts.reportSummary(view))}
    ${part(titles.trend, parts.reportTrend(view))}
    ${leavesOut(audience, "statistics") ? nothing : statistics(view)}
    ${part(titles.goals, record.reportGoals(view))}
    ${part(titles.milestones, record.reportMilestones(view))}
    ${view.events.length > 0 ? part(paper.events, record.reportEvents(view)) : nothing}
    ${part(titles.techniques, record.reportTechniques(view))}
    ${part(titles.homework, record.reportHomework(view))}
    ${leavesOut(audience, "crisis-flags") ? nothing : part(paper.flags, record.reportFlags(view))}
    ${part(titles.recommendations, parts.reportSuggestions(view))}
    ${leavesOut(audience, "observations") ? nothing : part(paper.observations, record.reportObservations(view))}
    ${part(titles.sessions, record.reportSessions(view))}
    ${part(paper.leftOutTitle, record.reportLeftOut(view))}`;
}
