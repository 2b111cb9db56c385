import type { SessionDraft } from "../components/session-draft.ts";
import { LockingEvent, state } from "../state.ts";
import { wallClockNow } from "../text/format.ts";
import type { KeptDraft } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";

/** Quiet time after typing before a draft is sealed, in milliseconds. */
const DELAY_MS = 600;

/** What became of the draft: sealed at a time of the device's clock, forgotten since it was emptied, or refused. */
export type Keeping = { savedAt: string } | "forgotten" | "failed";

/** What the vault is to hold next: a draft, or none. */
interface Pending {
  draft: SessionDraft | null;
}

/** Keeps one client's unsent session sealed in the vault, so that a reload, a crash or a lock loses nothing. */
export class DraftKeeper {
  #clientId: string;
  #onKept: (keeping: Keeping) => void;
  #pending: Pending | null = null;
  #timer = 0;
  #last: Promise<unknown> = Promise.resolve();
  /** How many drafts are on their way into the vault. */
  #underway = 0;
  /** Whether the vault holds one. */
  #held = false;

  constructor(clientId: string, onKept: (keeping: Keeping) => void) {
    this.#clientId = clientId;
    this.#onKept = onKept;
  }

  start(): void {
    addEventListener("beforeunload", this.#beforeUnload);
    addEventListener("pagehide", this.#now);
    document.addEventListener("visibilitychange", this.#now);
    state.addEventListener("locking", this.#beforeLock);
  }

  /** Seals what is pending and stops listening. */
  stop(): void {
    this.#now();
    removeEventListener("beforeunload", this.#beforeUnload);
    removeEventListener("pagehide", this.#now);
    document.removeEventListener("visibilitychange", this.#now);
    state.removeEventListener("locking", this.#beforeLock);
  }

  /** Seals a draft soon; null forgets the one that was sealed. */
  keep(draft: SessionDraft | null): void {
    this.#pending = draft || this.#held || this.#underway > 0 ? { draft } : null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#now, DELAY_MS);
  }

  /** Seals what is pending now; true when nothing is left that only this page knows. */
  async flush(): Promise<boolean> {
    this.#now();
    await this.#last;
    return !this.#isUnkept;
  }

  /** The draft of an earlier visit, if there is one. */
  async restore(): Promise<KeptDraft | null> {
    const kept = (await state.vault?.call("getDraft", this.#clientId)) ?? null;
    this.#held = kept !== null;
    return kept;
  }

  /** Forgets what is not sealed yet. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#pending = null;
  }

  /** Forgets the draft, after whatever is still being sealed. */
  async discard(): Promise<void> {
    this.drop();
    await this.#last;
    this.drop();
    await state.vault?.call("discardDraft", this.#clientId);
    this.#held = false;
  }

  get #isUnkept(): boolean {
    return this.#pending !== null || this.#underway > 0;
  }

  #now = (): void => {
    clearTimeout(this.#timer);
    const pending = this.#pending;
    const vault = state.vault;
    if (!pending || !vault) return;
    this.#pending = null;
    this.#underway += 1;
    this.#last = this.#settled(pending, vault);
  };

  async #settled(pending: Pending, vault: VaultClient): Promise<void> {
    const { draft } = pending;
    try {
      await (draft ? vault.call("saveDraft", this.#clientId, draft) : vault.call("discardDraft", this.#clientId));
      this.#held = draft !== null;
      this.#onKept(draft ? { savedAt: wallClockNow().toISOString() } : "forgotten");
    } catch {
      this.#pending ??= pending;
      this.#onKept("failed");
    } finally {
      this.#underway -= 1;
    }
  }

  #beforeUnload = (event: BeforeUnloadEvent): void => {
    if (!this.#isUnkept) return;
    this.#now();
    event.preventDefault();
  };

  #beforeLock = (event: Event): void => {
    this.#now();
    if (event instanceof LockingEvent) event.waitFor(this.#last);
  };
}
