// Build steps that are skipped while their inputs and outputs stay as they were.
import { existsSync, readFileSync } from "node:fs";
import { at, hashFiles, write } from "./files.mjs";

const record = at(".cache/steps.json");

function readRecord() {
  return existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : {};
}

function remember(name, entry) {
  write(record, `${JSON.stringify({ ...readRecord(), [name]: entry }, null, 2)}\n`);
}

function isCurrent(name, inputs, outputs) {
  const last = readRecord()[name];
  if (!last || last.inputs !== inputs) return false;
  return outputs.every((path) => existsSync(at(path))) && last.outputs === hashFiles(outputs);
}

/**
 * Runs `work` unless the step's last run saw the same inputs and its outputs are still what it left.
 *
 * `inputs` and `outputs` are files or folders, relative to the root; `settings` is anything else that decides the result.
 */
export async function step({ name, title, inputs, settings = null, outputs }, work) {
  const seen = `${hashFiles(inputs)} ${JSON.stringify(settings)}`;
  if (isCurrent(name, seen, outputs)) return;
  console.log(`== ${title}`);
  await work();
  remember(name, { inputs: seen, outputs: hashFiles(outputs) });
}
