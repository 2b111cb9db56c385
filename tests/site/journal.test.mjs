// A journal that is filtered, paged and searched, with the hits marked where they are.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite, openTracker } from "./harness/index.mjs";
import { accessible, layoutShifts } from "./harness/looks.mjs";
import * as site from "./harness/pages.mjs";

const passphrase = "four quiet words here";
const states = ["very_negative", "negative", "neutral", "positive", "very_positive"];
const far = "So much else was said that day, in a calm and roundabout way. ".repeat(8);
const special = {
  7: { conversation_summary: "À l’école, à l'E\u0301COLE et à la préécole." },
  9: { conversation_summary: "Straßenlärm; der Mittagsschlaf hilft.", progress_notes: "SCHLAF um zehn.", homework_assigned: "Große Straße meiden" },
  11: { conversation_summary: `${far}Then the lighthouse came up. ${far}`, techniques_used: ["Lighthouse image"] },
};
let served;
let page;

/** The session of `days` ago, of 120 in all. */
function sessionOf(days) {
  return {
    session_id: `s${days}`,
    client_id: "ada",
    emotional_state: states[days % 5],
    timestamp: new Date(Date.UTC(2026, 5, 30, 10) - days * 86_400_000).toISOString(),
    conversation_summary: `Number ${days} of them.`,
    techniques_used: [days % 2 ? "Exposure" : "Atemübung"],
    therapeutic_goals: days % 3 ? [] : ["g1"],
    crisis_flags: days % 10 ? [] : ["self-harm"],
    ...special[days],
  };
}
const sessions = Array.from({ length: 120 }, (_, days) => sessionOf(days));

async function writeRecords() {
  const Tracker = await openTracker(served.context, served.origin);
  const vault = await Tracker.create({ name: "practice", passphrase });
  await vault.saveClient({ client_id: "ada", display_name: "Ada" });
  await vault.createGoal("ada", { goal_id: "g1", description: "Sleep through" });
  await vault.importSessions(sessions);
  await vault.lock();
  await Tracker.page.close();
}

