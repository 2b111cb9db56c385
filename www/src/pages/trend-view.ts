import type { TrendView } from "../charts/view.ts";
import { wallClock } from "../text/format.ts";
import type { Bounds, SessionLog } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";

/** Windows longer than this are drawn month by month, in milliseconds. */
const MONTHLY_FROM_MS = 400 * 86_400_000;
/** And so are windows with more sessions than this. */
const MONTHLY_FROM_POINTS = 150;

/**
 * What the chart of a window shows, or null when no session lies in it.
 *
 * Points come from the tracker's timeline. The journal is read only where there are crisis flags to place.
 */
export async function loadTrend(vault: VaultClient, clientId: string, bounds: Bounds, flags: number): Promise<TrendView | null> {
  const [whole] = await vault.call("analyzeEmotionalTrends", clientId, bounds);
  if (!whole) return null;
  const length = wallClock(whole.end_date).getTime() - wallClock(whole.start_date).getTime();
  const monthly = length > MONTHLY_FROM_MS || whole.data_points > MONTHLY_FROM_POINTS;
  const [points, milestones, sessions] = await Promise.all([
    vault.call("analyzeEmotionalTrends", clientId, { ...bounds, period: monthly ? "month" : "day" }),
    vault.call("getMilestones", clientId, bounds),
    flags > 0 ? vault.call("getSessions", clientId, { ...bounds, skip_damaged: true }) : ([] as SessionLog[]),
  ]);
  return { whole, points, monthly, milestones, flagged: sessions.filter((session) => session.crisis_flags.length > 0) };
}
