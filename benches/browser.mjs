// Headless Chromium over the built site, with pages that hold nothing but what is measured.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, serve } from "../tests/site/harness/index.mjs";

const pageFiles = join(import.meta.dirname, "page");

/** Without isolation the browser blurs its clock to 100 µs. */
const isolated = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

function answer(route) {
  const name = new URL(route.request().url()).pathname.split("/").pop();
  if (!name) return route.fulfill({ contentType: "text/html", headers: isolated, body: `<!doctype html><script type="module" src="index.mjs"></script>` });
  return route.fulfill({ contentType: "text/javascript", headers: isolated, body: readFileSync(join(pageFiles, name), "utf8") });
}

/** How many bytes a folder's files have. */
export function folderSize(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

async function openBench(context, origin) {
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`${origin}/bench/`);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  return page;
}

/** Runs one function of the page, in `page`. */
export const run = (page, name, ...args) => page.evaluate(([called, given]) => globalThis.bench[called](...given), [name, args]);

/**
 * A browser with a profile of its own, while `work` runs.
 *
 * `work` gets `fresh(name, ...args)`, which runs a function in a page just loaded and closes it, `restart()`, after
 * which nothing is left in the browser's memory, and `stored()`, the bytes of all its databases on the disk.
 */
export async function inProfile(site, work) {
  const profile = mkdtempSync(join(tmpdir(), "bench-"));
  const server = await serve(site);
  let context;
  const start = async () => {
    context = await launch({ profile });
    await context.route(`${server.origin}/bench/**`, answer);
  };
  const fresh = async (name, ...args) => {
    const page = await openBench(context, server.origin);
    const result = await run(page, name, ...args);
    await page.close();
    return result;
  };
  const restart = async () => {
    await context.close();
    await start();
  };
  try {
    await start();
    return await work({ fresh, restart, stored: () => folderSize(join(profile, "Default/IndexedDB")) });
  } finally {
    await context?.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
