// The site as an app: installable, kept for work without a network, and patient with new versions.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { dist, launch, serve, watch } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";

const passphrase = "four quiet words here";
const folder = mkdtempSync(join(tmpdir(), "tracker-app-"));
/** The site lies in a folder of its host, as it may. */
const host = join(folder, "host");
const copy = join(host, "practice");
const mark = "/* a later version */";
let server;
let context;
let seen;
let page;
let home;

before(async () => {
  cpSync(dist, copy, { recursive: true });
  writeFileSync(join(host, "_headers"), "/*\n  X-Content-Type-Options: nosniff\n");
  server = await serve(host);
  home = `${server.origin}/practice`;
  context = await launch({ viewport: { width: 1280, height: 900 } });
  seen = await watch(context);
  page = await site.openStart(context, home);
  page.setDefaultTimeout(15_000);
});
after(async () => {
  await context.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const step = (name, steps) => test(name, () => site.pictured(page, steps));
const goOnWriting = () => page.getByRole("link", { name: "Continue writing" }).click();
const notice = () => page.getByText("A new version is ready.");

/** Runs in the page: waits until a service worker is in charge of this folder. */
async function kept() {
  const registration = await navigator.serviceWorker.ready;
  const { active } = registration;
  if (active.state !== "activated") await new Promise((resolve) => active.addEventListener("statechange", resolve, { once: true }));
  return registration.scope;
}

/** Runs in the page: looks for a new version; resolves to what became of it. */
async function look() {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  const found = registration.installing ?? registration.waiting;
  if (!found) return "none";
  if (found.state === "installing") await new Promise((resolve) => found.addEventListener("statechange", resolve, { once: true }));
  return found.state;
}

const integrity = (content) => `sha256-${createHash("sha256").update(content).digest("base64")}`;

/** Puts a later version of the styles on the host, and a service worker that names it, honestly or not. */
function publish(text, { honest }) {
  const styles = readFileSync(join(dist, "styles.css"), "utf8");
  const named = honest ? styles + text : `${styles}something else`;
  const worker = readFileSync(join(dist, "sw.js"), "utf8").replace(integrity(styles), integrity(named));
  const version = /"([0-9a-f]{16})"/.exec(worker)[1];
  writeFileSync(join(copy, "styles.css"), styles + text);
  writeFileSync(join(copy, "sw.js"), worker.replace(version, createHash("sha256").update(named).digest("hex").slice(0, 16)));
}

step("the browser finds nothing that keeps the site from being installed", async () => {
  const session = await context.newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors, []);
  const { manifest, errors } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(manifest.startUrl, `${home}/`);
  assert.equal(manifest.scope, `${home}/`);
});

step("the browser's offer to install becomes a button that asks once", async () => {
  await page.evaluate(() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true });
    offer.prompt = async () => {
      document.body.dataset.asked = "yes";
      return { outcome: "dismissed" };
    };
    dispatchEvent(offer);
    document.body.dataset.kept = String(offer.defaultPrevented);
  });
  await page.getByRole("button", { name: "Install as an app" }).click();
  assert.deepEqual(await page.evaluate(() => ({ ...document.body.dataset })), { asked: "yes", kept: "true" });
  assert.equal(await page.getByRole("button", { name: "Install as an app" }).count(), 0);
});

step("after the first visit a service worker has the site's folder in its charge, and nothing above it", async () => {
  assert.equal(await page.evaluate(kept), `${home}/`);
});

step("storage is asked for after the first save, and the settings say in words what the browser answered", async () => {
  await page.addInitScript(() => {
    globalThis.asked = 0;
    navigator.storage.persist = () => Promise.resolve(Boolean((globalThis.asked += 1)) && false);
  });
  await page.reload();
  await site.createVault(page, "practice", passphrase);
  assert.equal(await page.evaluate(() => globalThis.asked), 0);
  await site.addClient(page, "Mira Holm");
  await site.addGoal(page, "Sleep through the night");
  assert.equal(await page.evaluate(() => globalThis.asked), 1);
  await site.goTo(page, "Settings");
  await page.getByText("The browser has not promised to keep this site's storage.").waitFor();
  await page.getByText(/^In use: .+ of about .+ that the browser allows/).waitFor();
  await page.getByText("It opens without a network.").waitFor();
  await page.getByRole("button", { name: "Ask the browser to keep it" }).click();
  await page.getByText("The browser did not promise it.").waitFor();
});

