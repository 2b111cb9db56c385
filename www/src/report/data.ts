import type { TrendView } from "../charts/view.ts";
import { loadTrend } from "../pages/trend-view.ts";
import type { Bounds, ClientEvent, GoalUpdate, ProgressReport, SessionLog, TherapeuticGoal } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";

/** A goal and how it came to where it is. */
export interface GoalCourse {
  goal: TherapeuticGoal;
  /** The updates of the window after the last one before it, oldest first. */
  history: GoalUpdate[];
}

/** A session of a report, and when it was signed as it stands; null where it is not. */
export interface ReportSession extends SessionLog {
  signed_at: string | null;
}

/** All that a report may draw on. */
export interface ReportData {
  report: ProgressReport;
  /** Null where no session lies in the window. */
  trend: TrendView | null;
  goals: GoalCourse[];
  /** The window's sessions that could be opened, newest first. */
  sessions: ReportSession[];
  /** What happened in the window, newest first. */
  events: ClientEvent[];
}

const millis = (instant: string) => new Date(instant).getTime();

/** What happened in the window, after the state it began with. */
function within(history: GoalUpdate[], { timeframe_start, timeframe_end }: ProgressReport): GoalUpdate[] {
  const [start, end] = [millis(timeframe_start), millis(timeframe_end)];
  const known = history.filter(({ timestamp }) => millis(timestamp) <= end);
  const firstInside = known.findIndex(({ timestamp }) => millis(timestamp) >= start);
  return known.slice(firstInside === -1 ? -1 : Math.max(0, firstInside - 1));
}

async function loadGoals(vault: VaultClient, clientId: string, report: ProgressReport): Promise<GoalCourse[]> {
  const goals = await vault.call("getGoals", clientId, { active_only: false });
  const course = async (goal: TherapeuticGoal) => {
    const history = await vault.call("getGoalHistory", goal.goal_id);
    return { goal, history: within(history, report) };
  };
  return Promise.all(goals.map(course));
}

/** Fetches a report's content. The frame is what `generateProgressReport` takes. */
export async function loadReport(vault: VaultClient, clientId: string, frame: Bounds & { timeframe_days?: number }): Promise<ReportData> {
  const report = await vault.call("generateProgressReport", clientId, frame);
  const bounds = { start_date: report.timeframe_start, end_date: report.timeframe_end };
  const hasSessions = report.sessions_count > 0;
  const [trend, goals, sessions, signatures, events] = await Promise.all([
    loadTrend(vault, clientId, bounds, report.crisis_flags_count),
    loadGoals(vault, clientId, report),
    hasSessions ? vault.call("getSessions", clientId, { ...bounds, skip_damaged: true }) : [],
    hasSessions ? vault.call("getSignatures", clientId, { ...bounds, skip_damaged: true }) : [],
    vault.call("getEvents", clientId, { ...bounds, skip_damaged: true }),
  ]);
  const signedAt = new Map(signatures.map(({ session_id, signed_at }) => [session_id, signed_at]));
  const signed = sessions.map((session) => ({ ...session, signed_at: signedAt.get(session.session_id) ?? null }));
  return { report, trend, goals, sessions: signed, events };
}
