import type { GoalNames } from "../components/session-entry.ts";
import type { TherapeuticGoal } from "../vault/api.ts";

/** Goals by their id, for showing words in place of ids. */
export function goalNames(goals: TherapeuticGoal[]): GoalNames {
  return new Map(goals.map((goal) => [goal.goal_id, goal.description]));
}
