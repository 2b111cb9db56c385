import { addDays, today, withOffset } from "../text/format.ts";
import { text } from "../text/index.ts";
import type { Progress } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { along, dateAt, sampleSessions } from "./build.ts";
import { COURSES, type Course, type SampleGoal } from "./courses.ts";

/** Every id of the sample begins with this, so that the page can say what it shows. */
export const SAMPLE_PREFIX = "sample-";

/** Steps in which a goal's progress is entered. */
const GOAL_STEPS = 8;

const NOTES = ["", "Slow, but it holds.", "", "Talked about what helped.", "A good stretch.", "", "Smaller steps agreed.", ""];

function instant(date: string): string {
  return withOffset(`${date}T12:00`);
}

async function loadGoal(vault: VaultClient, course: Course, clientId: string, goal: SampleGoal, goalId: string): Promise<void> {
  const from = goal.from ?? 0.02;
  const start = instant(dateAt(course, from, today()));
  const target_date = addDays(today(), course.closed ? -course.span[1] : 60);
  const { description } = goal;
  await vault.call("createGoal", clientId, { goal_id: goalId, description, target_date, created_at: start, updated_at: start });
  for (let step = 1; step <= GOAL_STEPS; step += 1) {
    const share = from + ((1 - from) * step) / GOAL_STEPS;
    const percent = Math.round(along(goal.path, step / GOAL_STEPS));
    const timestamp = instant(dateAt(course, share, today()));
    await vault.call("updateGoalProgress", goalId, percent, NOTES[step - 1] || undefined, { timestamp });
  }
}

async function loadMilestones(vault: VaultClient, course: Course, clientId: string, goal: SampleGoal, goalId: string): Promise<void> {
  for (const [index, [at, description, significance]] of goal.milestones.entries()) {
    const achieved_date = instant(dateAt(course, at, today()));
    const milestone = { milestone_id: `${goalId}-m${String(index + 1)}`, goal_id: goalId, description, achieved_date, significance };
    await vault.call("addMilestone", milestone, clientId);
  }
}

async function loadCourse(vault: VaultClient, course: Course, number: number): Promise<void> {
  const clientId = `${SAMPLE_PREFIX}${String(number).padStart(2, "0")}`;
  const goalIds = course.goals.map((_, index) => `${clientId}-goal-${String(index + 1)}`);
  const status = course.closed ? "closed" : "active";
  const notes = `${course.note} ${text.demo.clientNote}`;
  await vault.call("saveClient", { client_id: clientId, display_name: course.name, notes, status });
  for (const [index, goal] of course.goals.entries()) {
    const goalId = goalIds[index] ?? "";
    await loadGoal(vault, course, clientId, goal, goalId);
    await loadMilestones(vault, course, clientId, goal, goalId);
  }
  await vault.call("importSessions", sampleSessions(course, clientId, goalIds, today()));
}

/** Writes the invented caseload into an empty vault, client by client. */
export async function fillWithSample(vault: VaultClient, onProgress: (progress: Progress) => void): Promise<void> {
  const total = COURSES.length;
  for (const [index, course] of COURSES.entries()) {
    onProgress({ done: index, total });
    await loadCourse(vault, course, index + 1);
  }
  onProgress({ done: total, total });
}
