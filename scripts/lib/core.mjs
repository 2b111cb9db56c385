// The core: Rust to WebAssembly with wasm-pack, made smaller with binaryen's wasm-opt, and packed with zopfli.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { at } from "./files.mjs";
import { orderByLikeness } from "./likeness.mjs";
import { outputOf, run } from "./run.mjs";
import { step } from "./steps.mjs";
import { functionBodies, importedFunctions, namesOfFunctions, withFunctionNames } from "./wasm.mjs";

const packaged = ["release", "dev", "profiling"];
const optimised = ".cache/core.wasm";
const cargoHome = () => process.env.CARGO_HOME ?? join(homedir(), ".cargo");

/** The names of what the core's build leaves behind. */
export function coreFiles({ build }) {
  const crate = /^name = "(.+)"/m.exec(readFileSync(at("Cargo.toml"), "utf8"))[1].replaceAll("-", "_");
  const file = (suffix) => `${build["out-dir"]}/${crate}${suffix}`;
  return { glue: file(".js"), typings: file(".d.ts"), raw: file("_bg.wasm"), wasm: optimised, packed: `${optimised}.gz` };
}

/** Where cargo unpacks the crates of a registry: a folder for each, which also tells what the registry is called. */
function crateFolders(cargo) {
  const folder = join(cargo, "registry/src");
  if (!existsSync(folder)) run("cargo", ["fetch", "--locked"]);
  return existsSync(folder) ? readdirSync(folder).sort().map((name) => join(folder, name)) : [];
}

/** The environment in which cargo compiles for WebAssembly as the settings say. */
export function wasmEnvironment({ build }) {
  const cargo = cargoHome();
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

const wasmOpt = (...parameters) => run("node", [at("node_modules/binaryen/bin/wasm-opt"), ...parameters]);

/** Names functions in the order in which they are to stand: wasm-opt sorts by names. Those they have come after that. */
function nameByOrder(wasm) {
  const [first, known] = [importedFunctions(wasm), namesOfFunctions(wasm)];
  const order = orderByLikeness(functionBodies(wasm));
  const entries = order.map((place, rank) => [first + place, `${String(rank).padStart(6, "0")} ${known.get(first + place) ?? ""}`]);
  return withFunctionNames(wasm, new Map(entries.sort(([one], [other]) => one - other)));
}

/**
 * Makes the core smaller, and has its functions stand in the order in which they compress best; `kept` are flags of
 * wasm-opt for a core that is not what ships: `-g` for one whose functions have names.
 */
export function shrink({ "wasm-opt": { flags } }, from, to, kept = []) {
  wasmOpt(...flags, ...kept, from, "-o", to);
  writeFileSync(to, nameByOrder(readFileSync(to)));
  const features = flags.filter((flag) => flag.startsWith("--enable-"));
  const without = kept.length === 0 ? ["--strip-debug"] : kept;
  wasmOpt(...features, "--reorder-functions-by-name", ...without, to, "-o", to);
}

async function optimise(settings, { raw, wasm }) {
  const inputs = [raw, "node_modules/binaryen/package.json", ...["core", "likeness", "wasm"].map((name) => `scripts/lib/${name}.mjs`)];
  const title = "Making it smaller with wasm-opt: about half a minute";
  await step({ name: "wasm-opt", title, inputs, settings: settings["wasm-opt"], outputs: [wasm] }, () => {
    mkdirSync(at(".cache"), { recursive: true });
    shrink(settings, at(raw), at(wasm));
  });
}

/** Packs the core into a gzip file, four hundredths smaller than gzip itself can make it. */
async function pack({ wasm, packed }) {
  const settings = outputOf("cargo", ["install", "--list", "--root", cargoHome()]).match(/^zopfli .+$/m)?.[0];
  const title = "Packing it with zopfli: a few seconds";
  await step({ name: "zopfli", title, inputs: [wasm], settings, outputs: [packed] }, () => run(join(cargoHome(), "bin/zopfli"), [at(wasm)]));
}

/** Builds the core, and says where its parts are. */
export async function buildCore(settings) {
  const files = coreFiles(settings);
  await compile(settings, files);
  await optimise(settings, files);
  await pack(files);
  return files;
}
