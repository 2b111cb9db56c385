import type { ClientEvent, EmotionalTrend, GoalUpdate, Milestone, TimelineSession } from "../../vault/api.ts";
import type { Level } from "./window.ts";

/** One mean on the score line, or one session where the level is that. */
export interface TimelinePoint {
  /** When it is drawn: a session's instant, or the middle of its period. */
  at: string;
  /** The first day of its period, or the session's instant. */
  start: string;
  score: number;
  sessions: number;
}

/** How one goal went: its words and every entry, oldest first. */
export interface GoalCourse {
  goal_id: string;
  description: string;
  history: GoalUpdate[];
}

/** What a timeline shows between two dates, both included. Every mean and direction was computed by the tracker. */
export interface TimelineView {
  start: string;
  end: string;
  level: Level;
  /** The trend from `focus` to the end; what lies before `focus` is drawn as the time before it. */
  whole: EmotionalTrend | null;
  focus: string;
  /** Oldest first; those just outside the window are kept, so that the line leads out of it. */
  points: TimelinePoint[];
  /** Of the window alone, as everything below. */
  sessions: TimelineSession[];
  goals: GoalCourse[];
  milestones: Milestone[];
  events: ClientEvent[];
}
