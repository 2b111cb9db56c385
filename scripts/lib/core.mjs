// The core: Rust to WebAssembly with wasm-pack, then made smaller with binaryen's wasm-opt.
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { at } from "./files.mjs";
import { outputOf, run } from "./run.mjs";
import { step } from "./steps.mjs";

const packaged = ["release", "dev", "profiling"];
const optimised = ".cache/core.wasm";

/** The names of what the core's build leaves behind. */
export function coreFiles({ build }) {
  const crate = /^name = "(.+)"/m.exec(readFileSync(at("Cargo.toml"), "utf8"))[1].replaceAll("-", "_");
  const file = (suffix) => `${build["out-dir"]}/${crate}${suffix}`;
  return { glue: file(".js"), typings: file(".d.ts"), raw: file("_bg.wasm"), wasm: optimised };
}

/** Where cargo unpacks the crates of a registry: a folder for each, which also tells what the registry is called. */
function crateFolders(cargo) {
  const folder = join(cargo, "registry/src");
  if (!existsSync(folder)) run("cargo", ["fetch", "--locked"]);
  return existsSync(folder) ? readdirSync(folder).sort().map((name) => join(folder, name)) : [];
}

/** The environment in which cargo compiles for WebAssembly as the settings say. */
export function wasmEnvironment({ build }) {
  const cargo = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  // What panics say must not tell where this was built, or two builds would differ. Of two prefixes the last one counts.
  const crates = crateFolders(cargo).map((folder) => [folder, "/crates"]);
  const target = process.env.CARGO_TARGET_DIR ?? at("target");
  const places = [[cargo, "/cargo"], ...crates, [at("."), "/tracker"], [target, "/tracker/target"]];
  const nowhere = places.map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
  // Of all the variables that carry flags this one comes first, and keeps flags with blanks whole.
  return { CARGO_ENCODED_RUSTFLAGS: [...build.rustflags, ...nowhere].join("\x1f") };
}

function packArguments({ target, profile, "out-dir": folder }) {
  const flags = packaged.includes(profile) ? [`--${profile}`] : ["--profile", profile];
  const output = ["--target", target, "--out-dir", folder];
  // Without no-install wasm-pack fetches whatever it misses; that is for scripts/setup to decide.
  return ["build", "--mode", "no-install", "--no-opt", "--no-pack", ...flags, ...output, "--", "--locked"];
}

async function compile(settings, { glue, typings, raw }) {
  const inputs = ["src", "Cargo.toml", "Cargo.lock"];
  const tools = [outputOf("rustc", ["--version"]), outputOf("wasm-bindgen", ["--version"])];
  const outputs = [glue, typings, raw];
  const title = "Compiling the core to WebAssembly: 1 to 3 minutes the first time";
  await step({ name: "core", title, inputs, settings: [settings.build, tools], outputs }, () =>
    run("wasm-pack", packArguments(settings.build), wasmEnvironment(settings)),
  );
}

async function optimise({ "wasm-opt": { flags } }, { raw, wasm }) {
  const inputs = [raw, "node_modules/binaryen/package.json"];
  const title = "Making it smaller with wasm-opt: about half a minute";
  await step({ name: "wasm-opt", title, inputs, settings: flags, outputs: [wasm] }, () => {
    mkdirSync(at(".cache"), { recursive: true });
    run("node", [at("node_modules/binaryen/bin/wasm-opt"), ...flags, at(raw), "-o", at(wasm)]);
  });
}

/** Builds the core, and says where its parts are. */
export async function buildCore(settings) {
  const files = coreFiles(settings);
  await compile(settings, files);
  await optimise(settings, files);
  return files;
}
