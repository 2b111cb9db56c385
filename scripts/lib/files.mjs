// Paths and files of the project, for the scripts.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** An absolute path from one relative to the root. */
export const at = (...parts) => join(root, ...parts);

/** A failure that the user can act on: printed as one line, without a stack. */
export class BuildError extends Error {}

/** Every file under a file or folder, sorted; none where it does not exist. */
export function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).sort().flatMap((name) => filesUnder(join(path, name)));
}

/** SHA-256, in hexadecimal, of names and contents of all files under the paths (relative to the root). */
export function hashFiles(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesUnder(at(path)))) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Writes a file and the folders it needs. */
export function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
