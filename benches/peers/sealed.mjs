// AES-256-GCM by the browser's own WebCrypto, for the peers.

const nonceLength = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A key that cannot be read out again. */
export const importKey = (bytes) => crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);

/** A nonce, and after it the sealed text. */
export async function seal(key, text) {
  const iv = crypto.getRandomValues(new Uint8Array(nonceLength));
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, encoder.encode(text));
  const sealed = new Uint8Array(nonceLength + box.byteLength);
  sealed.set(iv);
  sealed.set(new Uint8Array(box), nonceLength);
  return sealed;
}

/** The text that was sealed. Rejects where a bit of it is different. */
export async function unseal(key, sealed) {
  const algorithm = { name: "AES-GCM", iv: sealed.subarray(0, nonceLength) };
  return decoder.decode(await crypto.subtle.decrypt(algorithm, key, sealed.subarray(nonceLength)));
}
