import type { EmotionalTrend, Milestone, SessionLog } from "../vault/api.ts";

/** What a trend chart shows. Every number was computed by the tracker. */
export interface TrendView {
  /** The whole window. */
  whole: EmotionalTrend;
  /** One per day or month that holds a session, oldest first. */
  points: EmotionalTrend[];
  monthly: boolean;
  milestones: Milestone[];
  /** The sessions with crisis flags. */
  flagged: SessionLog[];
}
