import type { TrackerCalls, VaultListing, VaultSecret, VaultSlot } from "./api.ts";

/** The part of the tracker's module that the worker uses. The build leaves the import external. */
export declare class TherapeuticProgressTracker {
  static create(vault: { name: string; passphrase: string }): Promise<TherapeuticProgressTracker & TrackerCalls>;
  static unlock(vault: { name: string } & VaultSecret): Promise<TherapeuticProgressTracker & TrackerCalls>;
  static list(): Promise<VaultListing[]>;
  static listSlots(vault: { name: string }): Promise<VaultSlot[]>;
}

export declare class TrackerError extends Error {
  readonly code: string;
  readonly field?: string;
  readonly wait_seconds?: number;
}
