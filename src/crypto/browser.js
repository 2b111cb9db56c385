/**
 * Opens boxes with the browser's own AES-GCM: `[nonce, associated data, ciphertext and tag]` each.
 *
 * `null` stands for one that is not authentic. Resolves to nothing at all where a page has no such cipher, as one that
 * was loaded over plain HTTP from another machine. The key's bytes are wiped.
 */
export async function openBoxes(secret, boxes) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return undefined;
  const key = await subtle.importKey("raw", secret, "AES-GCM", false, ["decrypt"]).finally(() => secret.fill(0));
  const open = async ([iv, additionalData, sealed]) => {
    const plain = await subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, sealed).catch(() => null);
    return plain && new Uint8Array(plain);
  };
  return Promise.all(boxes.map(open));
}

/** The SHA-256 of bytes, which the browser takes over before this returns; nothing where a page has no such hash, as above. */
export async function sha256(bytes) {
  const subtle = globalThis.crypto?.subtle;
  return subtle && new Uint8Array(await subtle.digest("SHA-256", bytes));
}
