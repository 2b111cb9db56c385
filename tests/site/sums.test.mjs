// The sums of the build's files, and the checksum that the page shows of itself.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { dist, openSite } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";

const root = new URL("../../", import.meta.url);
const sums = readFileSync(join(dist, "SHA256SUMS"), "utf8");
const version = JSON.parse(readFileSync(new URL("package.json", root), "utf8")).version;
const checksum = /^# The page shows ([0-9a-f]{64})$/m.exec(sums)?.[1];
const copy = mkdtempSync(join(tmpdir(), "tracker-sums-"));
let served;

before(async () => {
  cpSync(dist, copy, { recursive: true });
  served = await openSite({ serviceWorkers: "block", viewport: { width: 1280, height: 900 } });
});
after(async () => {
  await served.close();
  rmSync(copy, { recursive: true, force: true });
});

const checked = (folder) => spawnSync("sha256sum", ["-c", "--strict", "--quiet", "SHA256SUMS"], { cwd: folder, encoding: "utf8" });

test("every file of the build has its sum, which sha256sum finds right", () => {
  const listed = sums.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.slice(66));
  const there = readdirSync(dist, { recursive: true }).filter((name) => name !== "SHA256SUMS").sort();
  assert.deepEqual(listed, there);
  assert.deepEqual([checked(dist).status, checked(dist).stdout], [0, ""]);
});

test("one changed byte is told", () => {
  const changed = readFileSync(join(copy, "open.js"));
  changed[changed.length >> 1] ^= 1;
  writeFileSync(join(copy, "open.js"), changed);
  const { status, stdout } = checked(copy);
  assert.deepEqual([status, stdout], [1, "open.js: FAILED\n"]);
});

test("the checksum is the one that the command in README gives", () => {
  const command = /^grep -vE .* SHA256SUMS \| sha256sum$/m.exec(readFileSync(new URL("README.md", root), "utf8"))[0];
  assert.equal(execFileSync("bash", ["-c", command], { cwd: dist, encoding: "utf8" }), `${checksum}  -\n`);
});

test("the crate, the package and the sums are of one version", () => {
  assert.ok(sums.startsWith(`# Therapeutic Progress Tracker ${version}\n`));
  assert.match(readFileSync(new URL("Cargo.toml", root), "utf8"), new RegExp(`^version = "${version}"$`, "m"));
});

test("the page about the program shows the version and the checksum, on a phone too", async () => {
  const page = await site.openStart(served.context, served.origin);
  await page.goto(`${served.origin}/#/about`);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await page.getByText(`Version ${version}, with this checksum:`).waitFor();
    await page.getByText(checksum, { exact: true }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  }
  assert.deepEqual(served.seen.violations, []);
});
