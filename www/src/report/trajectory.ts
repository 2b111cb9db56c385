import type { ProgressReport, Trajectory } from "../vault/api.ts";

/** By which rule a report's trajectory is what it is. */
export type TrajectoryRule = Trajectory | "improvingWithoutGoals" | "stableWithoutGoals" | "tooFewSessions";

/** The rule, so that no reason speaks of goals where none is active, or of a direction where none can be told. */
export function trajectoryRule({ overall_trajectory: trajectory, goals_active: active, emotional_trends: [whole] }: ProgressReport): TrajectoryRule {
  if (trajectory === "stable" && whole?.trend_direction === "insufficient_data") return "tooFewSessions";
  if (active > 0) return trajectory;
  if (trajectory === "improving") return "improvingWithoutGoals";
  return trajectory === "stable" ? "stableWithoutGoals" : trajectory;
}
