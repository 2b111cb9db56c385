import type { Method, Progress } from "./api.ts";

/** What the page asks of the worker. `progress` asks for reports on the way. */
export interface Request {
  id: number;
  method: Method;
  args: unknown[];
  progress: boolean;
}

/** An error in a form that survives `postMessage` whole. */
export interface Failure {
  code: string;
  message: string;
  field?: string;
  /** When to try again, in seconds. */
  wait_seconds?: number;
}

/**
 * What the worker says. `ready` comes once, when its modules have loaded. `alive` names a lock that it holds for as
 * long as it lives, where the browser has locks.
 */
export type Reply =
  | { kind: "ready" }
  | { kind: "alive"; lock: string }
  | { kind: "progress"; id: number; progress: Progress }
  | { kind: "done"; id: number; value: unknown }
  | { kind: "failed"; id: number; failure: Failure };
