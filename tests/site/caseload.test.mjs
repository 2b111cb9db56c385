// A caseload of a thousand clients: drawn in part, sorted, filtered, and usable without a mouse.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite, openTracker } from "./harness/index.mjs";
import { accessible, layoutShifts } from "./harness/looks.mjs";
import * as site from "./harness/pages.mjs";

const passphrase = "four quiet words here";
const courses = [
  ["negative", "negative", "positive", "positive"],
  ["positive", "positive", "negative", "negative"],
  ["neutral", "neutral", "neutral", "neutral"],
];
const named = { c0001: "Änne Öz", c0002: "anton", c0003: "Zoë", c0004: "Bert" };
let served;
let page;
let entries;

const id = (number) => `c${String(number).padStart(4, "0")}`;
const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString();

/** Four weekly sessions of one client; the last was up to seven weeks ago, and every fiftieth raised a flag. */
function sessionsOf(number) {
  const flags = number % 50 === 0 ? ["self-harm"] : [];
  return courses[number % 3].map((emotional_state, week) => ({
    session_id: `${id(number)}-${week}`,
    client_id: id(number),
    emotional_state,
    timestamp: daysAgo((number % 50) + 7 * (3 - week)),
    crisis_flags: week === 3 ? flags : [],
  }));
}

async function writeRecords() {
  const Tracker = await openTracker(served.context, served.origin);
  const vault = await Tracker.create({ name: "thousand", passphrase });
  await vault.importSessions(Array.from({ length: 1000 }, (_, place) => sessionsOf(place + 1)).flat());
  for (const [client_id, display_name] of Object.entries(named)) {
    await vault.saveClient({ client_id, display_name, status: client_id === "c0004" ? "closed" : "active" });
  }
  await vault.createGoal("c0001", { goal_id: "g1", description: "Sleep" });
  entries = new Map((await vault.getCaseload()).map((entry) => [entry.display_name || entry.client_id, entry]));
  await vault.lock();
  await Tracker.page.close();
}

