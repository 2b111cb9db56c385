// dist/sw.js, the service worker that keeps the site's files for work without a network.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { at, write } from "./files.mjs";
import { shared } from "./plugins.mjs";
import { step } from "./steps.mjs";

/** The service worker's file. Its folder is the scope in which it acts. */
export const serviceWorkerName = "sw.js";

const entry = "www/src/offline/service-worker.ts";

const hashOf = (content, encoding) => createHash("sha256").update(content).digest(encoding);

/** What works without a network: everything a page loads. Icons are the installing browser's business. */
const isNeeded = (name) => name !== "_headers" && !/\.(d\.ts|png)$/.test(name);

/** Addresses relative to the site, each with its file's hash. Some hosts redirect index.html, so the folder stands for it. */
function precache(names) {
  const files = names.filter(isNeeded).sort();
  return files.map((name) => [name === "index.html" ? "./" : name, `sha256-${hashOf(readFileSync(at("dist", name)), "base64")}`]);
}

/** Provides `offline:files` to the service worker. */
function precacheModule(files) {
  const contents = `export const version = ${JSON.stringify(hashOf(JSON.stringify(files), "hex").slice(0, 16))};
export const files = ${JSON.stringify(files)};`;
  return {
    name: "precache",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^offline:files$/ }, ({ path }) => ({ path, namespace: "offline" }));
      onLoad({ filter: /.*/, namespace: "offline" }, () => ({ contents }));
    },
  };
}

async function bundle(names) {
  const plugins = [precacheModule(precache(names))];
  const done = await build({ ...shared, format: "iife", entryPoints: [entry], plugins });
  write(at("dist", serviceWorkerName), done.outputFiles[0].contents);
}

/** Writes the service worker for the files of `dist/` that are named, which must be there. Returns its name. */
export async function buildServiceWorker(names) {
  const inputs = ["scripts/lib", "www/src/offline", "package-lock.json", ...names.map((name) => `dist/${name}`)];
  const outputs = [`dist/${serviceWorkerName}`];
  await step({ name: "offline", title: "Listing the site's files for work without a network", inputs, outputs }, () => bundle(names));
  return serviceWorkerName;
}
