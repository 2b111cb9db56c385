// Ends a browser the way a power cut or the kernel does: at once, with no chance to write anything more.
import { readdirSync, readFileSync } from "node:fs";

function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It ended meanwhile.
    return "";
  }
}

/** The number of the process that started `pid`. */
function parentOf(pid) {
  const [, fields = ""] = read(pid, "stat").split(/\) \w /);
  return Number(fields.split(" ")[0]);
}

function withDescendants(roots, pids) {
  const tree = new Set(roots);
  for (let size = 0; size < tree.size; ) {
    size = tree.size;
    for (const pid of pids) if (tree.has(parentOf(pid))) tree.add(pid);
  }
  return [...tree];
}

function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

const running = () => readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);

/** Processes and all that they started, as far as it runs. */
export function familyOf(roots) {
  return withDescendants(roots, running());
}

/** The processes of the browser that keeps its storage in the folder `profile`: those that name it first, then their children. */
export function processesOf(profile) {
  return familyOf(running().filter((pid) => read(pid, "cmdline").split("\0").includes(`--user-data-dir=${profile}`)));
}

/** Kills processes at once, in this order. */
export function killAll(pids) {
  pids.forEach(kill);
}
