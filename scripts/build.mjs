// Builds dist/ from src/ and www/. What did not change is not built again.
import { rmSync } from "node:fs";
import { relative } from "node:path";
import { buildCore } from "./lib/core.mjs";
import { at, BuildError, filesUnder } from "./lib/files.mjs";
import { buildServiceWorker } from "./lib/offline.mjs";
import { readSettings } from "./lib/settings.mjs";
import { buildSite } from "./lib/site.mjs";
import { isSingleCurrent, singleName } from "./lib/single.mjs";
import { reportSizes } from "./lib/sizes.mjs";
import { sumsName, toolsNow, writeSums } from "./lib/sums.mjs";
import { buildTracker } from "./lib/tracker.mjs";

/** Removes what an earlier build left and this one did not write; the application in one file stays while it is current. */
function prune(names) {
  const kept = new Set(names);
  const stale = filesUnder(at("dist")).filter((path) => !kept.has(relative(at("dist"), path)));
  for (const path of stale) rmSync(path);
}

async function buildAll() {
  const settings = readSettings();
  const files = await buildCore(settings);
  await buildTracker(files);
  const names = ["tracker.js", "tracker.d.ts", ...(await buildSite())];
  names.push(await buildServiceWorker(names));
  prune(isSingleCurrent(files) ? [...names, singleName, sumsName] : [...names, sumsName]);
  writeSums(toolsNow());
  reportSizes(names, files, settings);
}

try {
  await buildAll();
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  console.error(`\nThe build stopped: ${error.message}`);
  process.exitCode = 1;
}
