import { LockingEvent, state } from "../state.ts";
import { today } from "../text/format.ts";
import { text } from "../text/index.ts";
import type { VaultClient } from "../vault/client.ts";
import { sessionsOf } from "./due.ts";
import { BackupFolder } from "./folder.ts";
import { backupSettings, changeBackupSettings } from "./settings.ts";

/** How long the page is left alone after unlocking before yesterday's backup is made up for, in milliseconds. */
const SETTLE_MS = 4000;
/** How long a lock may wait for today's backup, in milliseconds. What is not done then is done after unlocking. */
const LOCK_MS = 15_000;

/** What the folder of the open vault is waiting for. */
export type FolderState = "none" | "ready" | "ask";

/**
 * Writes the backup of each day of work into the vault's folder: when the vault locks, or else after the next unlocking
 * on a later day. Fires `change`.
 *
 * It asks for nothing by itself: where the browser wants permission anew, the state is `ask` and a page offers a button.
 */
class FolderKeeper extends EventTarget {
  #folder: BackupFolder | null = null;
  #state: FolderState = "none";
  #isPending = false;
  #known: Promise<void> = Promise.resolve();

  get folder(): BackupFolder | null {
    return this.#folder;
  }

  get state(): FolderState {
    return this.#state;
  }

  start(): void {
    state.addEventListener("change", () => void this.#opened());
    state.addEventListener("saved", () => void this.#written());
    state.addEventListener("locking", this.#locking);
  }

  /** Whether a backup waits for a person to give leave to write it. */
  async isWaiting(): Promise<boolean> {
    await this.#known;
    return this.#state === "ask" && this.#isPending;
  }

  /** Looks again at the folder of the open vault. */
  refresh(): Promise<void> {
    const looked = this.#look();
    this.#known = looked.catch(() => undefined);
    return looked;
  }

  async #look(): Promise<void> {
    const { vault, vaultName } = state;
    this.#folder = vault ? await BackupFolder.of(vaultName) : null;
    this.#isPending = vault && this.#folder ? (await backupSettings(vault)).folder.pending : false;
    this.#state = await this.#ask();
    this.dispatchEvent(new Event("change"));
  }

  /** Writes a backup now. The permission must have been given. */
  async backUp(vault: VaultClient): Promise<void> {
    // The folder is taken first: a lock forgets it while its backup is still being written.
    const folder = this.#folder;
    if (!folder) return;
    await folder.backUp(vault, sessionsOf(await vault.call("getCaseload")));
    if (this.#folder === folder) this.#isPending = false;
    this.dispatchEvent(new Event("change"));
  }

  async #ask(): Promise<FolderState> {
    if (!this.#folder) return "none";
    return (await this.#folder.isAllowed()) ? "ready" : "ask";
  }

  async #opened(): Promise<void> {
    const { vault } = state;
    try {
      await this.refresh();
      if (vault) await this.#makeUp(vault);
    } catch {
      if (vault && state.vault === vault) state.notify(text.backup.folderFailed);
    }
  }

  /** Makes up for the backup of an earlier day. */
  async #makeUp(vault: VaultClient): Promise<void> {
    if (this.#state !== "ready" || !this.#isPending) return;
    const { folder } = await backupSettings(vault);
    if (folder.saved_at?.slice(0, 10) === today()) return;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    if (state.vault !== vault) return;
    await this.backUp(vault);
    state.notify(text.backup.folderWritten);
  }

  /** Remembers, once, that there is something no file holds yet. */
  async #written(): Promise<void> {
    const { vault } = state;
    if (!vault || !this.#folder || this.#isPending) return;
    this.#isPending = true;
    try {
      await changeBackupSettings(vault, ({ folder }) => ({ folder: { ...folder, pending: true } }));
    } catch {
      // The next save tries again.
      this.#isPending = false;
    }
  }

  #locking = (event: Event): void => {
    const { vault } = state;
    if (!(event instanceof LockingEvent) || !vault || this.#state !== "ready" || !this.#isPending) return;
    // What is not done in time is still pending, and is made up for after the next unlocking.
    event.waitFor(this.backUp(vault), LOCK_MS);
  };
}

export const folderKeeper = new FolderKeeper();
