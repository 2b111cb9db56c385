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

const seenBy = ({ inputs, settings = null }) => `${hashFiles(inputs)} ${JSON.stringify(settings)}`;

/** Whether a step's last run saw the same inputs and its outputs are still what it left. */
export function isCurrent({ name, inputs, settings, outputs }) {
  const last = readRecord()[name];
  if (!last || last.inputs !== seenBy({ inputs, settings })) return false;
  return outputs.every((path) => existsSync(at(path))) && last.outputs === hashFiles(outputs);
}

/**
 * Runs `work` unless the step is current.
 *
 * `inputs` and `outputs` are files or folders, relative to the root; `settings` is anything else that decides the result.
 */
export async function step({ name, title, inputs, settings, outputs }, work) {
  if (isCurrent({ name, inputs, settings, outputs })) return;
  const seen = seenBy({ inputs, settings });
  console.log(`== ${title}`);
  await work();
  remember(name, { inputs: seen, outputs: hashFiles(outputs) });
}
