// One Chromium for all stores, each with an origin of its own.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isKeptIn, launch, serve, storages } from "../../tests/site/harness/index.mjs";
import { folderSize, run } from "../browser.mjs";
import { buildStores } from "./build.mjs";

const sizeOf = (folder) => (existsSync(folder) ? folderSize(folder) : 0);

/** The bytes on the disk of one origin's databases, or of the only origin that keeps files. */
function storedBy(profile, { origin, inFiles }) {
  const inside = join(profile, "Default");
  if (inFiles) return sizeOf(join(inside, "File System"));
  const databases = join(inside, "IndexedDB");
  const its = origin.replace("://", "_").replace(":", "_");
  const own = readdirSync(databases).filter((name) => name === its || name.startsWith(`${its}.`));
  return own.reduce((sum, name) => sum + sizeOf(join(databases, name)), 0);
}

async function openPage(context, { name, origin }) {
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(name, error));
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  return page;
}

/** The store as the measures see it; `current` answers the browser that runs now. */
const contestant = (store, profile, current) => ({
  ...store,
  /** A page of the store that stays open. */
  open: () => openPage(current(), store),
  /** Runs one function in a page just loaded, and closes it. */
  async fresh(called, ...args) {
    const page = await openPage(current(), store);
    const result = await run(page, called, ...args);
    await page.close();
    return result;
  },
  stored: () => storedBy(profile, store),
});

/**
 * Builds and serves the stores and starts a browser, while `work` runs.
 *
 * `work` gets `stores`, the tracker first, and `restart()`, after which nothing is left in the browser's memory.
 * `storage` is where the browser keeps IndexedDB, the name of one of the `storages`.
 */
export async function inOneBrowser(site, work, { storage = "LevelDB" } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "peers-"));
  const profile = join(folder, "profile");
  const servers = [];
  let context;
  const restart = async () => {
    await context?.close();
    context = await launch({ profile, args: storages[storage] });
  };
  try {
    mkdirSync(profile);
    const stores = [];
    for (const store of await buildStores(site, folder)) {
      servers.push(await serve(store.folder));
      stores.push(contestant({ ...store, origin: servers.at(-1).origin }, profile, () => context));
    }
    await restart();
    const results = await work({ stores, restart });
    isKeptIn(storage, profile);
    return results;
  } finally {
    await context?.close();
    await Promise.all(servers.map((server) => server.close()));
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
