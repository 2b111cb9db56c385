// Builds dist/tracker.html from the core that the build left.
import { statSync } from "node:fs";
import { coreFiles } from "./lib/core.mjs";
import { at, BuildError } from "./lib/files.mjs";
import { readSettings } from "./lib/settings.mjs";
import { buildSingle, singleName } from "./lib/single.mjs";
import { toolsThen, writeSums } from "./lib/sums.mjs";

try {
  await buildSingle(coreFiles(readSettings()));
  writeSums(toolsThen());
  const megabytes = (statSync(at("dist", singleName)).size / 1e6).toFixed(1);
  console.log(`== dist/${singleName} (${megabytes} MB) opens from any folder`);
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  console.error(`\nThe build stopped: ${error.message}`);
  process.exitCode = 1;
}
