// What the browser itself takes: IndexedDB on opaque bytes, and its own AES-GCM.

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const landed = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

/** Bytes that do not compress. */
export function randomBytes(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

/** A database with one store, keyed by whatever is given. */
export async function openRaw(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("values");
  return answer(request);
}

/** Puts all `[key, value]` in one strict transaction; resolves once they are on the disk. */
export function putAll(db, entries) {
  const transaction = db.transaction("values", "readwrite", { durability: "strict" });
  const store = transaction.objectStore("values");
  for (const [key, value] of entries) store.put(value, key);
  return landed(transaction);
}

/** One value in a transaction of its own. */
export const getOne = (db, key) => answer(db.transaction("values").objectStore("values").get(key));

/** All values with these many keys from `first` on. */
export const getMany = (db, first, count) => answer(db.transaction("values").objectStore("values").getAll(IDBKeyRange.bound(first, first + count - 1)));

/** Removes a database. */
export const remove = (name) => answer(indexedDB.deleteDatabase(name));

/** A function that encrypts and one that decrypts 1 MiB. */
export async function aesGcm() {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const algorithm = { name: "AES-GCM", iv: randomBytes(12) };
  const plain = randomBytes(1 << 20);
  const sealed = await crypto.subtle.encrypt(algorithm, key, plain);
  return { seal: () => crypto.subtle.encrypt(algorithm, key, plain), open: () => crypto.subtle.decrypt(algorithm, key, sealed) };
}
