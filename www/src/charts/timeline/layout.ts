import { NARROW } from "../theme.ts";

/** A band of the drawing, in pixels from its top. */
export interface Pane {
  top: number;
  bottom: number;
}

export const LANES = ["sessions", "flags", "milestones", "events"] as const;
export type Lane = (typeof LANES)[number];

/** Where everything stands: the scores, a lane for each kind of mark, the goals, the axis. */
export interface Layout {
  width: number;
  height: number;
  left: number;
  right: number;
  scores: Pane;
  /** The middle of each lane. */
  lanes: Record<Lane, number>;
  goals: Pane | null;
}

const TOP = 28;
const LANE = 21;
const BREAK = 14;
const GOALS = 84;
const AXIS = 30;

/** Room for the words of the score scale and for the numbers of the goals. */
const SIDES = { left: 88, right: 22 };

/** The same for every window of a client, so that nothing moves while one zooms. */
export function layOut(width: number, hasGoals: boolean): Layout {
  const scores = { top: TOP, bottom: TOP + (width < NARROW ? 148 : 184) };
  const first = scores.bottom + BREAK + LANE / 2;
  const lanes = { sessions: first, flags: first + LANE, milestones: first + 2 * LANE, events: first + 3 * LANE };
  const foot = lanes.events + LANE / 2;
  const goals = hasGoals ? { top: foot + BREAK, bottom: foot + BREAK + GOALS } : null;
  return { width, height: (goals?.bottom ?? foot) + AXIS, ...SIDES, scores, lanes, goals };
}

/** The height of a score, from −2 at a pane's bottom to +2 at its top. */
export function scoreAt({ top, bottom }: Pane, score: number): number {
  return bottom - ((score + 2) / 4) * (bottom - top);
}

/** The height of a percentage. */
export function percentAt({ top, bottom }: Pane, percent: number): number {
  return bottom - (percent / 100) * (bottom - top);
}
