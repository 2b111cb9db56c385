import { forgetAliases } from "./aliases.ts";
import { tabs } from "./lock/tabs.ts";
import { text } from "./text/index.ts";
import { VaultClient } from "./vault/client.ts";

/** What a notice offers to do, by a button and by a single key. */
export interface NoticeAction {
  label: string;
  key: string;
  run(): void;
}

/** Something that happened, for the live region: a saved record, a lock. */
export class NoticeEvent extends Event {
  readonly text: string;
  readonly action: NoticeAction | null;

  constructor(text: string, action: NoticeAction | null) {
    super("notice");
    this.text = text;
    this.action = action;
  }
}

/** A client's session came back as a draft, for the form that may show this client already. */
export class DraftBackEvent extends Event {
  readonly clientId: string;

  constructor(clientId: string) {
    super("draft-back");
    this.clientId = clientId;
  }
}

/** How long a draft may take to be sealed before a lock goes ahead, in milliseconds. Other work may say its own limit. */
const FLUSH_MS = 1000;

/** The vault is about to lock. What must still be kept is announced with `waitFor`. */
export class LockingEvent extends Event {
  readonly #pending: Promise<unknown>[] = [];

  constructor() {
    super("locking");
  }

  /** Work that the lock waits for, but no longer than the limit in milliseconds. */
  waitFor(work: Promise<unknown>, limit = FLUSH_MS): void {
    const late = new Promise((resolve) => setTimeout(resolve, limit));
    this.#pending.push(Promise.race([Promise.allSettled([work]), late]));
  }

  /** Resolves when all of that is done or late. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
  }
}

/** Why a vault was closed, where nobody here asked for it. */
export type Closing = "locked" | "crashed" | "deleted" | "rekeyed";

/** How long writes of another tab must rest before pages are told, in milliseconds. */
const REST_MS = 250;

/**
 * Which vault is open. Pages read it, the application listens for `change`, `notice`, `locking`, `saved`, `draft-back`
 * and `elsewhere`: another tab has written records of the open vault.
 */
class State extends EventTarget {
  #vault: VaultClient | null = null;
  #name = "";
  #timer = 0;

  constructor() {
    super();
    const here = (act: () => void) => (vault: string) => {
      if (this.#vault && vault === this.#name) act();
    };
    tabs.hear("lock", here(() => void this.lock({ everywhere: false })));
    tabs.hear("deleted", here(() => void this.lock({ everywhere: false, why: "deleted" })));
    tabs.hear("rekeyed", here(() => void this.lock({ everywhere: false, why: "rekeyed" })));
    tabs.hear("written", here(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        if (this.#vault) this.dispatchEvent(new Event("elsewhere"));
      }, REST_MS);
    }));
  }

  get vault(): VaultClient | null {
    return this.#vault;
  }

  get vaultName(): string {
    return this.#name;
  }

  /** Takes over an unlocked vault until it locks. */
  open(vault: VaultClient, name: string): void {
    this.#vault = vault;
    this.#name = name;
    vault.addEventListener("saved", () => {
      this.dispatchEvent(new Event("saved"));
      tabs.say("written", name);
    });
    void vault.ended.then(({ code }) => {
      this.#close(vault, code === "crashed" ? "crashed" : "locked");
    });
    // That a vault is locked is no longer true.
    this.notify("");
    this.dispatchEvent(new Event("change"));
  }

  /**
   * Locks the open vault, in every tab unless told otherwise; resolves when the worker of this one is gone. The screen is
   * cleared at once, after that what must be kept is sealed.
   */
  async lock({ everywhere = true, why = "locked" }: { everywhere?: boolean; why?: Closing } = {}): Promise<void> {
    const vault = this.#vault;
    if (!vault) return;
    if (everywhere) tabs.say("lock", this.#name);
    const locking = new LockingEvent();
    this.dispatchEvent(locking);
    this.#close(vault, why);
    await locking.settled();
    await vault.lock();
  }

  notify(text: string, action: NoticeAction | null = null): void {
    this.dispatchEvent(new NoticeEvent(text, action));
  }

  #close(vault: VaultClient, why: Closing): void {
    if (this.#vault !== vault) return;
    const name = this.#name;
    this.#vault = null;
    this.#name = "";
    forgetAliases();
    this.dispatchEvent(new Event("change"));
    this.notify(text.shell.closed[why](name));
  }
}

export const state = new State();

/** A vault client for calls before unlocking, and for the vault it then opens. */
export function startVault(): VaultClient {
  return new VaultClient();
}
