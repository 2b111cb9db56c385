// The open data, read as its README says.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const score = { very_negative: -2, negative: -1, neutral: 0, positive: 1, very_positive: 2 };
const suffix = { sessions: ".sessions.json", goals: ".goals.json" };

const read = (folder, name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const named = (folder, end) => readdirSync(folder).filter((name) => name.endsWith(end)).sort();

/** A row of a sessions file as a session of the interface. */
function session({ notes, tags, source, ...same }) {
  return { ...same, progress_notes: notes, techniques_used: tags, metadata: source };
}

/** A row of a goals file as its client and a goal of the interface. */
function goal({ client_id, goal_id, description, created_at }) {
  return { client_id, goal: { goal_id, description, created_at } };
}

/** What is expected, and every sessions and goals file by its name. */
export function readData(folder) {
  const { oracles } = read(folder, "oracles.json");
  const files = new Map(named(folder, suffix.sessions).map((name) => [name, read(folder, name).map(session)]));
  const goals = named(folder, suffix.goals).flatMap((name) => read(folder, name).map(goal));
  return { oracles, files, goals };
}

/** The name of the file that an oracle is about, without the folder that its paths begin with. */
export const fileOf = (oracle) => oracle.input.file?.split("/").slice(1).join("/");

/** The score of an emotional state. */
export const scoreOf = ({ emotional_state }) => score[emotional_state];

/** Whether every time is written in UTC, so that the local date is the date in UTC. */
export const isAllUtc = (sessions) => sessions.every(({ timestamp }) => timestamp.endsWith("Z"));
