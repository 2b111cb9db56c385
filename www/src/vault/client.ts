import { WRITES, type Calls, type Method, type Progress } from "./api.ts";
import { VaultError } from "./error.ts";
import type { Failure, Reply, Request } from "./messages.ts";
import { startWorker } from "./start.ts";

interface Waiting {
  method: Method;
  resolve(value: unknown): void;
  reject(error: VaultError): void;
  onProgress: ((progress: Progress) => void) | undefined;
}

const STOPPED = { code: "crashed", message: "The vault's worker has stopped." };
const LOCKED = { code: "locked", message: "The vault is locked." };

/** How long a worker may take to wipe its keys before it is ended anyway, in milliseconds. */
const WIPE_MS = 300;

/** Takes the callback out of the options, since a function cannot be posted. */
function splitProgress(args: unknown[]): { args: unknown[]; onProgress: Waiting["onProgress"] } {
  const last = args.at(-1);
  if (typeof last !== "object" || last === null || !("onProgress" in last)) return { args, onProgress: undefined };
  const { onProgress, ...options } = last as { onProgress?: Waiting["onProgress"] };
  return { args: [...args.slice(0, -1), options], onProgress };
}

/**
 * The vault, as the page sees it. Locking ends the worker and with it all of its memory.
 *
 * Fires `saved` whenever a record was written.
 */
export class VaultClient extends EventTarget {
  #worker = startWorker();
  #waiting = new Map<number, Waiting>();
  #queue: Request[] | null = [];
  #next = 1;
  #locked = false;
  #ended = Promise.withResolvers<VaultError>();

  /** Resolves with the reason when the worker is gone, by locking or by a crash. */
  readonly ended = this.#ended.promise;

  constructor() {
    super();
    this.#worker.addEventListener("message", (event: MessageEvent<Reply>) => {
      this.#receive(event.data);
    });
    this.#worker.addEventListener("error", () => {
      this.#end(STOPPED);
    });
  }

  /** Asks the tracker. Rejects with a VaultError, with `locked` once locked. */
  call<M extends Method>(method: M, ...input: Parameters<Calls[M]>): ReturnType<Calls[M]> {
    const { args, onProgress } = splitProgress(input);
    const id = this.#next++;
    const answer = new Promise<unknown>((resolve, reject) => {
      if (this.#locked) {
        reject(new VaultError(LOCKED));
        return;
      }
      this.#waiting.set(id, { method, resolve, reject, onProgress });
      this.#post({ id, method, args, progress: onProgress !== undefined });
    });
    return answer as ReturnType<Calls[M]>;
  }

  /** Wipes the keys and ends the worker. Everything pending rejects with `locked`. */
  async lock(): Promise<void> {
    if (this.#locked) return;
    this.#rejectAll(LOCKED);
    const wiped = this.call("lock").catch(() => undefined);
    this.#locked = true;
    await Promise.race([wiped, new Promise((resolve) => setTimeout(resolve, WIPE_MS))]);
    this.#end(LOCKED);
  }

  #post(request: Request): void {
    if (this.#queue) this.#queue.push(request);
    else this.#worker.postMessage(request);
  }

  #receive(reply: Reply): void {
    if (reply.kind === "ready") {
      this.#flush();
      return;
    }
    if (reply.kind === "alive") {
      void navigator.locks.request(reply.lock, () => {
        this.#end(STOPPED);
      });
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    if (reply.kind === "progress") {
      waiting?.onProgress?.(reply.progress);
      return;
    }
    this.#waiting.delete(reply.id);
    if (waiting && reply.kind === "done") this.#succeed(waiting, reply.value);
    if (reply.kind !== "failed") return;
    waiting?.reject(new VaultError(reply.failure));
    if (reply.failure.code === STOPPED.code) this.#end(STOPPED);
  }

  #succeed(waiting: Waiting, value: unknown): void {
    waiting.resolve(value);
    if (WRITES.has(waiting.method)) this.dispatchEvent(new Event("saved"));
  }

  #flush(): void {
    const queue = this.#queue ?? [];
    this.#queue = null;
    for (const request of queue) this.#worker.postMessage(request);
  }

  /** The first end counts: what is ended loses its lock, too. */
  #end(failure: Failure): void {
    this.#locked = true;
    this.#worker.terminate();
    this.#rejectAll(failure);
    this.#ended.resolve(new VaultError(failure));
  }

  #rejectAll(failure: Failure): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new VaultError(failure));
    this.#waiting.clear();
  }
}
