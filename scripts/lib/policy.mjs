// The content policy and the other headers: one definition, www/headers.json.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { at, BuildError } from "./files.mjs";

/** The class name of every chart. Observable Plot writes it into the one style block that the policy allows. */
const chartClass = "trend";

const plotSource = "node_modules/@observablehq/plot/src/plot.js";

/** The `style-src` entry that allows exactly the style block of a chart. */
export function chartStyleHash() {
  const blocks = [...readFileSync(at(plotSource), "utf8").matchAll(/append\("style"\)\.text\(\s*`([^`]*)`\s*\)/g)];
  if (blocks.length !== 1) throw new BuildError(`${plotSource}: expected one style block, found ${blocks.length}.`);
  const text = blocks[0][1].replaceAll("${className}", chartClass);
  if (text.includes("${")) throw new BuildError(`${plotSource}: the style block depends on more than the class name.`);
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function format(directives) {
  const text = Object.entries(directives).map(([name, values]) => [name, ...values].join(" "));
  return text.join("; ").replaceAll("{chart-style}", chartStyleHash());
}

/** The policy for `<meta>` and all headers, ready to be sent. */
export function readPolicy() {
  const { policy, headerOnlyPolicy, headers } = JSON.parse(readFileSync(at("www/headers.json"), "utf8"));
  const full = format({ ...policy, ...headerOnlyPolicy });
  return { meta: format(policy), headers: { "Content-Security-Policy": full, ...headers } };
}

/** The headers in the form that static hosts read from a file `_headers`. */
export function formatHeaders(headers) {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  return `/*\n${lines.join("\n")}\n`;
}

/** Reads back what `formatHeaders` wrote. */
export function parseHeaders(text) {
  const lines = text.split("\n").slice(1).filter(Boolean);
  return Object.fromEntries(lines.map((line) => line.trim().split(/:\s(.*)/s).slice(0, 2)));
}
