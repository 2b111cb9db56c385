import { localDate } from "../calendar.ts";
import { entryBy } from "../charts/timeline/goals.ts";
import type { TimelineView } from "../charts/timeline/view.ts";
import type { Span } from "../charts/timeline/window.ts";
import { addDays } from "../text/format.ts";
import type { ClientEvent, EmotionalTrend, Milestone, ProgressReport, TimelineSession } from "../vault/api.ts";
import { drawnSpan, nameOf, periodBefore, type PeriodKind } from "./period-kinds.ts";
import type { Course, CourseRecord } from "./record.ts";
import { loadContext } from "./timeline-view.ts";

/** The numbers of one period. */
export interface PeriodNumbers {
  name: string;
  span: Span;
  /** Null without a session. */
  trend: EmotionalTrend | null;
  sessions: TimelineSession[];
  techniques: ProgressReport["techniques"];
  milestones: Milestone[];
  events: ClientEvent[];
}

/** How far a goal was when the period began and when it ended. */
export interface GoalInPeriod {
  description: string;
  /** Null where the goal was set within the period. */
  from: number | null;
  to: number;
}

export interface PeriodView {
  current: PeriodNumbers;
  /** Null where there is no earlier period to compare with. */
  before: PeriodNumbers | null;
  goals: GoalInPeriod[];
  timeline: TimelineView;
  /** The trends that the table goes by; empty where it goes by sessions. */
  rows: EmotionalTrend[];
}

function isWithin({ start, end }: Span, instant: string): boolean {
  return localDate(instant) >= start && localDate(instant) <= end;
}

/** A calendar period's trend follows each session's own date; a longer one comes with its report. */
async function trendOf(record: CourseRecord, { unit, length }: PeriodKind, { start }: Span, report: ProgressReport): Promise<EmotionalTrend | null> {
  if (length > 1) return report.emotional_trends[0] ?? null;
  return (await record.trends(unit)).find((trend) => trend.start_date === start) ?? null;
}

async function numbersOf(record: CourseRecord, course: Course, kind: PeriodKind, span: Span): Promise<PeriodNumbers> {
  const report = await record.report({ start_date: span.start, end_date: span.end });
  return {
    name: nameOf(kind, span),
    span,
    trend: await trendOf(record, kind, span, report),
    techniques: report.techniques,
    sessions: course.sessions.filter((one) => isWithin(span, one.timestamp)),
    milestones: course.milestones.filter((one) => isWithin(span, one.achieved_date)),
    events: course.events.filter((one) => isWithin(span, one.date)),
  };
}

/** The goals that were open for a while in a period, or were reached in it. */
export function goalsIn({ goals }: Course, { start, end }: Span): GoalInPeriod[] {
  return goals.flatMap(({ description, history }) => {
    const [from, to] = [entryBy(history, addDays(start, -1)), entryBy(history, end)];
    if (!to || from?.completion_percentage === 100) return [];
    return [{ description, from: from?.completion_percentage ?? null, to: to.completion_percentage }];
  });
}

async function rowsOf(record: CourseRecord, { rows }: PeriodKind, span: Span): Promise<EmotionalTrend[]> {
  if (!rows) return [];
  return (await record.trends(rows)).filter(({ start_date }) => isWithin(span, start_date));
}

/** All that the review of a period shows. */
export async function loadPeriod(record: CourseRecord, course: Course, kind: PeriodKind, span: Span): Promise<PeriodView> {
  const earlier = periodBefore(kind, span, course.sessions);
  const [current, before, rows, timeline] = await Promise.all([
    numbersOf(record, course, kind, span),
    earlier ? numbersOf(record, course, kind, earlier) : null,
    rowsOf(record, kind, span),
    loadContext(record, course, drawnSpan(kind, span), kind.level, span.start, null),
  ]);
  return { current, before, rows, goals: goalsIn(course, span), timeline: { ...timeline, whole: current.trend } };
}
