// One folder for each store: a page that runs it, the store bundled as a site would bundle it, and nothing else.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = import.meta.dirname;
const sqlite = join(here, "../../node_modules/@evolu/sqlite-wasm/sqlite-wasm/jswasm/sqlite3.wasm");

/** Isolated, for a clock of 5 µs; kept by the browser, as a site's files are. */
const headers = `/*
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Embedder-Policy: require-corp
  Cross-Origin-Resource-Policy: same-origin
  Cache-Control: public, max-age=31536000, immutable
`;

const page = `<!doctype html><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,"><script type="module" src="page.js"></script>`;

/** The stores: what is bundled, what is copied beside it, and whether it keeps its data in files rather than IndexedDB. */
const stores = (site) => ({
  tracker: { entries: { peer: join(here, "../peer/peer.mjs") }, copies: { "tracker.js": join(site, "tracker.js") }, inFiles: false },
  "sqlite-mc": {
    entries: { peer: join(here, "sqlite-mc/peer.mjs"), worker: join(here, "sqlite-mc/worker.mjs") },
    copies: { "sqlite3.wasm": sqlite },
    inFiles: true,
  },
  "idb-webcrypto": { entries: { peer: join(here, "idb-webcrypto/peer.mjs") }, copies: {}, inFiles: false },
});

const bundle = (entryPoints, outdir) =>
  build({ entryPoints, outdir, bundle: true, minify: true, format: "esm", target: "chrome120", external: ["./tracker.js"], logLevel: "error" });

async function buildStore(folder, { entries, copies }) {
  mkdirSync(folder);
  writeFileSync(join(folder, "_headers"), headers);
  writeFileSync(join(folder, "index.html"), page);
  await bundle({ page: join(here, "../page/peers.mjs") }, folder);
  await bundle(entries, folder);
  for (const [name, file] of Object.entries(copies)) copyFileSync(file, join(folder, name));
  const engine = [...Object.keys(entries).map((name) => `${name}.js`), ...Object.keys(copies)];
  return engine.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name)), { level: 9 }).length, 0);
}

/** Builds every store below `folder`: `[{name, folder, download, inFiles}]`, the tracker first; `download` in bytes, gzip. */
export async function buildStores(site, folder) {
  const built = [];
  for (const [name, store] of Object.entries(stores(site))) {
    const own = join(folder, name);
    built.push({ name, folder: own, download: await buildStore(own, store), inFiles: store.inFiles });
  }
  return built;
}
