// Exits with 0 where node_modules/ holds every package of package-lock.json in its version.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function isThere([folder, wanted]) {
  if (folder === "") return true;
  const installed = readJson(join(folder, "package.json"));
  // What is optional is built for one platform, and left out on all others.
  return installed ? installed.version === wanted.version : wanted.optional === true;
}

const lock = readJson("package-lock.json");
process.exitCode = lock && Object.entries(lock.packages).every(isThere) ? 0 : 1;
