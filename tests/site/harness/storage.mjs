// What rests in IndexedDB, read and written behind the tracker's back.

/** Runs in the page: every row of every store of the databases named, bytes as hexadecimal text. */
async function readAll(names) {
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const plain = (value) => {
    if (value instanceof ArrayBuffer) return new Uint8Array(value).toHex();
    if (value instanceof Uint8Array) return value.toHex();
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, plain(held)]));
  };
  const stores = {};
  for (const name of names) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const held = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(held.getAllKeys()), done(held.getAll())]);
      stores[store] = keys.map((key, place) => ({ key: plain(key), value: plain(values[place]) }));
    }
    database.close();
  }
  return stores;
}

/** Runs in the page: puts rows into a store, or removes those that hold no box. */
async function writeRows([database, store, rows]) {
  const opened = await new Promise((resolve, reject) => {
    const request = indexedDB.open(database);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  await new Promise((resolve, reject) => {
    const transaction = opened.transaction(store, "readwrite", { durability: "strict" });
    const held = transaction.objectStore(store);
    const bytes = (value) => (Array.isArray(value) ? value.map(bytes) : Uint8Array.fromHex(value));
    for (const row of rows) {
      if (row.b === undefined) held.delete(bytes(row.k));
      else held.put(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, bytes(value)])));
    }
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  opened.close();
}

const inKeys = new Set(["slots", "keys"]);

/** Runs in the page: the name of the database that a vault's keys lie in, which changes when they move. */
async function findKeys(usual) {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  const moved = names.filter((name) => name.startsWith(`${usual}\t`)).map((name) => Number(name.split("\t")[1]));
  return moved.length > 0 ? `${usual}\t${Math.max(...moved)}` : usual;
}

/** The name of the database that a vault's keys lie in. */
export function keysOf(page, name) {
  return page.evaluate(findKeys, `${name}-keys`);
}

/**
 * A raw dump of a vault's two databases by store: `{journal: [{key, value: {k, g, b}}], …}`, and `h` in a row
 * that holds something; all bytes as hexadecimal text.
 */
export async function dump(page, name) {
  return page.evaluate(readAll, [name, await keysOf(page, name)]);
}

/** Puts rows into a store as they are; one without `b` is removed. */
export async function put(page, name, store, rows) {
  return page.evaluate(writeRows, [inKeys.has(store) ? await keysOf(page, name) : name, store, rows]);
}

/** The rows of a store that are new, or hold another box than before. */
export function written(before, after, store) {
  const known = new Map(before[store].map(({ value }) => [value.k, value.b]));
  return after[store].map(({ value }) => value).filter(({ k, b }) => known.get(k) !== b);
}

/** A row with one bit of its box turned over; counted from the end where `place` is negative. */
export function flipped(row, place) {
  const bytes = Buffer.from(row.b, "hex");
  bytes[place < 0 ? bytes.length + place : place] ^= 1;
  return { ...row, b: bytes.toString("hex") };
}
