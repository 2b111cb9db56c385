// The report as a document: what is on paper for each reader, and what is nowhere in the file.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { axe } from "./harness/axe.mjs";
import { openSite, openTracker } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";
import { bytesOf, factsOf, greyOf, pagesOf, picturesOf, printPage, wordsOf } from "./harness/pdf.mjs";
import { searchFor } from "./harness/search.mjs";

const vault = { name: "practice", passphrase: "four quiet words here" };
const client_id = "mira-1984";
const sizes = { A4: [594.96, 841.92], "US Letter": [612, 792] };
const DAY = 86_400_000;
let served;
let page;

const daysAgo = (days) => new Date(Date.now() - days * DAY).toISOString();

/** Forty weekly sessions that fall towards the end, with the client named wherever a text can name somebody. */
function sessionOf(week) {
  return {
    session_id: `mira-1984-${week}`,
    client_id,
    timestamp: daysAgo(7 * (39 - week) + 1),
    emotional_state: week < 20 ? "positive" : "negative",
    conversation_summary: "SUMMARY Mira spoke of Mira Holm",
    progress_notes: "PROGRESS of Holm",
    therapist_observations: `OBSERVED Mira ${week}`,
    next_session_focus: "FOCUS on Mira",
    homework_assigned: `Mira writes page ${week}, see mira-1984`,
    techniques_used: ["Mira's safe place"],
    crisis_flags: week === 30 ? ["Holm spoke of not waking up"] : [],
    metadata: { who: "Mira" },
  };
}

async function fill(tracker) {
  await tracker.saveClient({ client_id, display_name: "Mira Holm", notes: "CLIENTNOTE Mira" });
  await tracker.importSessions(Array.from({ length: 40 }, (_, week) => sessionOf(week)));
  const goal = { goal_id: "goal-of-mira", description: "Mira sleeps through the night", notes: "GOALNOTE Holm wants six hours", created_at: daysAgo(200) };
  await tracker.createGoal(client_id, goal);
  for (const [days, percent] of [[150, 5], [60, 10], [10, 15]]) {
    await tracker.updateGoalProgress(goal.goal_id, percent, `STEPNOTE MIRA HOLM managed ${percent}`, { timestamp: daysAgo(days) });
  }
  await tracker.saveEvent({ event_id: "event-of-mira", client_id, kind: "loss", description: "EVENT Mira lost a friend", date: daysAgo(40).slice(0, 10) });
  await tracker.addMilestone({ milestone_id: "first-of-mira", goal_id: goal.goal_id, description: "Mira slept six hours", achieved_date: daysAgo(20).slice(0, 10) }, client_id);
}

before(async () => {
  served = await openSite({ reducedMotion: "reduce", viewport: { width: 1280, height: 900 } });
  const tracker = await openTracker(served.context, served.origin);
  await fill(await tracker.create(vault));
  await tracker.page.close();
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
  await site.unlockVault(page, vault.name, vault.passphrase);
  await site.openClient(page, "Mira Holm");
  await site.openSection(page, "Report");
});
after(() => served.close());

const press = (name) => page.getByRole("button", { name, exact: true }).click();

/** Chooses what is printed and prints it. */
async function printed({ reader = "Own file", timeframe = "All time", size = "A4", ...options } = {}) {
  await press(reader);
  await press(timeframe);
  await press(size);
  await page.locator(".report[aria-busy=false] svg.trend").first().waitFor();
  return printPage(page, options);
}

/** All words in their order, whatever line they are on. */
const textOf = (path) => pagesOf(path).join(" ").replace(/\s+/g, " ");

for (const [size, [width, height]] of Object.entries(sizes)) {
  describe(`a report on ${size}`, () => {
    let path;
    let pages;
    before(async () => {
      path = await printed({ size });
      pages = pagesOf(path);
    });

    test("has pages of that size and a title that names nobody", () => {
      const facts = factsOf(path);
      assert.match(facts["Page size"], new RegExp(`^${width} x ${height} pts`));
      assert.match(facts.Title, /^Progress report \d{4}-\d\d-\d\d$/);
      assert.equal(facts.Tagged, "yes");
    });

    test("counts its pages and carries its head on each", () => {
      assert.ok(pages.length > 2, `${pages.length} pages`);
      pages.forEach((text, index) => {
        assert.match(text, new RegExp(`Page ${index + 1} of ${pages.length}`));
        assert.match(text, /^\s*Progress report · Mira Holm\s+\d.* to \d/);
        assert.match(text, /Confidential · Made/);
      });
    });

    test("is text and vectors, without a picture", () => {
      assert.deepEqual(picturesOf(path), []);
      for (const said of ["There were 40 sessions", "very positive", "second half −1.0", "100%"]) assert.ok(textOf(path).includes(said), said);
    });

    test("keeps every word within its margins", () => {
      const margin = (18 / 25.4) * 72;
      const outside = wordsOf(path).filter(({ left, right, width: paper }) => left < margin - 1 || right > paper - margin + 1);
      assert.deepEqual(outside, []);
    });

    test("leaves no heading alone at the foot of a page", () => {
      const headings = /^\s*(Summary|Emotional trend|Trajectory|Against the window before|Month by month|Goals|Milestones|Techniques|Homework|Crisis flags|Suggestions|Observations|Sessions|Left out of this report)\s*$/;
      const feet = pages.map((text) => text.trimEnd().split("\n").filter(Boolean).at(-2));
      assert.deepEqual(feet.filter((line) => headings.test(line)), []);
    });

    test("repeats a table's head where the table goes on", () => {
      const rows = /(Positive|Negative) +60 +Mira's safe place/;
      const going = pages.filter((text) => rows.test(text));
      assert.ok(going.length > 1, "the table of sessions is on one page");
      going.forEach((text) => assert.match(text, /Date +Emotional state +Minutes +Techniques/));
    });
  });
}

