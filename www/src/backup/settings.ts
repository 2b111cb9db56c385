import { changeSettings, readSettings } from "../settings.ts";
import type { Json, Settings } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";

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
  /** Whether its files hold the psychotherapy notes. */
  notes: boolean;
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
  const { saved_at, pending, written, notes } = isObject(value) ? value : {};
  return {
    saved_at: typeof saved_at === "string" ? saved_at : null,
    pending: pending !== false,
    notes: notes === true,
    written: Array.isArray(written) ? written.filter((name) => typeof name === "string") : [],
  };
}

function read(settings: Settings): BackupSettings {
  const remindFrom = settings[KEYS.remindFrom];
  return {
    last: readLast(settings[KEYS.last]),
    remindFrom: typeof remindFrom === "string" ? remindFrom : "",
    folder: readFolder(settings[KEYS.folder]),
  };
}

/** What the vault knows about its backups. */
export async function backupSettings(vault: VaultClient): Promise<BackupSettings> {
  return read(await readSettings(vault));
}

/** Replaces some of them, made from what they are at that moment, and keeps all other settings. */
export async function changeBackupSettings(vault: VaultClient, change: (now: BackupSettings) => Partial<BackupSettings>): Promise<void> {
  await changeSettings(vault, (settings) => {
    const changed = Object.entries(change(read(settings))).map(([name, value]) => [KEYS[name as keyof typeof KEYS], value as unknown as Json]);
    return Object.fromEntries(changed) as Settings;
  });
}
