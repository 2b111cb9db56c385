// Runs the programs that a build step needs.
import { execFileSync, spawnSync } from "node:child_process";
import { BuildError, root } from "./files.mjs";

/** Runs a program in the project's root, its output shown. Fails where the program does. */
export function run(program, args, env = {}) {
  const done = spawnSync(program, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  if (done.error) throw new BuildError(`${program} could not be started: ${done.error.message}`);
  if (done.status !== 0) throw new BuildError(`${program} failed (${done.signal ?? `exit ${done.status}`}).`);
}

/** What a program prints, without the closing line break. */
export function outputOf(program, args) {
  return execFileSync(program, args, { cwd: root, encoding: "utf8" }).trimEnd();
}
