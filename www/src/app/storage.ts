import { state } from "../state.ts";

/** What the browser says about this site's storage. */
export interface StorageAnswer {
  /** Whether it has promised not to clear it by itself; null where it cannot be asked. */
  persisted: boolean | null;
  /** Bytes used and allowed, roughly; null where it does not say. */
  used: number | null;
  allowed: number | null;
}

let asked = false;

/**
 * Asks the browser not to clear this site's storage, unless it has promised that already.
 *
 * Some browsers ask a person first and answer only then, so nothing may wait for this but what shows the answer.
 */
export async function askOnce(): Promise<void> {
  if (asked || !("storage" in navigator)) return;
  asked = true;
  if (!(await navigator.storage.persisted())) await navigator.storage.persist();
}

/** Asks after the first record was saved: only then is there something to keep. */
export function askToKeepStorage(): void {
  state.addEventListener("saved", () => void askOnce());
}

/** Asks again because somebody pressed a button for it; resolves to the answer. */
export async function askAgain(): Promise<boolean> {
  return navigator.storage.persist();
}

/** What the browser says now. */
export async function storageAnswer(): Promise<StorageAnswer> {
  if (!("storage" in navigator)) return { persisted: null, used: null, allowed: null };
  const [persisted, { usage, quota }] = await Promise.all([navigator.storage.persisted(), navigator.storage.estimate()]);
  return { persisted, used: usage ?? null, allowed: quota ?? null };
}
