// Chromium, by its own driver.
import { join } from "node:path";
import { executablePath } from "../launch.mjs";
import { says } from "./processes.mjs";
import { WebDriver } from "./webdriver.mjs";

const quiet = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"];

/** Opens Chromium; it tells of every error on its console, and forgets what it has told. */
export async function openChromium({ folder, downloads, run }) {
  const port = await run("chromedriver", ["--port=0"], { ready: says(1, /started successfully on port (\d+)/) });
  const args = [...quiet, `--user-data-dir=${join(folder, "profile")}`, "--window-size=1280,1000"];
  const options = { binary: executablePath, args, prefs: { "download.default_directory": downloads } };
  const browser = await WebDriver.start(`http://127.0.0.1:${port}`, { "goog:chromeOptions": options, "goog:loggingPrefs": { browser: "SEVERE" } });
  const complaints = async () => (await browser.command("se/log", { type: "browser" })).map(({ message }) => message);
  return { browser, complaints };
}
