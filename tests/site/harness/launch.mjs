// Starts the system's Chromium.
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

/** The browser under test. */
export const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Keeps Chromium from reaching anything but this machine, and from needing a desktop or a GPU. */
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
];

/** Chromium's last helper processes may still write while the context closes, so removing is tried again. */
function removingOnClose(context, folder) {
  const close = context.close.bind(context);
  context.close = async (options) => {
    await close(options);
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  return context;
}

/**
 * A browser context that keeps its storage on disk, as a user's does.
 *
 * `profile` is the folder it keeps it in: one given stays, the default is a fresh one that goes with the context.
 * `netLog` is a file for Chromium's network log, complete once the context is closed. `args` are further flags,
 * everything else goes to playwright as it is.
 */
export async function launch({ profile, netLog, args = [], ...options } = {}) {
  const folder = profile ?? mkdtempSync(join(tmpdir(), "tracker-profile-"));
  const logging = netLog ? [`--log-net-log=${netLog}`] : [];
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    chromiumSandbox: false,
    args: [...quiet, ...logging, ...args],
    ...options,
  });
  return profile ? context : removingOnClose(context, folder);
}
