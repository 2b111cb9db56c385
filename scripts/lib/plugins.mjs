// What esbuild has to be told to pack the core into one module.
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { build } from "esbuild";
import { at, root } from "./files.mjs";

/** The options that every bundle shares. */
export const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  write: false,
};

/** Reads the glue's JavaScript snippets from `src/`, so that all importers share one instance of each. */
const snippetsFromSource = {
  name: "snippets-from-source",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/snippets\// }, ({ path }) => {
      const source = at(path.split("/").slice(3).join("/"));
      // A dependency's snippet has no source here, and is taken from the package.
      return existsSync(source) ? { path: source } : undefined;
    });
  },
};

/** Keeps the snippets as `require` calls, in place of a copy. */
const snippetsOutside = {
  name: "snippets-outside",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/snippets\// }, ({ path }) => ({ path, external: true }));
  },
};

/** The core in gzip, as base64 text: base64 of what is not compressed would cost a third more to download. */
function packedWasm(packed) {
  const text = readFileSync(at(packed)).toString("base64");
  return `export default ${JSON.stringify(text)};`;
}

/** A function whose every call gives the glue's functions with a state of their own. */
async function freshGlue(glue) {
  const contents = `export { initSync, derive_key } from "./${basename(glue)}";`;
  const entry = { contents, resolveDir: dirname(at(glue)) };
  // The glue's way to fetch its wasm is dropped as unused; only that names import.meta.
  const logOverride = { "empty-import-meta": "silent" };
  const options = { ...shared, stdin: entry, format: "cjs", minify: false, logOverride, plugins: [snippetsOutside] };
  const code = (await build(options)).outputFiles[0].text;
  const snippets = [...new Set([...code.matchAll(/require\("(\.\/snippets\/[^"]+)"\)/g)].map((match) => match[1]))];
  const imports = snippets.map((path, index) => `import * as snippet${index} from ${JSON.stringify(path)};`);
  const table = snippets.map((path, index) => `${JSON.stringify(path)}: snippet${index}`);
  return `${imports.join("\n")}
const snippets = { ${table.join(", ")} };
const require = (path) => snippets[path];
export default () => { const module = { exports: {} };
${code}
return module.exports; };`;
}

/** Provides `core:glue`, `core:fresh` and `core:wasm` to the tracker's module. */
function coreModules({ glue, packed }) {
  const contents = { fresh: () => freshGlue(glue), wasm: () => packedWasm(packed) };
  return {
    name: "core-modules",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^core:glue$/ }, () => ({ path: at(glue) }));
      onResolve({ filter: /^core:(fresh|wasm)$/ }, ({ path }) => ({ path: path.slice(5), namespace: "core" }));
      onLoad({ filter: /.*/, namespace: "core" }, async ({ path }) => ({
        contents: await contents[path](),
        resolveDir: dirname(at(glue)),
      }));
    },
  };
}

/** Everything that the tracker's module needs to hold the core inside. */
export const corePlugins = (files) => [coreModules(files), snippetsFromSource];
