// What the page looked like when a step failed.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs steps in a browser; where they fail, a picture of the page goes to a temporary folder, which the error names. */
export async function pictured(browser, steps) {
  try {
    return await steps();
  } catch (error) {
    const path = join(mkdtempSync(join(tmpdir(), "tracker-failed-")), "page.png");
    const taken = await browser.picture().catch(() => undefined);
    if (taken) writeFileSync(path, taken);
    error.message += taken ? `\nThe page at that moment: ${path}` : "\nThe browser gave no picture of the page.";
    throw error;
  }
}
