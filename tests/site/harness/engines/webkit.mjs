// WebKitGTK, by its driver and the driver's MiniBrowser. They need a screen, so one is drawn in memory.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { answers, freePort, says } from "./processes.mjs";
import { WebDriver } from "./webdriver.mjs";

/**
 * A desktop of its own for MiniBrowser, which saves in the desktop's folder for downloads: no option names another.
 *
 * It has no language: WebKitGTK then gives the page “C” for one, which the site must bear.
 */
function desktopIn(folder, downloads) {
  writeFileSync(join(folder, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  return { HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" };
}

/** Runs in the page: collects its errors. */
function collectErrors() {
  globalThis.complaints = [];
  addEventListener("error", ({ message }) => globalThis.complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => globalThis.complaints.push(String(reason)));
}

/**
 * Opens MiniBrowser, which keeps its storage in memory as long as a driver holds it.
 *
 * The driver tells of no error and runs nothing before the page's own script, so errors count from when a page has
 * loaded.
 */
export async function openWebKit({ folder, downloads, run }) {
  const screen = ["-displayfd", "3", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"];
  const display = await run("Xvfb", screen, { ready: says(3, /(\d+)\n/) });
  const address = `http://127.0.0.1:${await freePort()}`;
  const env = { ...desktopIn(folder, downloads), DISPLAY: `:${display}` };
  await run("WebKitWebDriver", [`--port=${new URL(address).port}`], { env, ready: answers(address) });
  const browser = await WebDriver.start(address, {}, collectErrors);
  await browser.command("window/rect", { x: 0, y: 0, width: 1280, height: 1000 });
  return { browser, complaints: () => browser.run(() => globalThis.complaints) };
}
