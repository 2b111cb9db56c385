// The site around tracker.js: scripts, styles, the page with its policy, and the files that are copied as they are.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { build } from "esbuild";
import { at, BuildError, filesUnder, write } from "./files.mjs";
import { serviceWorkerName } from "./offline.mjs";
import { shared } from "./plugins.mjs";
import { formatHeaders, headerRules, readPolicy } from "./policy.mjs";
import { step } from "./steps.mjs";
import { buildTag, checksumOf, sumsName } from "./sums.mjs";

const bundles = {
  "worker.js": "www/src/vault/worker.ts",
  "styles.css": "www/src/styles/index.css",
};

/** The application: what the locked page needs, what an open vault needs beside it, and what both share. */
const application = {
  entries: { app: "www/src/main.ts", open: "www/src/pages/open-pages.ts" },
  names: ["app.js", "open.js", "shared.js"],
};

/** What other steps write. */
const tracker = ["tracker.js", "tracker.d.ts"];
const elsewhere = [...tracker, serviceWorkerName, sumsName];

const copied = () => filesUnder(at("www/static")).map((path) => relative(at("www/static"), path));

/** The worker imports the tracker's module at run time, so that it is downloaded once and outside code can use it. */
const trackerOutside = {
  name: "tracker-outside",
  setup({ onResolve }) {
    onResolve({ filter: /(\/tracker\.js|\/tracker\/index\.ts)$/ }, () => ({ path: "./tracker.js", external: true }));
  },
};

async function bundle(name, entry) {
  const options = { ...shared, entryPoints: [entry], outfile: at("dist", name), plugins: [trackerOutside] };
  const { outputFiles } = await build(options);
  if (outputFiles.length !== 1) throw new BuildError(`${entry} gives ${outputFiles.length} files, expected ${name} alone.`);
  write(at("dist", name), outputFiles[0].contents);
}

/** Splits the application, so that the page of the locked vaults does not wait for charts and reports. */
async function bundleApplication() {
  const { entries, names } = application;
  const parts = { entryPoints: entries, outdir: at("dist"), splitting: true, chunkNames: "shared" };
  const { outputFiles } = await build({ ...shared, ...parts, plugins: [trackerOutside] });
  const written = outputFiles.map(({ path }) => relative(at("dist"), path)).sort();
  if (written.join() !== names.join()) throw new BuildError(`The application gives ${written.join(", ")}, expected ${names.join(", ")}.`);
  for (const { path, contents } of outputFiles) write(path, contents);
}

/** Puts a text in the place of a mark that the page must hold once. */
function marked(page, mark, text) {
  if (page.split(mark).length !== 2) throw new BuildError(`www/index.html must contain ${mark} once.`);
  return page.replace(mark, text);
}

/** Writes the page last: it bears the checksum of all the others but the service worker, which is made of it. */
function writePage({ meta }) {
  const policy = `<meta http-equiv="Content-Security-Policy" content="${meta}">`;
  const page = marked(readFileSync(at("www/index.html"), "utf8"), "<!-- policy -->", policy);
  write(at("dist/index.html"), marked(page, "<!-- build -->", buildTag(checksumOf([...tracker, ...ownNames()]))));
}

function ownNames() {
  return [...Object.keys(bundles), ...application.names, "index.html", "_headers", ...copied()];
}

async function writeSite() {
  const policy = readPolicy();
  await Promise.all([bundleApplication(), ...Object.entries(bundles).map(([name, entry]) => bundle(name, entry))]);
  write(at("dist/_headers"), formatHeaders(headerRules(policy, [...ownNames(), ...elsewhere], serviceWorkerName)));
  for (const path of copied()) write(at("dist", path), readFileSync(at("www/static", path)));
  writePage(policy);
}

function checkNames() {
  const written = [...Object.keys(bundles), ...application.names, ...elsewhere, "index.html", "_headers"];
  const taken = copied().find((path) => written.includes(path));
  if (taken) throw new BuildError(`www/static/${taken} would replace what the build writes.`);
}

/** Writes everything of `dist/` but the service worker and the sums; the tracker's module must be there. Returns the names of the files. */
export async function buildSite() {
  checkNames();
  const names = ownNames();
  const inputs = ["scripts/lib", "www", "src/wasm", "package.json", "package-lock.json", "tsconfig.json"];
  const outputs = names.map((name) => `dist/${name}`);
  const made = tracker.map((name) => `dist/${name}`);
  await step({ name: "site", title: "Bundling the site", inputs: [...inputs, ...made], outputs }, writeSite);
  return names;
}