test("the own file holds all parts, the flags in words, and says what it leaves out", async () => {
  const text = textOf(await printed());
  const parts = ["Summary", "Emotional trend", "Trajectory", "Month by month", "Goals", "Milestones", "Techniques", "Homework", "Crisis flags", "Suggestions", "Observations", "Sessions"];
  for (const said of [...parts, "Holm spoke of not waking up", "OBSERVED Mira 39", "STEPNOTE MIRA HOLM managed 15", "Loss: EVENT Mira lost a friend", "Mira slept six hours"]) assert.ok(text.includes(said), said);
  assert.match(text, /Re-evaluate the goal “Mira sleeps through the night”: 15% is reached after \d+ days/);
  assert.match(text, /never replace it/);
  assert.match(text, /Left out of this report Summaries, progress notes/);
  for (const kept of ["SUMMARY", "PROGRESS of", "FOCUS", "CLIENTNOTE"]) assert.ok(!text.includes(kept), kept);
});

test("the client's report is in plain words, without observations, notes and crisis flags", async () => {
  const text = textOf(await printed({ reader: "The client" }));
  const parts = ["In short", "We met 40 times", "How you felt in the sessions", "Your goals", "What you reached", "What we practised", "What we agreed for", "What we might talk about", "Our sessions"];
  for (const said of [...parts, "Mira Holm", "Talk about what would help now:", "replace neither", "Left out of this report"]) assert.ok(text.includes(said), said);
  for (const kept of ["OBSERVED", "SUMMARY", "NOTE", "EVENT", "not waking up", "▲", "safety plan", "Standard deviation "]) assert.ok(!text.includes(kept), kept);
});

test("the supervisor's report tells the course under a code, with dates and flags", async () => {
  const text = textOf(await printed({ reader: "Supervisor, without names" }));
  const said = ["Client A sleeps through the night", "STEPNOTE Client A managed 15", "Client A slept six hours", "Client A spoke of not waking up", "Loss: EVENT Client A lost a friend", "Client A's safe place", "Left out of this report", "a code takes their place"];
  for (const words of said) assert.ok(text.includes(words), words);
  assert.ok(text.includes(new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(daysAgo(1)))), "the last session's date");
  assert.ok(!text.includes("OBSERVED"));
});

test("the supervisor's file names the client nowhere, and the own file shows that such a name is found", async () => {
  const search = searchFor(["mira", "holm", client_id, "goal-of-mira", served.origin.slice(7)].map((needle) => [needle, needle]));
  assert.deepEqual(search(bytesOf(await printed({ reader: "Supervisor, without names" }))), []);
  assert.deepEqual(search(bytesOf(await printed())).toSorted(), ["holm", "mira", client_id]);
});

test("a code of one's own takes the client's place, on the running head too", async () => {
  await press("Supervisor, without names");
  await page.getByLabel("Called in this report").fill('Case "7" <b>');
  const pages = pagesOf(await printed({ reader: "Supervisor, without names", timeframe: "30 days" }));
  pages.forEach((text) => assert.match(text, /^\s*Progress report · Case "7" <b>/));
  await page.getByLabel("Called in this report").fill("Client A");
});

test("every timeframe is offered and said on paper", async () => {
  for (const timeframe of ["7 days", "14 days", "30 days", "90 days", "1 year", "2 years"]) {
    const [first] = pagesOf(await printed({ timeframe }));
    assert.match(first, /There (was|were) \d+ sessions? from/, timeframe);
  }
});

test("paper is light where the screen is dark", async () => {
  await page.emulateMedia({ colorScheme: "dark" });
  const grey = greyOf(await printed({ printBackground: true }));
  await page.emulateMedia({ colorScheme: "light" });
  assert.ok(grey.filter((value) => value > 240).length > 0.8 * grey.length, "most of the first page is white");
  assert.ok(Math.min(...grey) < 160, "and something is written on it");
});

test("the page and its title are the screen's again once it has printed", async () => {
  const width = () => page.locator(".trend-chart svg").getAttribute("width");
  const before = [await page.title(), await width()];
  await printed();
  assert.deepEqual([await page.title(), await width()], before);
});

for (const reader of ["Own file", "The client", "Supervisor, without names"]) {
  test(`no accessibility rule is broken by the report for: ${reader}`, async () => {
    await press(reader);
    await press("All time");
    await page.locator(".report[aria-busy=false] svg.trend").first().waitFor();
    for (const [width, colorScheme] of [[360, "dark"], [1440, "light"]]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `scrolls sideways at ${width} px`);
      assert.deepEqual(await axe(page), [], `${width} px, ${colorScheme}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });
}

test("printing broke neither the content policy nor anything else", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
