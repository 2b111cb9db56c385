// The names of the core's functions, which the built site leaves out.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { coreFiles, shrink } from "../scripts/lib/core.mjs";
import { readSettings } from "../scripts/lib/settings.mjs";
import { namesOfFunctions } from "../scripts/lib/wasm.mjs";

/** Without its rank, the hashes that tell instances of one function or crate apart, and our own name. */
const shorten = (name) =>
  name.replace(/^\d+ /, "").replace(/::h[0-9a-f]{16}(?=$|\W)|\[[0-9a-f]{10,16}\]/g, "").replaceAll("therapeutic_progress_tracker::", "");

/** The smaller core's functions by number: made in the same way, only that it keeps the names. */
export function functionNamesOfCore() {
  const settings = readSettings();
  const { raw } = coreFiles(settings);
  if (!existsSync(raw)) throw new Error(`${raw} is missing: make build compiles it.`);
  const folder = mkdtempSync(join(tmpdir(), "names-"));
  try {
    const named = join(folder, "named.wasm");
    shrink(settings, raw, named, ["-g"]);
    return new Map([...namesOfFunctions(readFileSync(named))].map(([number, name]) => [number, shorten(name)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
