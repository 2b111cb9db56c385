import type { Json, Settings } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { asVaultError } from "../vault/error.ts";

/** The last backup that was really saved: when, and how many sessions it held. */
export interface LastBackup {
  saved_at: string;
  sessions: number;
}

/** What the folder for backups has received. */
export interface FolderRecord {
  /** Null before the first file. */
  saved_at: string | null;
  /** Whether records were written that no file holds yet. */
  pending: boolean;
  /** The names of the files that this program wrote and still keeps, oldest first. */
  written: string[];
}

export interface BackupSettings {
  last: LastBackup | null;
  /** The day from which to remind again; empty where nobody put it off. */
  remindFrom: string;
  folder: FolderRecord;
}

/** The keys of the practice's settings that these are kept under. */
const KEYS = { last: "last_backup", remindFrom: "backup_reminder_from", folder: "backup_folder" } as const;

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readLast(value: Json | undefined): LastBackup | null {
  if (!isObject(value)) return null;
  const { saved_at, sessions } = value;
  return typeof saved_at === "string" && typeof sessions === "number" ? { saved_at, sessions } : null;
}

function readFolder(value: Json | undefined): FolderRecord {
  const { saved_at, pending, written } = isObject(value) ? value : {};
  return {
    saved_at: typeof saved_at === "string" ? saved_at : null,
    pending: pending !== false,
    written: Array.isArray(written) ? written.filter((name) => typeof name === "string") : [],
  };
}

/** Settings that are damaged must keep nobody from the records; saving them anew mends them. */
async function readSettings(vault: VaultClient): Promise<Settings> {
  try {
    return await vault.call("getSettings");
  } catch (thrown) {
    if (asVaultError(thrown).code === "corrupt_record") return {};
    throw thrown;
  }
}

/** What the vault knows about its backups. */
export async function backupSettings(vault: VaultClient): Promise<BackupSettings> {
  const settings = await readSettings(vault);
  const remindFrom = settings[KEYS.remindFrom];
  return {
    last: readLast(settings[KEYS.last]),
    remindFrom: typeof remindFrom === "string" ? remindFrom : "",
    folder: readFolder(settings[KEYS.folder]),
  };
}

/** Replaces some of them and keeps all other settings, which are read afresh: another tab may have changed them. */
export async function changeBackupSettings(vault: VaultClient, change: Partial<BackupSettings>): Promise<void> {
  const changed = Object.entries(change).map(([name, value]) => [KEYS[name as keyof typeof KEYS], value as unknown as Json]);
  await navigator.locks.request("practice settings", async () => {
    await vault.call("saveSettings", { ...(await readSettings(vault)), ...(Object.fromEntries(changed) as Settings) });
  });
}
