// dist/tracker.html, the whole application in one file that opens from a folder without a server.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { at, BuildError, write } from "./files.mjs";
import { corePlugins, shared } from "./plugins.mjs";
import { chartStyleHash, formatPolicy, readDefinition } from "./policy.mjs";
import { isCurrent, step } from "./steps.mjs";
import { buildTag } from "./sums.mjs";

/** The file's name in dist/. */
export const singleName = "tracker.html";

const entries = { app: "www/src/main.ts", worker: "www/src/vault/worker.ts", styles: "www/src/styles/index.css" };

async function bundle(entry, plugins) {
  return (await build({ ...shared, entryPoints: [entry], plugins })).outputFiles[0].text;
}

/** In the worker, the tracker's module stands where the site imports a file of its own. */
const trackerInside = {
  name: "tracker-inside",
  setup({ onResolve }) {
    onResolve({ filter: /\/tracker\.js$/ }, () => ({ path: at("www/src/tracker/index.ts") }));
  },
};

/**
 * A module without imports and exports as a classic script, which may not wait at its top level.
 *
 * What goes wrong while it starts is thrown once more outside the promise, where the page hears of it.
 */
const asClassic = (source) => `(async () => {${source}})().catch((error) => setTimeout(() => { throw error; }));`;

/** Puts the edition for one file in the site's place, with the worker's source inside. */
function editionInside(worker) {
  return {
    name: "edition-inside",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\/edition\.ts$/ }, () => ({ path: at("www/src/edition-single.ts") }));
      onResolve({ filter: /^single:worker$/ }, ({ path }) => ({ path, namespace: "single" }));
      onLoad({ filter: /.*/, namespace: "single" }, () => ({ contents: worker, loader: "text" }));
    },
  };
}

/** The checksum of what the file does and how it looks: of its script and its styles, one after the other. */
const checksumOf = (script, styles) => createHash("sha256").update(script).update(styles).digest("hex");

const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The site's policy with hashes in place of addresses: this file has no other file to load. */
function singlePolicy(script, styles) {
  const { policy } = readDefinition();
  const own = {
    "script-src": [hashOf(script), "'wasm-unsafe-eval'"],
    "style-src": [hashOf(styles), chartStyleHash()],
    "img-src": ["data:"],
    "font-src": ["'none'"],
    "manifest-src": ["'none'"],
    "worker-src": ["blob:"],
  };
  return formatPolicy({ ...policy, ...own });
}

const iconAddress = () => `data:image/svg+xml;base64,${readFileSync(at("www/static/icon.svg")).toString("base64")}`;

/** Puts a text in the place of the one line that matches; what it holds must not end its element. */
function replaced(page, line, text) {
  const found = page.match(new RegExp(line, "g")) ?? [];
  if (found.length !== 1) throw new BuildError(`www/index.html must contain ${line} once.`);
  return page.replace(found[0], () => text);
}

function assemble(script, styles) {
  const holdsEnd = /<\/script|<!--/i.test(script) || /<\/style/i.test(styles);
  if (holdsEnd) throw new BuildError("A script or a style holds the text that would end it in a page.");
  const meta = `<meta http-equiv="Content-Security-Policy" content="${singlePolicy(script, styles)}">`;
  const parts = [
    ["<!-- policy -->", meta],
    ["<!-- build -->", buildTag(checksumOf(script, styles))],
    ['<link rel="icon" .*>', `<link rel="icon" href="${iconAddress()}" type="image/svg+xml" />`],
    ['\\s*<link rel="apple-touch-icon" .*>', ""],
    ['\\s*<link rel="manifest" .*>', ""],
    ['\\s*<link rel="modulepreload" .*>', ""],
    ['<link rel="stylesheet" .*>', `<style>${styles}</style>`],
    ['<script type="module" .*></script>', `<script type="module">${script}</script>`],
  ];
  return parts.reduce((page, [line, text]) => replaced(page, line, text), readFileSync(at("www/index.html"), "utf8"));
}

async function writeSingle(files) {
  const worker = asClassic(await bundle(entries.worker, [trackerInside, ...corePlugins(files)]));
  const [script, styles] = await Promise.all([bundle(entries.app, [editionInside(worker)]), bundle(entries.styles, [])]);
  write(at("dist", singleName), assemble(script, styles));
}

/** What the file is made of. */
function recipe(files) {
  const inputs = ["scripts/lib", "www", "src/wasm", "package.json", "package-lock.json", "tsconfig.json", ...Object.values(files)];
  return { name: "single", inputs, outputs: [`dist/${singleName}`] };
}

/** Whether the file is there and made of what is there now. One that is not must not lie beside a newer site. */
export const isSingleCurrent = (files) => isCurrent(recipe(files));

/** Writes the file unless it is current. */
export async function buildSingle(files) {
  await step({ ...recipe(files), title: "Packing the application into one file" }, () => writeSingle(files));
}
