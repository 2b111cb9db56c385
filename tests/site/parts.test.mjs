// The application comes in two parts: the locked page does without the second, and says so where it does not arrive.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe } from "./harness/axe.mjs";
import { openSite } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";

const passphrase = "four quiet words here";
let served;
let page;
let allow;

before(async () => {
  served = await openSite({ serviceWorkers: "block" });
  const arrives = new Promise((resolve) => (allow = resolve));
  await served.context.route("**/open.js", async (route) => route.fulfill({ response: await arrives.then(() => route.fetch()) }), { times: 1 });
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
});
after(() => served.close());

const create = async (name) => {
  await page.getByLabel("Name of the vault").fill(name);
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("Passphrase again", { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: "Create vault", exact: true }).click();
};

test("a vault that was opened before the second part came waits for it, and its heading then has the focus", async () => {
  await create("practice");
  await page.getByText("Opening…").waitFor();
  assert.equal(await page.getByRole("button", { name: "Lock", exact: true }).count(), 0);
  allow();
  const heading = page.getByRole("heading", { name: "Recovery code", level: 1 });
  await heading.waitFor();
  await page.waitForFunction(() => document.activeElement?.localName === "h1");
  await site.lockVault(page);
});

test("where the second part does not arrive the page says what to do", async () => {
  await served.context.route("**/open.js", (route) => route.abort());
  await page.reload();
  await page.getByRole("button", { name: "Create another vault" }).click();
  await create("second");
  await page.getByText("A part of the program did not arrive.").waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(served.seen.violations, []);
});
