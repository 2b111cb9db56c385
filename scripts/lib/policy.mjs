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

/** A policy in one line, as a header or a `<meta>` element holds it. */
export function formatPolicy(directives) {
  const text = Object.entries(directives).map(([name, values]) => [name, ...values].join(" "));
  return text.join("; ").replaceAll("{chart-style}", chartStyleHash());
}

/** The definition of all policies and headers, as it is written. */
export const readDefinition = () => JSON.parse(readFileSync(at("www/headers.json"), "utf8"));

/** The policies of the page (`meta` for its `<meta>` element, `page` for its header) and of the service worker. */
export function readPolicy() {
  const { policy, headerOnlyPolicy, serviceWorkerPolicy, headers } = readDefinition();
  const page = formatPolicy({ ...policy, ...headerOnlyPolicy });
  return { meta: formatPolicy(policy), page, serviceWorker: formatPolicy(serviceWorkerPolicy), headerOnly: formatPolicy(headerOnlyPolicy), headers };
}

const policyHeader = (value) => ({ "Content-Security-Policy": value });

/**
 * The headers of a site's files, by path: `[path, headers]`, in the order of a file `_headers`.
 *
 * Hosts apply every rule that matches and join equal headers, and of two policies both bind. So what the service
 * worker must be free of cannot stand in the rule for all paths: each file names its own policy.
 */
export function headerRules({ page, serviceWorker, headerOnly, headers }, names, serviceWorkerName) {
  const own = (name) => policyHeader(name === serviceWorkerName ? serviceWorker : page);
  const rules = names.filter((name) => name !== "_headers").map((name) => [`/${name}`, own(name)]);
  return [["/*", { ...policyHeader(headerOnly), ...headers }], ["/", policyHeader(page)], ...rules];
}

/** Rules in the form that static hosts read from a file `_headers`. */
export function formatHeaders(rules) {
  const lines = (headers) => Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`).join("");
  return rules.map(([path, headers]) => `${path}\n${lines(headers)}`).join("");
}

function parseRule(text) {
  const [path, ...lines] = text.split("\n").filter(Boolean);
  return [path, Object.fromEntries(lines.map((line) => line.trim().split(/:\s(.*)/s).slice(0, 2)))];
}

/** Reads back what `formatHeaders` wrote. */
export function parseHeaders(text) {
  return text.split(/^(?=\/)/m).map(parseRule);
}

/** What a host sends with a path: every rule that matches, equal headers joined. */
export function headersFor(rules, path) {
  const sent = {};
  for (const [rule, headers] of rules) {
    if (rule !== "/*" && rule !== path) continue;
    for (const [name, value] of Object.entries(headers)) sent[name] = name in sent ? `${sent[name]}, ${value}` : value;
  }
  return sent;
}
