// Debian's three engines, each started with a fresh profile and driven by a protocol of the W3C's.
import { mkdirSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { familyOf, killAll } from "../kill.mjs";
import { openChromium } from "./chromium.mjs";
import { openFirefox } from "./firefox.mjs";
import { start } from "./processes.mjs";
import { openWebKit } from "./webkit.mjs";

/**
 * Ends what was started, the latest first, and removes the folder of it all, which no straggler may make anew.
 * `look` is called in between, for what the engine has left in its folder.
 */
async function endAll(browser, programs, folder, look = () => undefined) {
  const family = familyOf(programs.map(({ pid }) => pid));
  // One that is gone already cannot be asked to go.
  await browser?.end().catch(() => undefined);
  for (const { close } of programs.toReversed()) await close();
  killAll(family);
  try {
    await look();
  } finally {
    await removeFolder(folder);
  }
}

function removeFolder(folder) {
  return rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** Opens an engine in a folder of its own, with a folder in it for what is saved. Whatever fails, nothing stays behind. */
async function launch(open, options) {
  const folder = mkdtempSync(join(tmpdir(), "tracker-engine-"));
  const downloads = join(folder, "downloads");
  const programs = [];
  const run = async (...call) => {
    programs.push(await start(...call));
    return programs.at(-1).said;
  };
  try {
    mkdirSync(downloads);
    const { browser, complaints } = await open({ folder, downloads, run, ...options });
    return { browser, complaints, downloads, close: (look) => endAll(browser, programs, folder, look) };
  } catch (error) {
    await endAll(undefined, programs, folder);
    throw error;
  }
}

/**
 * The engines by their names. Each starts when it is called and resolves to
 * `browser`, which one person uses; `downloads`, the folder that it saves in; `complaints()`, the errors of its page;
 * and `close(look)`, which ends it, calls `look` if it is given, and removes all that it kept.
 */
export const engines = {
  Chromium: () => launch(openChromium),
  "Firefox ESR": (options) => launch(openFirefox, options),
  WebKitGTK: () => launch(openWebKit),
};
