// The whole application in one file, opened from a folder without a server.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch, serve, watch } from "./harness/index.mjs";
import { axe } from "./harness/axe.mjs";
import * as site from "./harness/pages.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const built = join(root, "dist/tracker.html");
const passphrase = "four quiet words here";
const folder = mkdtempSync(join(tmpdir(), "tracker-single-"));
const file = join(folder, "my tracker.html");
const moved = join(folder, "elsewhere", "renamed.html");
let context;
let seen;
let page;

before(async () => {
  execFileSync("node", [join(root, "scripts/single.mjs")], { cwd: root });
  copyFileSync(built, file);
  mkdirSync(join(folder, "elsewhere"));
  copyFileSync(built, moved);
  context = await launch({ viewport: { width: 1280, height: 900 } });
  seen = await watch(context);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
});
after(async () => {
  await context.close();
  rmSync(folder, { recursive: true, force: true });
});

const step = (name, steps) => test(name, () => site.pictured(page, steps));
const fileHash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const content = (element) => new RegExp(`<${element}[^>]*>([\\s\\S]*)</${element}>`).exec(readFileSync(built, "utf8"))[1];

test("the file allows its own script and its own style by their hashes, and nothing else to load or to connect to", () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(built, "utf8"))[1];
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  assert.ok(policy.includes(`script-src ${hash(content("script"))} 'wasm-unsafe-eval';`));
  assert.ok(policy.includes(`style-src ${hash(content("style"))} `));
  for (const rule of ["default-src 'none'", "connect-src 'none'", "worker-src blob:", "require-trusted-types-for 'script'"]) assert.ok(policy.includes(rule), rule);
  assert.doesNotMatch(policy, /'self'|unsafe-inline|'unsafe-eval'|https?:/);
});

step("opened from a folder it says where it keeps records, makes a vault and takes a session", async () => {
  await page.goto(pathToFileURL(file).href);
  await page.getByText("Your records are not in the file").waitFor();
  assert.deepEqual(await axe(page), []);
  await page.goto(`${pathToFileURL(file).href}#/about`);
  const checksum = createHash("sha256").update(content("script")).update(content("style")).digest("hex");
  await page.getByText(checksum, { exact: true }).waitFor();
  assert.match(readFileSync(join(root, "dist/SHA256SUMS"), "utf8"), new RegExp(`^${fileHash(file)}  tracker.html$`, "m"));
  await page.goto(pathToFileURL(file).href);
  await site.createVault(page, "practice", passphrase);
  await site.addClient(page, "Mira Holm");
  await site.startSession(page);
  await page.getByText("Neutral", { exact: true }).click();
  await page.getByLabel("What was talked about").fill("The nights are better.");
  await page.getByRole("button", { name: "Save session" }).click();
  await page.getByText("The nights are better.").waitFor();
});

step("after a reload the vault opens again with what was written, and a chart is drawn", async () => {
  await page.reload();
  await site.unlockVault(page, "practice", passphrase);
  await site.openClient(page, "Mira Holm");
  await page.getByText("The nights are better.").waitFor();
  await site.openSection(page, "Trend");
  await page.locator(".reading .drawing svg").first().waitFor();
});

step("in Chromium a copy in another folder finds the same vault, as the note says", async () => {
  await page.goto(pathToFileURL(moved).href);
  await page.getByRole("radio", { name: "practice" }).waitFor();
});

step("the settings say the same, and offer neither an installation nor work without a network", async () => {
  await site.unlockVault(page, "practice", passphrase);
  await site.goTo(page, "Settings");
  await page.getByText("Your records are not in the file").waitFor();
  assert.equal(await page.getByText("Without a network").count(), 0);
});

test("meanwhile it loaded nothing but itself and broke no policy", () => {
  assert.deepEqual(seen.violations, []);
  assert.deepEqual(seen.errors, []);
  for (const { url } of seen.requests) assert.match(url, /^(file:.*\.html|blob:|data:)/, url);
});

test("the ordinary site neither lists nor keeps the file", async () => {
  const server = await serve(join(root, "dist"));
  for (const name of ["", "sw.js", "app.js"]) {
    const text = await (await fetch(`${server.origin}/${name}`)).text();
    assert.ok(!text.includes("tracker.html"), name);
  }
  await server.close();
});
