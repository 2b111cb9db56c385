// What a browser downloads, and whether that is within the budget.
import { readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { at, BuildError } from "./files.mjs";

const kib = (bytes) => bytes / 1024;
const shown = (bytes) => `${kib(bytes).toFixed(1).padStart(8)} KiB`;

/** Length of a file, as it is and compressed. */
function measure(path) {
  const content = readFileSync(at(path));
  return { path, raw: content.length, gzip: gzipSync(content, { level: 9 }).length };
}

function checkBudget(what, bytes, limit) {
  if (kib(bytes) > limit) {
    throw new BuildError(`${what}: ${kib(bytes).toFixed(1)} KiB compressed, over the budget of ${limit} KiB in wasm-pack.toml.`);
  }
}

/** Prints the size of every file and fails where a budget is exceeded. */
export function reportSizes(names, { wasm, packed }, { budget }) {
  const downloads = names.filter((name) => name !== "_headers" && !name.endsWith(".d.ts"));
  const sizes = downloads.map((name) => measure(`dist/${name}`));
  for (const { path, raw, gzip } of sizes) console.log(`${shown(raw)} ${shown(gzip)} gzip  ${path}`);
  const core = { raw: statSync(at(wasm)).size, gzip: statSync(at(packed)).size };
  const total = sizes.reduce((sum, { gzip }) => sum + gzip, 0);
  console.log(`${shown(core.raw)} ${shown(core.gzip)} gzip  the core alone, of ${budget["wasm-gzip-kib"]} KiB allowed`);
  console.log(`${" ".repeat(12)} ${shown(total)} gzip  the whole site, of ${budget["site-gzip-kib"]} KiB allowed`);
  checkBudget("The core", core.gzip, budget["wasm-gzip-kib"]);
  checkBudget("The site", total, budget["site-gzip-kib"]);
}
