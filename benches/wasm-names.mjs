// The names of the core's functions, which the built site leaves out.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { coreFiles } from "../scripts/lib/core.mjs";
import { readSettings } from "../scripts/lib/settings.mjs";

const functionNames = 1;

/** Reads bytes as the sections of WebAssembly hold them. */
function reader(bytes, start = 0) {
  let at = start;
  const number = () => {
    let [value, shift, byte] = [0, 0, 0x80];
    for (; byte & 0x80; shift += 7) {
      byte = bytes[at];
      value |= (byte & 0x7f) << shift;
      at += 1;
    }
    return value >>> 0;
  };
  const slice = () => {
    const length = number();
    at += length;
    return bytes.subarray(at - length, at);
  };
  return { number, slice, isAtEnd: () => at >= bytes.length };
}

/** Without the hashes that tell instances of one function or crate apart, and without our own name. */
const shorten = (name) => name.replace(/::h[0-9a-f]{16}(?=$|\W)|\[[0-9a-f]{10,16}\]/g, "").replaceAll("therapeutic_progress_tracker::", "");

function namesIn(section) {
  const parts = reader(section);
  while (!parts.isAtEnd()) {
    const kind = parts.number();
    const content = reader(parts.slice());
    if (kind !== functionNames) continue;
    const entries = Array.from({ length: content.number() }, () => [content.number(), shorten(Buffer.from(content.slice()).toString())]);
    return new Map(entries);
  }
  return new Map();
}

/** The smaller core's functions by number: the same optimiser with the same flags, only that it keeps the names. */
export function functionNamesOfCore() {
  const settings = readSettings();
  const { raw } = coreFiles(settings);
  if (!existsSync(raw)) throw new Error(`${raw} is missing: make build compiles it.`);
  const folder = mkdtempSync(join(tmpdir(), "names-"));
  try {
    const named = join(folder, "named.wasm");
    execFileSync("node", ["node_modules/binaryen/bin/wasm-opt", ...settings["wasm-opt"].flags, "-g", raw, "-o", named]);
    const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(readFileSync(named)), "name");
    return namesIn(new Uint8Array(section));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
