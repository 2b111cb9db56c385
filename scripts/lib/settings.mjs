// The settings of the WebAssembly build: wasm-pack.toml, checked.
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { at, BuildError } from "./files.mjs";

const isText = (value) => typeof value === "string" && value !== "";
const isTexts = (value) => Array.isArray(value) && value.every(isText);
const isSize = (value) => typeof value === "number" && value > 0;

const known = {
  build: { target: isText, profile: isText, "out-dir": isText, rustflags: isTexts },
  "wasm-opt": { flags: isTexts },
  budget: { "site-gzip-kib": isSize, "wasm-gzip-kib": isSize },
};

function check(found, table) {
  const wanted = known[table];
  if (!wanted) throw new BuildError(`wasm-pack.toml: [${table}] is not a known table.`);
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(found)])) {
    if (!wanted[key]) throw new BuildError(`wasm-pack.toml: ${key} is not a known key of [${table}].`);
    if (!wanted[key](found[key])) throw new BuildError(`wasm-pack.toml: ${key} of [${table}] is missing or wrong.`);
  }
}

/** Reads wasm-pack.toml. Fails on any table, key or value that the build would not heed. */
export function readSettings() {
  const settings = parse(readFileSync(at("wasm-pack.toml"), "utf8"));
  for (const table of new Set([...Object.keys(known), ...Object.keys(settings)])) {
    check(settings[table] ?? {}, table);
  }
  return settings;
}
