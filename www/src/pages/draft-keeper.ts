import type { SessionDraft } from "../components/session-draft.ts";
import { LockingEvent, state } from "../state.ts";
import { wallClockNow } from "../text/format.ts";
import type { KeptDraft } from "../vault/api.ts";

/** Quiet time after typing before a draft is sealed, in milliseconds. */
const DELAY_MS = 600;

/** Keeps one client's unsent session sealed in the vault, so that a reload, a crash or a lock loses nothing. */
export class DraftKeeper {
  #clientId: string;
  /** Told the device's clock time of each save. */
  #onSaved: (savedAt: string) => void;
  #pending: SessionDraft | null = null;
  #timer = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(clientId: string, onSaved: (savedAt: string) => void) {
    this.#clientId = clientId;
    this.#onSaved = onSaved;
  }

  start(): void {
    addEventListener("pagehide", this.#now);
    document.addEventListener("visibilitychange", this.#now);
    state.addEventListener("locking", this.#beforeLock);
  }

  /** Seals what is pending and stops listening. */
  stop(): void {
    this.#now();
    removeEventListener("pagehide", this.#now);
    document.removeEventListener("visibilitychange", this.#now);
    state.removeEventListener("locking", this.#beforeLock);
  }

  keep(draft: SessionDraft): void {
    this.#pending = draft;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#now, DELAY_MS);
  }

  /** The draft of an earlier visit, if there is one. */
  async restore(): Promise<KeptDraft | null> {
    return (await state.vault?.call("getDraft", this.#clientId)) ?? null;
  }

  /** Forgets the draft, after whatever is still being sealed. */
  async discard(): Promise<void> {
    clearTimeout(this.#timer);
    this.#pending = null;
    await this.#last;
    await state.vault?.call("discardDraft", this.#clientId);
  }

  #now = (): void => {
    clearTimeout(this.#timer);
    const draft = this.#pending;
    const vault = state.vault;
    if (!draft || !vault) return;
    this.#pending = null;
    this.#last = vault.call("saveDraft", this.#clientId, draft).then(
      () => {
        this.#onSaved(wallClockNow().toISOString());
      },
      () => {
        this.#pending ??= draft;
      },
    );
  };

  #beforeLock = (event: Event): void => {
    this.#now();
    if (event instanceof LockingEvent) event.waitFor(this.#last);
  };
}
