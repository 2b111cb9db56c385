// dist/SHA256SUMS, by which a copy of the site can be compared with a published one, and the checksum that a page bears.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { at, filesUnder, write } from "./files.mjs";
import { outputOf } from "./run.mjs";

/** The file's name in dist/. */
export const sumsName = "SHA256SUMS";

/** What bears the checksum, or is made of what does, and so cannot be part of it. */
const bearers = ["index.html", "sw.js", "tracker.html", sumsName];

const sha256 = (content) => createHash("sha256").update(content).digest("hex");

/** Lines as `sha256sum` writes them, in the order of the names' characters. */
const lines = (names) => [...names].sort().map((name) => `${sha256(readFileSync(at("dist", name)))}  ${name}\n`).join("");

/** The version that package.json names. */
export const version = () => JSON.parse(readFileSync(at("package.json"), "utf8")).version;

/** The checksum of the files of dist/ that are named: of their lines in SHA256SUMS, those that bear it left out. */
export const checksumOf = (names) => sha256(lines(names.filter((name) => !bearers.includes(name))));

/** The element by which a page says what it is. */
export const buildTag = (checksum) => `<meta name="build" content="${version()} ${checksum}" />`;

const path = at("dist", sumsName);

/** What the build was made with, in one line. */
export const toolsNow = () => [outputOf("rustc", ["--version"]), outputOf("wasm-bindgen", ["--version"]), `Node.js ${process.version}`].join(", ");

/** The same of the build that lies in dist/. */
export const toolsThen = () => /^# Built with (.+)$/m.exec(readFileSync(path, "utf8"))[1];

/** Writes the sums of all that lies in dist/, and with what it was built. */
export function writeSums(tools) {
  const names = filesUnder(at("dist")).map((file) => relative(at("dist"), file)).filter((name) => name !== sumsName);
  const head = [`Therapeutic Progress Tracker ${version()}`, `The page shows ${checksumOf(names)}`, `Built with ${tools}`];
  write(path, `${head.map((line) => `# ${line}\n`).join("")}${lines(names)}`);
}
