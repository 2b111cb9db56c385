import { startVault } from "../state.ts";
import type { VaultClient } from "../vault/client.ts";

const NAME = /^restore drill [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a vault of this name is a drill's, which nobody should see in a list. */
export function isDrill(name: string): boolean {
  return NAME.test(name);
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => {
      resolve();
    };
    request.onerror = () => {
      reject(request.error ?? new Error("The database was not deleted."));
    };
  });
}

/** Deletes a drill's two databases, the keys first: without them what is left is noise. */
async function deleteDrill(name: string): Promise<void> {
  const databases = await indexedDB.databases();
  // The database of keys bears another name once it has moved.
  const keys = databases.map(({ name: one = "" }) => one).filter((one) => one.startsWith(`${name}-keys`));
  for (const one of new Set([`${name}-keys`, ...keys])) await deleteDatabase(one);
  await deleteDatabase(name);
}

/** A second vault beside the open one, with a worker, a random name and a random key of its own, for one drill. */
export class DrillVault {
  readonly client: VaultClient = startVault();
  readonly #name = `restore drill ${crypto.randomUUID()}`;
  #release = Promise.withResolvers<undefined>();

  /** Makes the vault. While it lives it holds a lock of its name, so that no other tab takes it for left behind. */
  async create(): Promise<void> {
    await new Promise<void>((resolve) => {
      void navigator.locks.request(this.#name, () => {
        resolve();
        return this.#release.promise;
      });
    });
    await this.client.call("create", { name: this.#name, key: crypto.getRandomValues(new Uint8Array(32)) });
  }

  /** Ends the worker, and with it the only copy of the key, and deletes what it stored. */
  async destroy(): Promise<void> {
    await this.client.lock();
    try {
      await deleteDrill(this.#name);
    } finally {
      this.#release.resolve(undefined);
    }
  }
}

/** Deletes what drills left behind whose page ended before they did. */
export async function clearLeftDrills(): Promise<void> {
  const databases = await indexedDB.databases();
  const names = new Set(databases.map(({ name = "" }) => name.replace(/-keys(\t\d+)?$/, "")).filter(isDrill));
  for (const name of names) {
    await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) await deleteDrill(name);
    });
  }
}
