import type { PassphraseChange, Progress } from "./api.ts";
import type { VaultClient } from "./client.ts";

/**
 * Changes the passphrase. Resolves as soon as it is changed, to how many other ways in ended; the old keys take some
 * seconds more to leave the browser's files. `onErasing` hears how far they are, and null at the end.
 */
export async function changePassphrase(
  vault: VaultClient,
  change: PassphraseChange,
  onErasing?: (progress: Progress | null) => void,
): Promise<number> {
  const before = await vault.call("getSlots");
  const changed = Promise.withResolvers<undefined>();
  const onProgress = (progress: Progress) => {
    changed.resolve(undefined);
    onErasing?.(progress);
  };
  const erased = vault.call("changePassphrase", { ...change, onProgress });
  erased.then(() => changed.resolve(undefined), changed.reject).finally(() => onErasing?.(null));
  await changed.promise;
  return before.length - (await vault.call("getSlots")).length;
}
