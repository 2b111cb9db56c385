// The two ways in which Chromium keeps IndexedDB. Debian's keeps it in LevelDB; Chrome goes over to SQLite, a file for
// each database, beginning with new sites in 149 (https://chromestatus.com/feature/5161589557821440). Debian's does so
// when it is asked to.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** By name, the flags for `launch`. */
export const storages = {
  LevelDB: [],
  SQLite: ["--enable-features=IdbSqliteBackingStore"],
};

/** Fails unless the browser keeps the databases of a profile in the storage that is meant. */
export function isKeptIn(storage, profile) {
  const folders = readdirSync(join(profile, "Default", "IndexedDB"));
  assert.ok(folders.length > 0);
  assert.equal(folders.some((name) => name.endsWith(".leveldb")), storage === "LevelDB", folders.join());
}
