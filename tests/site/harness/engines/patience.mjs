// Waiting for what a browser takes a moment to do.
import { setTimeout as wait } from "node:timers/promises";

/** How long a person looks for something before giving up, in milliseconds. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 50;

/**
 * Tries until an attempt gives something, and resolves to that. `what` names it where it never comes.
 *
 * An error that is `passing` only asks for another attempt; the last one is then the cause.
 */
export async function until(what, attempt, passing = () => false) {
  let cause;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await wait(LOOK_AGAIN_MS)) {
    try {
      const found = await attempt();
      if (found) return found;
    } catch (error) {
      if (!passing(error)) throw error;
      cause = error;
    }
  }
  throw new Error(`${what} did not come.`, { cause });
}
