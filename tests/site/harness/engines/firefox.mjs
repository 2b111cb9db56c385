// Firefox, by the protocol that it speaks itself: no driver stands between.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Bidi } from "./bidi.mjs";
import { says } from "./processes.mjs";

/**
 * What a person's Firefox has, and one that is driven does not unless it is told: it keeps the pages of a folder apart
 * from each other. The others keep it from greeting, and from reaching out, as the driven one does.
 */
export const asPeopleHaveIt = {
  "remote.prefs.recommended": false,
  "browser.aboutwelcome.enabled": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};

function makeProfile(folder, preferences) {
  mkdirSync(folder);
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  writeFileSync(join(folder, "user.js"), lines.join(""));
}

/** Opens Firefox; it tells of every error since it started. */
export async function openFirefox({ folder, downloads, run, preferences = {} }) {
  const profile = join(folder, "profile");
  makeProfile(profile, preferences);
  const args = ["--headless", "--no-remote", "--width=1280", "--height=1000", "--profile", profile, "--remote-debugging-port=0"];
  const address = await run("firefox-esr", args, { ready: says(2, /WebDriver BiDi listening on (ws:\S+)/) });
  const browser = await Bidi.start(address, downloads);
  return { browser, complaints: async () => browser.errors };
}
