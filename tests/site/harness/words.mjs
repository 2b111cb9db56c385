// The words of the site, loaded as a page of one language loads them.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("../../../", import.meta.url);

/** What a piece of source that imports from the site exports, loaded as a page of one language loads it. */
export async function siteModule(contents, language = "en") {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(root) },
    bundle: true,
    format: "esm",
    write: false,
    define: { "navigator.languages": JSON.stringify([language]) },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** Every sentence of the site in a language, with numbers and dates in its way. */
export async function wordsOf(language) {
  return (await siteModule(`export { text } from "./www/src/text/index.ts";`, language)).text;
}

/** The files below a folder of the project whose names end so: `[{path, source}]`. */
export function sources(folder, ending) {
  const base = new URL(`${folder}/`, root);
  const paths = readdirSync(base, { recursive: true }).filter((path) => path.endsWith(ending));
  return paths.map((path) => ({ path, source: readFileSync(new URL(path, base), "utf8") }));
}

/** Every text and function of an object of words: `[path, value]`, the path in dots. */
export function leaves(words, path = "") {
  if (words === null || typeof words !== "object") return [[path, words]];
  return Object.entries(words).flatMap(([key, value]) => leaves(value, path ? `${path}.${key}` : key));
}
