import type { Settings } from "./vault/api.ts";
import type { VaultClient } from "./vault/client.ts";
import { asVaultError } from "./vault/error.ts";

/** The practice's settings. Those that are damaged must keep nobody from the records; changing them mends them. */
export async function readSettings(vault: VaultClient): Promise<Settings> {
  try {
    return await vault.call("getSettings");
  } catch (thrown) {
    if (asVaultError(thrown).code === "corrupt_record") return {};
    throw thrown;
  }
}

/**
 * Replaces some of the practice's settings and keeps all others.
 *
 * The vault keeps them as one object, so changes wait for each other, in all tabs: none is lost.
 */
export async function changeSettings(vault: VaultClient, change: (settings: Settings) => Settings): Promise<void> {
  await navigator.locks.request("practice settings", async () => {
    const settings = await readSettings(vault);
    await vault.call("saveSettings", { ...settings, ...change(settings) });
  });
}
