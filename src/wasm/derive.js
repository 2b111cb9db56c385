let derivation;

/**
 * Says where keys are derived from now on.
 *
 * Wasm memory never shrinks, so a derivation that takes 64 to 256 MiB belongs in an instance that is thrown away.
 */
export function setDerivation(derive) {
  derivation = derive;
}

/**
 * Derives a key outside the calling instance's memory.
 *
 * Resolves to the key's bytes, or to undefined where no derivation was set: then the caller derives in its own memory.
 * The secret and the salt are copied before the first suspension, and the copy of the secret is wiped at the end.
 */
export async function deriveKey(kind, secret, salt, a, b, c) {
  if (!derivation) return undefined;
  const ownSecret = secret.slice();
  try {
    return await derivation(kind, ownSecret, salt.slice(), a, b, c);
  } finally {
    ownSecret.fill(0);
  }
}
