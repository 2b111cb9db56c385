// Accessibility rules, checked in a page by axe-core.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Runs in the page. */
async function runAxe() {
  const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ target, any }) => `${target.join(" ")}: ${any[0]?.message ?? ""}`) }));
}

/** What is wrong with the page as it is shown now: `[{id, help, at}]`. */
export async function axe(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  return page.evaluate(runAxe);
}
