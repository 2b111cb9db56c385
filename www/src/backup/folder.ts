import { today, wallClockNow } from "../text/format.ts";
import type { VaultClient } from "../vault/client.ts";
import { backupSettings, changeBackupSettings } from "./settings.ts";

type Permission = "granted" | "prompt" | "denied";

/** The parts of the File System Access API that TypeScript's library does not know. */
interface FolderHandle extends FileSystemDirectoryHandle {
  queryPermission(mode: { mode: "readwrite" }): Promise<Permission>;
  requestPermission(mode: { mode: "readwrite" }): Promise<Permission>;
}

interface FolderPicker {
  showDirectoryPicker?: (options: { id: string; mode: "readwrite"; startIn: "documents" }) => Promise<FolderHandle>;
}

const picker = globalThis as FolderPicker;

/** How many files the folder keeps. */
export const KEPT_FILES = 7;

/** A database of its own, beside the vaults: handles cannot be sealed. No vault's name has these characters. */
const DATABASE = "\u0001backup-folders";
const STORE = "handles";
const WRITE = { mode: "readwrite" } as const;

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error("The browser's storage did not answer."));
    };
  });
}

async function withStore<T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(STORE);
  };
  const database = await result(opening);
  try {
    return await result(use(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/** Whether this browser lets a page write into a folder. */
export function canChooseFolder(): boolean {
  return picker.showDirectoryPicker !== undefined;
}

async function exists(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await folder.getFileHandle(name);
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return false;
    throw error;
  }
}

async function removeFile(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  if (await exists(folder, name)) await folder.removeEntry(name);
}

/** One vault's folder for backups. */
export class BackupFolder {
  readonly #handle: FolderHandle;
  readonly #vaultName: string;

  private constructor(handle: FolderHandle, vaultName: string) {
    this.#handle = handle;
    this.#vaultName = vaultName;
  }

  /** The folder that was chosen for a vault, if one was. */
  static async of(vaultName: string): Promise<BackupFolder | null> {
    if (!canChooseFolder()) return null;
    const handle = (await withStore("readonly", (store) => store.get(vaultName))) as FolderHandle | undefined;
    return handle ? new BackupFolder(handle, vaultName) : null;
  }

  /** Lets a person choose; null where they changed their mind. Must follow a press. */
  static async choose(vaultName: string): Promise<BackupFolder | null> {
    try {
      const handle = await picker.showDirectoryPicker?.({ id: "backups", mode: "readwrite", startIn: "documents" });
      if (!handle) return null;
      await withStore("readwrite", (store) => store.put(handle, vaultName));
      return new BackupFolder(handle, vaultName);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return null;
      throw error;
    }
  }

  get name(): string {
    return this.#handle.name;
  }

  /** Whether the folder may be written into without asking. */
  async isAllowed(): Promise<boolean> {
    return (await this.#handle.queryPermission(WRITE)) === "granted";
  }

  /** Asks for leave to write. Must follow a press. */
  async ask(): Promise<boolean> {
    return (await this.#handle.requestPermission(WRITE)) === "granted";
  }

  /** Forgets the folder. Its files stay. */
  async forget(): Promise<void> {
    await withStore("readwrite", (store) => store.delete(this.#vaultName));
  }

  /** Writes today's backup, under the vault's passphrase, and lets go of the oldest of the files written here before. */
  async backUp(vault: VaultClient, sessions: number): Promise<void> {
    const { folder } = await backupSettings(vault);
    const bytes = await vault.call("exportVault", { include_psychotherapy_notes: folder.notes });
    const name = await this.#freeName(folder.written);
    await this.#write(name, bytes);
    const written = [...folder.written.filter((other) => other !== name), name];
    for (const old of written.splice(0, Math.max(0, written.length - KEPT_FILES))) await removeFile(this.#handle, old);
    const saved_at = wallClockNow().toISOString();
    const kept = { saved_at, pending: false, written };
    await changeBackupSettings(vault, (now) => ({ last: { saved_at, sessions }, folder: { ...now.folder, ...kept } }));
  }

  /** Today's name: a file of ours is written anew, and one that is not ours is left alone. */
  async #freeName(written: string[]): Promise<string> {
    const stem = `backup-${this.#vaultName.replace(/[^\p{L}\p{N} _-]/gu, "-").slice(0, 40)}-${today()}`;
    let name = `${stem}.tar.age`;
    for (let number = 2; !written.includes(name) && (await exists(this.#handle, name)); number += 1) {
      name = `${stem}-${String(number)}.tar.age`;
    }
    return name;
  }

  /** The browser writes beside the file and puts it in place when it is closed, so that no half file is ever there. */
  async #write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const file = await this.#handle.getFileHandle(name, { create: true });
    const writer = await file.createWritable();
    await writer.write(bytes);
    await writer.close();
  }
}
