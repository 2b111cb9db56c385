// The open data in two vaults, so that both clients and whole files can be asked for.

async function take(vault, sessions) {
  const { imported, skipped, rejected } = await vault.call("importSessions", sessions);
  if (imported !== sessions.length || skipped || rejected.length) {
    throw new Error(`of ${sessions.length} sessions ${imported} were imported, ${skipped} skipped, rejected: ${JSON.stringify(rejected.slice(0, 3))}`);
  }
}

const instant = (text) => Date.parse(text);

/** One question, and the two answers where they differ. */
function compareSession(given, found, compare) {
  for (const field of ["client_id", "emotional_state", "progress_notes", "techniques_used", "metadata"]) {
    compare(`${given.session_id}/${field}`, given[field], found?.[field]);
  }
  compare(`${given.session_id}/timestamp`, instant(given.timestamp), instant(found?.timestamp));
}

/** Imports everything as it is: every client under its own id. */
export async function fillApart(page, { files, goals }) {
  const vault = await page.vault("apart");
  for (const sessions of files.values()) await take(vault, sessions);
  for (const { client_id, goal } of goals) await vault.call("createGoal", client_id, goal);
  return vault;
}

/** Imports every file as the record of one client, called like the file. */
export async function fillPooled(page, { files }) {
  const vault = await page.vault("pooled");
  for (const [name, sessions] of files) await take(vault, sessions.map((one) => ({ ...one, client_id: name })));
  return vault;
}

/** Reads back all that was imported and compares it with what was given. */
export async function compareRecords(vault, { files, goals }, compare) {
  for (const [name, sessions] of files) {
    const found = new Map();
    for (const client of new Set(sessions.map(({ client_id }) => client_id))) {
      for (const one of await vault.call("getSessions", client)) found.set(one.session_id, one);
    }
    for (const given of sessions) compareSession(given, found.get(given.session_id), (what, ...pair) => compare(`${name}/${what}`, ...pair));
  }
  for (const { client_id, goal } of goals) {
    const there = (await vault.call("getGoals", client_id, { active_only: false })).find(({ goal_id }) => goal_id === goal.goal_id);
    compare(`${goal.goal_id}/description`, goal.description, there?.description);
    compare(`${goal.goal_id}/created_at`, instant(goal.created_at), instant(there?.created_at));
  }
}
