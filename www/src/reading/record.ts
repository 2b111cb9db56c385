import type { GoalCourse } from "../charts/timeline/view.ts";
import type { Bounds, ClientEvent, EmotionalTrend, Milestone, Period, ProgressReport, TimelineSession } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";

/** What every view of a client's course shows beside its own numbers. */
export interface Course {
  /** Oldest first. */
  sessions: TimelineSession[];
  goals: GoalCourse[];
  milestones: Milestone[];
  events: ClientEvent[];
}

/**
 * One client's course as the vault tells it, each thing asked for once.
 *
 * It lives as long as the views that show it, so what was opened goes with them.
 */
export class CourseRecord {
  readonly clientId: string;
  #vault: VaultClient;
  #asked = new Map<string, Promise<unknown>>();

  constructor(vault: VaultClient, clientId: string) {
    this.#vault = vault;
    this.clientId = clientId;
  }

  /** Everything with a date, in one round of calls; goals bring their histories after them. */
  async course(): Promise<Course> {
    const [sessions, goals, milestones, events] = await Promise.all([this.#sessions(), this.#goals(), this.#milestones(), this.events()]);
    return { sessions, goals, milestones, events };
  }

  /** One trend for each calendar period that holds a session, oldest first. */
  trends(period: Period): Promise<EmotionalTrend[]> {
    return this.#once(`trends ${period}`, () => this.#vault.call("analyzeEmotionalTrends", this.clientId, { period }));
  }

  /** The trend of a window; null without a session. */
  async trend(bounds: Required<Bounds>): Promise<EmotionalTrend | null> {
    const key = `trend ${bounds.start_date} ${bounds.end_date}`;
    const [whole] = await this.#once(key, () => this.#vault.call("analyzeEmotionalTrends", this.clientId, bounds));
    return whole ?? null;
  }

  report(bounds: Required<Bounds>): Promise<ProgressReport> {
    const key = `report ${bounds.start_date} ${bounds.end_date}`;
    return this.#once(key, () => this.#vault.call("generateProgressReport", this.clientId, bounds));
  }

  events(): Promise<ClientEvent[]> {
    return this.#once("events", () => this.#vault.call("getEvents", this.clientId));
  }

  async saveEvent(event: ClientEvent): Promise<void> {
    await this.#vault.call("saveEvent", event);
    this.#asked.delete("events");
  }

  async removeEvent(eventId: string): Promise<void> {
    await this.#vault.call("removeEvent", eventId);
    this.#asked.delete("events");
  }

  async #sessions(): Promise<TimelineSession[]> {
    const { sessions } = await this.#once("timeline", () => this.#vault.call("getTimeline", this.clientId));
    return sessions;
  }

  #milestones(): Promise<Milestone[]> {
    return this.#once("milestones", () => this.#vault.call("getMilestones", this.clientId));
  }

  #goals(): Promise<GoalCourse[]> {
    return this.#once("goals", async () => {
      const goals = await this.#vault.call("getGoals", this.clientId, { active_only: false });
      return Promise.all(
        goals.map(async ({ goal_id, description }) => ({ goal_id, description, history: await this.#vault.call("getGoalHistory", goal_id) })),
      );
    });
  }

  /** A call that failed is asked again. */
  #once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const asked = this.#asked.get(key);
    if (asked) return asked as Promise<T>;
    const answer = ask();
    this.#asked.set(key, answer);
    answer.catch(() => this.#asked.delete(key));
    return answer;
  }
}
