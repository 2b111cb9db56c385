import { daysBetween, localDate } from "../calendar.ts";
import { clamp, levelFor, type Level, type Span } from "../charts/timeline/window.ts";
import type { TimelinePoint, TimelineView } from "../charts/timeline/view.ts";
import { addDays, today } from "../text/format.ts";
import type { EmotionalTrend, TimelineSession } from "../vault/api.ts";
import type { Course, CourseRecord } from "./record.ts";

/** The shortest record that can be looked at, in days. */
const LEAST_DAYS = 7;

/** From the first entry of a course to today, or to what is dated later. */
export function extentOf({ sessions, goals, milestones, events }: Course): Span {
  const dates = [
    ...sessions.map((one) => one.timestamp),
    ...goals.flatMap(({ history }) => history.map((one) => one.timestamp)),
    ...milestones.map((one) => one.achieved_date),
    ...events.map((one) => one.date),
  ].map(localDate);
  const end = [...dates, today()].reduce((latest, date) => (date > latest ? date : latest));
  const least = addDays(end, 1 - LEAST_DAYS);
  return { start: dates.reduce((first, date) => (date < first ? date : first), least), end };
}

/** The window that a timeline opens with: the last year, or all of a shorter record. */
export function openingSpan(extent: Span): Span {
  const year = { start: addDays(extent.end, -365), end: extent.end };
  return year.start < extent.start ? extent : clamp(year, extent);
}

function middleOf({ start_date, end_date }: EmotionalTrend): string {
  return `${addDays(start_date, Math.floor(daysBetween(start_date, end_date) / 2))}T12:00:00`;
}

function pointOfPeriod(trend: EmotionalTrend): TimelinePoint {
  return { at: middleOf(trend), start: trend.start_date, score: trend.avg_emotional_score, sessions: trend.data_points };
}

function pointOfSession({ timestamp, emotional_score }: TimelineSession): TimelinePoint {
  return { at: timestamp, start: timestamp, score: emotional_score, sessions: 1 };
}

/** The points of a level over the whole record; the journal's periods are the tracker's own. */
async function pointsOf(record: CourseRecord, { sessions }: Course, level: Level): Promise<TimelinePoint[]> {
  if (level === "session") return sessions.map(pointOfSession);
  return (await record.trends(level)).map(pointOfPeriod);
}

/** A course between two dates. `focus` is the day from which `whole` counts. */
function viewOf(course: Course, { start, end }: Span, level: Level, points: TimelinePoint[], whole: EmotionalTrend | null, focus: string): TimelineView {
  const isInside = (instant: string) => localDate(instant) >= start && localDate(instant) <= end;
  return {
    start, end, level, points, whole, focus,
    goals: course.goals,
    sessions: course.sessions.filter((one) => isInside(one.timestamp)),
    milestones: course.milestones.filter((one) => isInside(one.achieved_date)),
    events: course.events.filter((one) => isInside(one.date)),
  };
}

/** The timeline of a window, with the direction of all its sessions. */
export async function loadTimeline(record: CourseRecord, course: Course, span: Span): Promise<TimelineView> {
  const level = levelFor(span);
  const [points, whole] = await Promise.all([
    pointsOf(record, course, level),
    record.trend({ start_date: span.start, end_date: span.end }),
  ]);
  return viewOf(course, span, level, points, whole, span.start);
}

/** The timeline of a period with the time before it, whose trend is known already. */
export async function loadContext(record: CourseRecord, course: Course, span: Span, level: Level, focus: string, whole: EmotionalTrend | null): Promise<TimelineView> {
  return viewOf(course, span, level, await pointsOf(record, course, level), whole, focus);
}