step("the site opens and works when its host is gone", async () => {
  await site.lockVault(page);
  const { port } = new URL(server.origin);
  await server.close();
  await page.goto(`${home}/index.html`);
  await page.goto(`${home}/`);
  await site.unlockVault(page, "practice", passphrase);
  await site.openClient(page, "Mira Holm");
  await site.startSession(page);
  await page.getByText("Neutral", { exact: true }).click();
  await page.getByLabel("What was talked about").fill("Written without a network.");
  await page.getByRole("button", { name: "Save session" }).click();
  await page.getByText("Written without a network.").waitFor();
  const other = await context.newPage();
  await other.goto(`${home}/#/about`);
  await other.getByText("Keep a copy").waitFor();
  await other.close();
  server = await serve(host, Number(port));
});

step("a version whose files are not what it names is refused, and the one before stays", async () => {
  publish(mark, { honest: false });
  assert.equal(await page.evaluate(look), "redundant");
  assert.equal(await notice().count(), 0);
});

step("a new version waits, and says nothing while somebody writes", async () => {
  await site.startSession(page);
  await page.getByLabel("What was talked about").fill("Half a sentence that must not be l");
  await page.getByText("Draft kept, encrypted").waitFor();
  publish(mark, { honest: true });
  assert.equal(await page.evaluate(look), "installed");
  assert.equal(await notice().count(), 0);
  assert.equal(await page.evaluate(async (address) => (await caches.match(address)).text().then((text) => text.length), `${home}/styles.css`), readFileSync(join(dist, "styles.css"), "utf8").length);
  await site.goTo(page, "Clients");
  await notice().waitFor();
});

step("the new version can be put off, and comes when it is asked for, with the vault locked and the draft kept", async () => {
  await page.getByRole("button", { name: "Later" }).click();
  assert.equal(await notice().count(), 0);
  await page.reload();
  await site.unlockVault(page, "practice", passphrase);
  await site.openClient(page, "Mira Holm");
  await goOnWriting();
  await page.getByLabel("What was talked about").fill("Half a sentence that must not be lost");
  await site.goTo(page, "Clients");
  await page.evaluate(() => Object.assign(globalThis, { isTheOldPage: true }));
  await page.getByRole("button", { name: "Reload" }).click();
  await page.waitForFunction(() => !globalThis.isTheOldPage);
  await page.getByRole("heading", { name: "Your vaults on this device" }).waitFor();
  assert.equal(await notice().count(), 0);
  // Where the version before was slow to give way, the page is there before the new one has tidied up.
  // Asked from here: a promise that a waiting function returns would count as true.
  for (let tries = 0; tries < 100 && (await page.evaluate(() => caches.keys())).length > 1; tries += 1) await pause(100);
  assert.ok((await page.evaluate(async (address) => (await caches.match(address)).text(), `${home}/styles.css`)).endsWith(mark));
  await site.unlockVault(page, "practice", passphrase);
  await site.openClient(page, "Mira Holm");
  await goOnWriting();
  assert.equal(await page.getByLabel("What was talked about").inputValue(), "Half a sentence that must not be lost");
});

test("a host that reads _headers gives the page and the service worker each a policy of its own", async () => {
  const whole = await serve(dist);
  const policy = async (path) => (await fetch(`${whole.origin}/${path}`)).headers.get("content-security-policy");
  for (const path of ["", "index.html", "worker.js", "tracker.js"]) assert.match(await policy(path), /connect-src 'none'/, path);
  for (const path of ["", "sw.js", "no-such-file"]) assert.match(await policy(path), /frame-ancestors 'none'/, path);
  assert.match(await policy("sw.js"), /default-src 'none'; connect-src 'self'/);
  assert.doesNotMatch(await policy("sw.js"), /connect-src 'none'/);
  await whole.close();
});

test("meanwhile nothing was asked of any other place, and no policy was broken", () => {
  assert.deepEqual(seen.violations, []);
  for (const { url } of seen.requests) assert.ok(url.startsWith(`${home}/`) || url.startsWith("blob:"), url);
});
