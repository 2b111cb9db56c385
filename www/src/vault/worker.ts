import { TherapeuticProgressTracker, TrackerError } from "./tracker.js";
import type { Progress, TrackerCalls, VaultSecret } from "./api.ts";
import { VaultError } from "./error.ts";
import type { Failure, Reply, Request } from "./messages.ts";

type Call = (...args: unknown[]) => Promise<unknown>;
type Opening = { name: string } & VaultSecret;

let tracker: TrackerCalls | null = null;

function say(reply: Reply): void {
  postMessage(reply);
}

/** A trap in the wasm leaves its memory in doubt, so it is reported as `crashed` and ends the worker. */
function asFailure(thrown: unknown): Failure {
  if (thrown instanceof TrackerError) {
    const { code, message, field, wait_seconds } = thrown;
    return { code, message, ...(field === undefined ? {} : { field }), ...(wait_seconds === undefined ? {} : { wait_seconds }) };
  }
  if (thrown instanceof VaultError) return { code: thrown.code, message: thrown.message };
  const code = thrown instanceof WebAssembly.RuntimeError ? "crashed" : "unknown";
  return { code, message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Puts a reporting callback into the options, which are always the last argument. */
function withProgress({ id, args }: Request): unknown[] {
  const onProgress = (progress: Progress) => {
    say({ kind: "progress", id, progress });
  };
  const options = args.at(-1) as object;
  return [...args.slice(0, -1), { ...options, onProgress }];
}

async function callTracker(request: Request): Promise<unknown> {
  if (!tracker) throw new VaultError({ code: "locked", message: "The vault is locked." });
  const call = (tracker as unknown as Record<string, Call>)[request.method];
  if (!call) throw new TypeError(`The tracker has no call ${request.method}.`);
  return call.apply(tracker, request.progress ? withProgress(request) : request.args);
}

async function perform(request: Request): Promise<unknown> {
  switch (request.method) {
    case "list":
      return TherapeuticProgressTracker.list();
    case "listSlots":
      return TherapeuticProgressTracker.listSlots(request.args[0] as { name: string });
    case "create":
      tracker = await TherapeuticProgressTracker.create(request.args[0] as { name: string; passphrase: string });
      return undefined;
    case "unlock":
      tracker = await TherapeuticProgressTracker.unlock(request.args[0] as Opening);
      return undefined;
    default:
      return callTracker(request);
  }
}

async function answer(request: Request): Promise<void> {
  try {
    say({ kind: "done", id: request.id, value: await perform(request) });
  } catch (thrown) {
    say({ kind: "failed", id: request.id, failure: asFailure(thrown) });
  }
}

addEventListener("message", (event: MessageEvent<Request>) => {
  void answer(event.data);
});
say({ kind: "ready" });

/** Nothing tells a page that its worker was killed, but for the lock that it then no longer holds. */
async function holdWhileAlive(): Promise<void> {
  const lock = `vault alive: ${crypto.randomUUID()}`;
  await navigator.locks.request(lock, () => {
    say({ kind: "alive", lock });
    return new Promise(() => undefined);
  });
}

// Pages from a folder have no locks.
holdWhileAlive().catch(() => undefined);
