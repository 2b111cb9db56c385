// dist/tracker.js, the one module that outside code imports, and its declarations.
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { at, BuildError, write } from "./files.mjs";
import { corePlugins, shared } from "./plugins.mjs";
import { step } from "./steps.mjs";

const entry = "www/src/tracker/index.ts";

/** What may not stand in a module that runs under the site's policy and fetches nothing. */
const forbidden = /\bfetch\(|\beval\(|new Function\(|import\.meta|\.innerHTML\b|importScripts/;

function checkModule(text) {
  const found = forbidden.exec(text);
  if (found) throw new BuildError(`dist/tracker.js contains ${found[0]}, which the site's policy forbids.`);
}

async function bundle(files) {
  const done = await build({ ...shared, entryPoints: [entry], plugins: corePlugins(files) });
  const { text } = done.outputFiles[0];
  checkModule(text);
  write(at("dist/tracker.js"), text);
}

/**
 * The interface of the module as it is published: the generated declarations without wasm-bindgen's own plumbing,
 * and the error class beside them.
 */
export function publishedTypings({ typings }) {
  const generated = readFileSync(at(typings), "utf8");
  const end = generated.indexOf("export type InitInput");
  if (end < 0) throw new BuildError(`${typings} does not look as wasm-bindgen writes it.`);
  const interfaces = generated.slice(0, end).replace(/^(\/\*.*\*\/\n)+/, "").trim();
  const errors = readFileSync(at("src/wasm/tracker_error.d.ts"), "utf8").trim();
  return `// Written by the build from the doc comments of src/wasm/.\n\n${interfaces}\n\n${errors}\n`;
}

/** Writes dist/tracker.js and dist/tracker.d.ts. */
export async function buildTracker(files) {
  const inputs = ["scripts/lib", "www/src/tracker", "src/wasm", "package-lock.json", ...Object.values(files)];
  const outputs = ["dist/tracker.js", "dist/tracker.d.ts"];
  await step({ name: "tracker", title: "Packing tracker.js", inputs, outputs }, async () => {
    await bundle(files);
    write(at("dist/tracker.d.ts"), publishedTypings(files));
  });
}