before(async () => {
  served = await openSite({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  await writeRecords();
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(8_000);
});
after(() => served.close());

const step = (name, steps) => test(name, (t) => site.pictured(page, () => steps(t)));
const button = (name) => page.getByRole("button", { name, exact: true });
const header = (name) => page.getByRole("columnheader", { name, exact: true });
const drawn = () => page.locator(".caseload-row").count();
const names = () => page.locator(".caseload-name").allInnerTexts();
const shown = async () => Number(await page.locator(".caseload").getAttribute("aria-rowcount")) - 1;
const facts = () => page.locator(".page-head .facts").innerText();
const settled = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
const focusedName = () => page.evaluate(() => document.activeElement.textContent);

/** The values of the rows at the top, in the order they stand in. */
async function topValues(value) {
  return (await names()).slice(0, 8).map((name) => value(entries.get(name)));
}
const all = (value) => [...entries.values()].filter(({ status }) => status === "active").map(value);

step("nothing moves while the caseload loads", async () => {
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.waitForTimeout(600);
  const moved = await layoutShifts(page, async () => {
    await button("Unlock").evaluate((element) => element.click());
    await page.locator(".caseload-row").first().waitFor();
  });
  assert.deepEqual(moved, []);
});

step("of a thousand clients only those near the window are drawn, and the table says how many there are", async () => {
  assert.equal(await facts(), "999 of 1,000 clients");
  assert.equal(await shown(), 999);
  assert.ok((await drawn()) < 40, `${await drawn()} rows`);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.locator("[aria-rowindex='1000']").waitFor();
  assert.ok((await drawn()) < 40, `${await drawn()} rows`);
  const bottom = await page.locator("[aria-rowindex='1000']").boundingBox();
  assert.ok(bottom.y + bottom.height <= 800);
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator("[aria-rowindex='2']").waitFor();
});

step("names are sorted as the language sorts them, whatever their case and accents", async () => {
  await button("Client").click();
  assert.deepEqual((await names()).slice(0, 3), ["Änne Öz", "anton", "c0005"]);
  assert.equal(await header("Client").getAttribute("aria-sort"), "ascending");
  await button("Client").click();
  assert.deepEqual((await names()).slice(0, 2), ["Zoë", "c1000"]);
  assert.equal(await header("Client").getAttribute("aria-sort"), "descending");
  assert.equal(await header("Mean").getAttribute("aria-sort"), "none");
});

step("every column sorts, and the other way round when pressed again", async () => {
  const ranks = { declining: 0, stable: 1, improving: 2 };
  const columns = {
    "Last session": [(entry) => Date.parse(entry.last_session), "down"],
    Direction: [(entry) => ranks[entry.trend_direction], "up"],
    Mean: [(entry) => entry.avg_emotional_score, "up"],
    "Open goals": [(entry) => entry.active_goals, "down"],
    "Crisis flags": [(entry) => entry.crisis_flags_90_days, "down"],
  };
  for (const [column, [value, first]] of Object.entries(columns)) {
    const upwards = all(value).toSorted((one, other) => one - other);
    for (const way of first === "up" ? ["up", "down"] : ["down", "up"]) {
      await button(column).click();
      const expected = (way === "up" ? upwards : upwards.toReversed()).slice(0, 8);
      assert.deepEqual(await topValues(value), expected, `${column}, ${way}`);
    }
  }
});

step("filters leave who they say, add up, and say how many", async () => {
  const declining = all(({ trend_direction }) => trend_direction).filter((direction) => direction === "declining").length;
  await button(`Declining (${declining})`).click();
  assert.equal(await shown(), declining);
  await page.getByRole("button", { name: /^Crisis flags \(/ }).click();
  const both = [...entries.values()].filter((entry) => entry.trend_direction === "declining" && entry.crisis_flags_90_days > 0);
  assert.equal(await shown(), both.length);
  assert.equal(await facts(), `${both.length} of 1,000 clients`);
  await button("Clear filters").click();
  assert.equal(await shown(), 999);
});

step("who was not seen for some weeks is found and marked, by the number of weeks that was chosen", async () => {
  const unseen = (weeks) => Array.from({ length: 1000 }, (_, place) => place + 1).filter((number) => number !== 4 && number % 50 >= 7 * weeks).length;
  await button(`Not seen for 3 weeks (${unseen(3)})`).click();
  assert.equal(await shown(), unseen(3));
  await page.getByLabel("Weeks without a session").fill("5");
  await page.getByLabel("Weeks without a session").press("Enter");
  await button(`Not seen for 5 weeks (${unseen(5)})`).waitFor();
  assert.equal(await shown(), unseen(5));
  assert.equal(await page.locator(".caseload-row").first().getByText("Not seen for").count(), 1);
});

step("a name is found without its accents, and a closed client among all", async () => {
  await button("Clear filters").click();
  const search = page.getByLabel("Find by name or number");
  await search.fill("anne oz");
  assert.deepEqual(await names(), ["Änne Öz"]);
  await search.fill("bert");
  await page.getByText("No client matches.").waitFor();
  await button("Look among all clients").click();
  assert.deepEqual(await names(), ["Bert"]);
  assert.match(await page.locator(".caseload-row").innerText(), /Closed/);
});

step("order and filters outlive a look at a client and a reload, and the address never holds what was searched for", async () => {
  await page.getByLabel("Find by name or number").fill("");
  await button("Client").click();
  await page.getByRole("button", { name: /^Declining/ }).click();
  await page.getByLabel("Find by name or number").fill("c0007");
  assert.deepEqual(await names(), ["c0007"]);
  assert.match(page.url(), /#\/clients\//);
  assert.doesNotMatch(page.url(), /c0007/);
  await page.locator(".caseload-name").click();
  await page.getByRole("link", { name: "All clients" }).click();
  await page.locator(".caseload-row").first().waitFor();
  assert.deepEqual(await names(), ["c0007"]);
  await page.reload();
  await site.unlockVault(page, "thousand", passphrase);
  assert.equal(await page.getByLabel("Find by name or number").inputValue(), "");
  assert.equal(await page.getByRole("button", { name: /^Declining/ }).getAttribute("aria-pressed"), "true");
  assert.equal(await button("All").getAttribute("aria-pressed"), "true");
  await header("Client").waitFor();
  assert.match(await header("Client").getAttribute("aria-sort"), /ending$/);
});

step("the weeks that were chosen hold in another tab too", async () => {
  const other = await site.openStart(served.context, served.origin);
  await site.unlockVault(other, "thousand", passphrase);
  await other.locator(".caseload-row").first().waitFor();
  assert.equal(await other.getByLabel("Weeks without a session").inputValue(), "5");
  await other.close();
});

step("locking forgets what was searched for", async () => {
  await page.getByLabel("Find by name or number").fill("c0010");
  await site.lockVault(page);
  await site.unlockVault(page, "thousand", passphrase);
  assert.equal(await page.getByLabel("Find by name or number").inputValue(), "");
});

step("the arrow keys, Home, End and typing move through all clients, and the focus stays in sight", async () => {
  await button("Clear filters").click();
  if ((await header("Client").getAttribute("aria-sort")) !== "ascending") await button("Client").click();
  await page.locator(".caseload-name").first().focus();
  for (let press = 0; press < 40; press += 1) await page.keyboard.press("ArrowDown");
  assert.equal(await focusedName(), "c0043");
  const box = await page.locator(".caseload-name:focus").boundingBox();
  assert.ok(box.y > 100 && box.y < 760, `at ${box.y}`);
  await page.keyboard.press("End");
  assert.equal(await focusedName(), "Zoë");
  await page.keyboard.press("Home");
  assert.equal(await focusedName(), "Änne Öz");
  await page.keyboard.type("c0777");
  assert.equal(await focusedName(), "c0777");
  await page.waitForTimeout(900);
  await page.keyboard.type("zoe");
  assert.equal(await focusedName(), "Zoë");
});

step("Tab goes from client to client past what was drawn, and the focus survives a scroll out of sight", async () => {
  await page.keyboard.press("Home");
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press("Tab");
    await settled();
  }
  assert.equal(await focusedName(), "c0043");
  await page.evaluate(() => scrollTo(0, 30_000));
  await settled();
  assert.equal(await focusedName(), "c0043");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "c0043", level: 1 }).waitFor();
});

step("on a phone the clients are cards of one height that can be sorted, and nothing is wider than the screen", async () => {
  await site.goTo(page, "Clients");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByLabel("Sort by").selectOption("Crisis flags");
  assert.deepEqual(await topValues((entry) => entry.crisis_flags_90_days), Array(8).fill(1));
  const heights = await page.locator(".caseload-row").evaluateAll((rows) => [...new Set(rows.map((row) => row.getBoundingClientRect().height))]);
  assert.equal(heights.length, 1);
  const clipped = await page.locator(".caseload-row").evaluateAll((rows) => rows.filter((row) => row.scrollHeight > row.clientHeight).length);
  assert.equal(clipped, 0);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
});

step("no accessibility rule is broken by the caseload", async () => {
  await accessible(page, "the caseload");
  await page.getByRole("button", { name: /^Not seen for/ }).click();
  await accessible(page, "the caseload, filtered");
});

test("the caseload broke no content policy and reported no error", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
