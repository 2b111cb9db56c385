import type { Client, ClientEvent, Milestone, Progress, SessionLog, TherapeuticGoal } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";

export const KINDS = ["clients", "sessions", "goals", "milestones", "events"] as const;
export type Kind = (typeof KINDS)[number];

/** What became of the records of one kind. Every record of either side is counted once. */
export interface Tally {
  same: number;
  /** In both, and written again here since. */
  newerHere: number;
  /** In both and not the same, without a sign which is newer. */
  differing: number;
  onlyHere: number;
  onlyThere: number;
}

export type Tallies = Record<Kind, Tally>;

export interface Comparison {
  all: Tallies;
  /** The clients with anything that is not the same on both sides, by name. */
  clients: { name: string; tallies: Tallies }[];
}

interface ClientRecords {
  clients: Client[];
  sessions: SessionLog[];
  goals: TherapeuticGoal[];
  milestones: Milestone[];
  events: ClientEvent[];
}

/** Which side a record in both was written on last, where that can be told. */
type Newer = "here" | "unknown";
type Judge<T> = (here: T, there: T) => Promise<Newer> | Newer;

function emptyTally(): Tally {
  return { same: 0, newerHere: 0, differing: 0, onlyHere: 0, onlyThere: 0 };
}

function emptyTallies(): Tallies {
  return { clients: emptyTally(), sessions: emptyTally(), goals: emptyTally(), milestones: emptyTally(), events: emptyTally() };
}

/** The same text for the same content, whatever the order of its fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) => {
    if (typeof held !== "object" || held === null || Array.isArray(held)) return held;
    return Object.fromEntries(Object.entries(held).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}

async function tallyOf<T>(here: T[], there: T[], idOf: (record: T) => string, judge: Judge<T>): Promise<Tally> {
  const tally = emptyTally();
  const left = new Map(there.map((record) => [idOf(record), record]));
  for (const record of here) {
    const other = left.get(idOf(record));
    left.delete(idOf(record));
    if (other === undefined) tally.onlyHere += 1;
    else if (canonical(record) === canonical(other)) tally.same += 1;
    else if ((await judge(record, other)) === "here") tally.newerHere += 1;
    else tally.differing += 1;
  }
  tally.onlyThere = left.size;
  return tally;
}

async function recordsOf(vault: VaultClient, client: Client | undefined): Promise<ClientRecords> {
  if (!client) return { clients: [], sessions: [], goals: [], milestones: [], events: [] };
  const id = client.client_id;
  const [sessions, goals, milestones, events] = await Promise.all([
    vault.call("getSessions", id, { skip_damaged: true }),
    vault.call("getGoals", id, { active_only: false }),
    vault.call("getMilestones", id),
    vault.call("getEvents", id, { skip_damaged: true }),
  ]);
  return { clients: [client], sessions, goals, milestones, events };
}

/** Compares one client's records on both sides. */
class ClientComparison {
  #here: VaultClient;
  #there: VaultClient;

  constructor(here: VaultClient, there: VaultClient) {
    this.#here = here;
    this.#there = there;
  }

  async run(here: Client | undefined, there: Client | undefined): Promise<Tallies> {
    const [mine, theirs] = await Promise.all([recordsOf(this.#here, here), recordsOf(this.#there, there)]);
    const unknown = (): Newer => "unknown";
    const [clients, sessions, goals, milestones, events] = await Promise.all([
      tallyOf(mine.clients, theirs.clients, (client) => client.client_id, unknown),
      tallyOf(mine.sessions, theirs.sessions, (session) => session.session_id, this.#newerSession),
      tallyOf(mine.goals, theirs.goals, (goal) => goal.goal_id, newerGoal),
      tallyOf(mine.milestones, theirs.milestones, (milestone) => milestone.milestone_id, unknown),
      tallyOf(mine.events, theirs.events, (event) => event.event_id, unknown),
    ]);
    return { clients, sessions, goals, milestones, events };
  }

  /** An amended session has more versions than the same session before. */
  #newerSession = async ({ session_id: id }: SessionLog): Promise<Newer> => {
    const [mine, theirs] = await Promise.all([
      this.#here.call("getSessionRevisions", id),
      this.#there.call("getSessionRevisions", id),
    ]);
    return mine.length > theirs.length ? "here" : "unknown";
  };
}

function newerGoal(here: TherapeuticGoal, there: TherapeuticGoal): Newer {
  return Date.parse(here.updated_at) > Date.parse(there.updated_at) ? "here" : "unknown";
}

function add(sum: Tallies, part: Tallies): void {
  for (const kind of KINDS) {
    for (const count of Object.keys(sum[kind]) as (keyof Tally)[]) sum[kind][count] += part[kind][count];
  }
}

/** Whether both sides hold the same. */
export function isSame(tallies: Tallies): boolean {
  return KINDS.every((kind) => {
    const { newerHere, differing, onlyHere, onlyThere } = tallies[kind];
    return newerHere + differing + onlyHere + onlyThere === 0;
  });
}

/** Compares the open vault with a vault that a backup was read into, record by record. */
export async function compareVaults(
  here: VaultClient,
  there: VaultClient,
  onProgress: (progress: Progress) => void,
): Promise<Comparison> {
  const [mine, theirs] = await Promise.all([here.call("getClients"), there.call("getClients")]);
  const byId = (clients: Client[]) => new Map(clients.map((client) => [client.client_id, client]));
  const [hereById, thereById] = [byId(mine), byId(theirs)];
  const comparison = new ClientComparison(here, there);
  const result: Comparison = { all: emptyTallies(), clients: [] };
  const ids = [...new Set([...hereById.keys(), ...thereById.keys()])];
  for (const [done, id] of ids.entries()) {
    onProgress({ done, total: ids.length });
    const tallies = await comparison.run(hereById.get(id), thereById.get(id));
    add(result.all, tallies);
    const name = (hereById.get(id) ?? thereById.get(id))?.display_name || id;
    if (!isSame(tallies)) result.clients.push({ name, tallies });
  }
  result.clients.sort((one, other) => one.name.localeCompare(other.name));
  return result;
}