before(async () => {
  served = await openSite({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  await writeRecords();
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(8_000);
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await page.locator(".caseload-name").waitFor();
});
after(() => served.close());

const step = (name, steps) => test(name, (t) => site.pictured(page, () => steps(t)));
const button = (name) => page.getByRole("button", { name, exact: true });
const status = (text) => page.locator(".journal-count", { hasText: text }).waitFor();
const found = (amount) => status(amount === 1 ? "1 session found." : `${amount} sessions found.`);
const search = (words) => page.getByLabel("Search in this journal").fill(words);
const chips = async () => (await page.locator(".journal-chips li").allInnerTexts()).map((text) => text.trim());
const amountOf = (fits) => sessions.filter(fits).length;

/** Runs in the page: the texts under the highlight, each with the field it stands in. */
function marksIn() {
  const ranges = [...(CSS.highlights.get("found") ?? [])];
  return ranges.map(({ startContainer, startOffset, endOffset }) => startContainer.data.slice(startOffset, endOffset));
}
const marks = () => page.evaluate(marksIn);

step("nothing moves while a journal opens", async () => {
  await page.waitForTimeout(600);
  const address = await page.locator(".caseload-name").getAttribute("href");
  const moved = await layoutShifts(page, async () => {
    await page.evaluate((hash) => (location.hash = hash), address);
    await page.locator(".entry").first().waitFor();
    await status("120 sessions");
  });
  assert.deepEqual(moved, []);
});

step("older sessions come page by page, each once and in order", async () => {
  for (const shown of [50, 100, 120]) {
    await page.getByText(`${shown} of 120 sessions shown`).waitFor();
    if (shown < 120) await button("Show older sessions").click();
  }
  const times = await page.locator(".entry time").evaluateAll((elements) => elements.map((element) => element.getAttribute("datetime")));
  assert.equal(new Set(times).size, 120);
  assert.deepEqual(times, times.toSorted().toReversed());
  assert.equal(await button("Show older sessions").count(), 0);
});

step("each filter leaves what it says, also beyond the first page, and counts it", async () => {
  await button("Filter").click();
  await page.getByLabel("Technique").locator("option", { hasText: "Exposure" }).waitFor({ state: "attached" });
  await page.getByLabel("Technique").selectOption("Exposure");
  await found(amountOf(({ techniques_used }) => techniques_used.includes("Exposure")));
  assert.deepEqual(await chips(), ["Technique: Exposure"]);
  await page.getByText(/^50 of \d+ sessions shown$/).waitFor();
  await page.getByLabel("Goal").selectOption("Sleep through");
  await found(amountOf((one) => one.techniques_used.includes("Exposure") && one.therapeutic_goals.includes("g1")));
  await button("Positive").click();
  await button("Very positive").click();
  await found(amountOf((one) => one.techniques_used.includes("Exposure") && one.therapeutic_goals.includes("g1") && one.emotional_state.endsWith("positive")));
  assert.deepEqual(await chips(), ["Positive", "Very positive", "Technique: Exposure", "Goal: Sleep through"]);
  await button("Clear all").click();
  await status("120 sessions");
  assert.deepEqual(await chips(), []);
});

step("dates and crisis flags filter too, and a chip takes its filter off without losing the focus", async () => {
  await page.getByLabel("Only sessions with crisis flags").check();
  await found(12);
  await page.getByLabel("From", { exact: true }).fill("2026-06-01");
  await found(3);
  await page.getByLabel("To", { exact: true }).fill("2026-06-10");
  await found(1);
  assert.deepEqual(await chips(), ["From 1 Jun 2026", "To 10 Jun 2026", "With crisis flags"]);
  await button("Remove the filter With crisis flags").focus();
  await page.keyboard.press("Enter");
  await found(10);
  assert.notEqual(await page.evaluate(() => document.activeElement.localName), "body");
});

/** Runs in the page: notes which calls reach the vault, and how many records each may bring back. */
function noteCalls() {
  const post = Worker.prototype.postMessage;
  globalThis.calls = [];
  Worker.prototype.postMessage = function (request) {
    globalThis.calls.push(`${request.method} ${request.args.at(-1)?.limit ?? "all"}`);
    return post.call(this, request);
  };
}

step("many matches of dates, states and flags are counted without opening them", async () => {
  await button("Clear all").click();
  await status("120 sessions");
  await page.evaluate(noteCalls);
  await page.getByLabel("From", { exact: true }).fill("2026-03-10");
  await found(amountOf(({ timestamp }) => timestamp >= "2026-03-10"));
  await button("Negative").click();
  await button("Neutral").click();
  await button("Positive").click();
  await found(amountOf(({ timestamp, emotional_state }) => timestamp >= "2026-03-10" && !emotional_state.startsWith("very")));
  const calls = await page.evaluate(() => globalThis.calls);
  assert.deepEqual([...new Set(calls)].toSorted(), ["getSessions 50", "getTimeline all"]);
  await button("Clear all").click();
  await status("120 sessions");
  await page.getByLabel("From", { exact: true }).fill("2026-06-01");
});

step("dates in the wrong order are said to be so, and nothing is read", async () => {
  await page.getByLabel("To", { exact: true }).fill("2026-05-10");
  await page.getByText("The end lies before the start.").waitFor();
  await button("Clear all").click();
  await status("120 sessions");
});

step("a search and filters work together", async () => {
  await search("number them");
  await found(117);
  await page.getByLabel("Technique").selectOption("Atemübung");
  await found(60);
  await button("Clear all").click();
  await button("Filter").click();
});

step("hits are marked whatever their case and accents, a letter and its accent as one", async () => {
  await search("ecole");
  await found(1);
  assert.deepEqual(await marks(), ["école", "E\u0301COLE", "école"]);
});

step("parts of words are marked, every word in every text, and letters that fold into two", async () => {
  await search("STRASSE schlaf");
  await found(1);
  assert.deepEqual(await marks(), ["Straße", "schlaf", "SCHLAF", "Straße"]);
});

step("a long text is cut to what stands around the hit", async () => {
  await search("lightHOUSE");
  await found(1);
  const around = await page.locator(".found dd").innerText();
  assert.match(around, /^… .*Then the lighthouse came up\. .* …$/);
  assert.ok(around.length < 260, `${around.length} characters`);
  assert.deepEqual(await marks(), ["lighthouse"]);
});

step("the session that is opened keeps the marks, in all that was written, until they are removed", async () => {
  await page.getByRole("link", { name: /^Open the session/ }).click();
  await page.getByText("Marked: lightHOUSE").waitFor();
  assert.deepEqual(await marks(), ["lighthouse", "Lighthouse"]);
  assert.doesNotMatch(page.url(), /lighthouse/i);
  await button("Remove the marks").click();
  assert.deepEqual(await marks(), []);
  await page.getByRole("link", { name: "Journal" }).click();
  await found(1);
  assert.equal(await page.getByLabel("Search in this journal").inputValue(), "lightHOUSE");
});

step("no accessibility rule is broken by filters, chips and finds", async () => {
  await button("Filter").click();
  await button("Positive").click();
  await search("number");
  await found(24);
  await accessible(page, "a filtered journal");
});

step("locking forgets what was looked for", async () => {
  await site.lockVault(page);
  await site.unlockVault(page, "practice", passphrase);
  await site.openClient(page, "Ada");
  await status("120 sessions");
  assert.equal(await page.getByLabel("Search in this journal").inputValue(), "");
});

step("a browser that cannot highlight gets the same marks as elements", async () => {
  await served.context.addInitScript(() => delete globalThis.Highlight);
  await page.reload();
  await site.unlockVault(page, "practice", passphrase);
  await site.openClient(page, "Ada");
  await search("STRASSE schlaf");
  await found(1);
  assert.deepEqual(await page.locator("mark").allInnerTexts(), ["Straße", "schlaf", "SCHLAF", "Straße"]);
  await page.getByRole("link", { name: /^Open the session/ }).click();
  await page.getByText("Marked: STRASSE schlaf").waitFor();
  assert.deepEqual(await page.locator("mark").allInnerTexts(), ["Straße", "schlaf", "SCHLAF", "Straße"]);
  await accessible(page, "a session with marks");
});

test("the journal broke no content policy and reported no error", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
