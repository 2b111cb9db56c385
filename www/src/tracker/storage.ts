/**
 * Has the browser open what it keeps of this origin while the core is still compiled: the first question takes as long as
 * reading its files does, whatever is asked. What comes of it is for the core to find out.
 */
export function wakeStorage(): void {
  try {
    void indexedDB.databases().catch(() => undefined);
  } catch {
    // There is no storage here, or none that lists what it holds.
  }
}
