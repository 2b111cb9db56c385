// The words in both languages: the same texts, all of them said, none of them loud.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { argumentsFor, said, withNumber } from "./harness/word-samples.mjs";
import { leaves, sources, wordsOf } from "./harness/words.mjs";

/** Texts that read alike in English and in German, at least for the samples. */
const ALIKE = new Set([
  ...["client.name", "client.status", "errors.sentence", "files.size", "paper.sizes.a4", "paper.sizes.letter"],
  ...["shell.pageTitle", "shell.product", "start.passphrase", "trend.axis.2", "words.optional"],
  ...["retention.certificate.name", "journal.filter", "reading.quarters.name", "reading.quarters.shortYear", "reading.periods.names.year"],
]);

/** The names of note templates and of their parts, and the keys of the keyboard, are the same in both. */
const SAME_NAMES = /^writing\.templates\.(soap|dap|birp)\.(name|parts\.\w+\.label)$|^writing\.keys\.groups\.\d+\.keys\.\d+\.0\.\d+$/;

/** Left empty on purpose: a part without a hint, and what a page number ends with. */
const EMPTY = /^writing\.templates\.free\.parts\.\w+\.hint$|^paper\.pageOf\.after$/;

let en;
let de;
let english;
let german;

before(async () => {
  [en, de] = await Promise.all(["en", "de"].map(wordsOf));
  [english, german] = [en, de].map((words) => new Map(leaves(words).filter(([path]) => !EMPTY.test(path))));
});

const kindOf = (value) => (typeof value === "function" ? `a function of ${value.length}` : typeof value);

/** Every text in a language, functions called with samples and with the numbers 0, 1 and 2. */
function spoken(words) {
  return [...words].flatMap(([path, value]) => {
    if (typeof value !== "function") return [[path, value]];
    const args = argumentsFor(english.get(path));
    return [0, 1, 2, 3].map((number) => [path, said(value, withNumber(args, number)) ?? said(value, args)]);
  });
}

test("both languages have the same texts of the same kinds", () => {
  const kinds = (words) => Object.fromEntries([...words].map(([path, value]) => [path, kindOf(value)]));
  assert.deepEqual(kinds(german), kinds(english));
});

test("every function of words says something whole in both languages", () => {
  const functions = [...english].filter(([, value]) => typeof value === "function");
  const silent = functions.filter(([path, value]) => {
    const args = argumentsFor(value);
    return args === null || said(german.get(path), args) === null;
  });
  assert.deepEqual(silent.map(([path]) => path), []);
});

test("no text is empty, and none raises its voice", () => {
  for (const [path, text] of [...spoken(english), ...spoken(german)]) {
    assert.match(text, /\S/, path);
    assert.doesNotMatch(text, /!/, path);
  }
});

test("no German text is still the English one", () => {
  const [here, there] = [spoken(english), spoken(german)];
  const differing = new Set(here.flatMap(([path, text], place) => (text === there[place][1] ? [] : [path])));
  assert.deepEqual([...english.keys()].filter((path) => !differing.has(path) && !ALIKE.has(path) && !SAME_NAMES.test(path)), []);
});

/** The site's code outside the words, without its imports. */
const pages = sources("www/src", ".ts")
  .filter(({ path }) => !/^text\/(en|de)[./]/.test(path))
  .map(({ source }) => source.replace(/^import .*$/gm, ""));

/** Whether some page that has the group at hand names the text, or picks among its neighbours by a name it computes. */
function isUsed(path) {
  const [group, ...keys] = path.split(".").filter((key) => !/^\d+$/.test(key));
  const has = new RegExp(`text\\.${group}\\b`);
  const hasAlias = new RegExp(`= text\\.${group};`);
  const name = new RegExp(`\\b${keys.at(-1) ?? group}\\b`);
  const picks = (source) => (keys.length > 1 ? source.includes(`${keys.at(-2)}[`) : hasAlias.test(source) && source.includes("words["));
  return pages.some((source) => has.test(source) && (name.test(source) || picks(source)));
}

test("every text is used", () => {
  assert.deepEqual([...english.keys()].filter((path) => !isUsed(path)), []);
});

/** What the tracker says of fields: the ends of its sentences, as its sources write them. */
function complaints() {
  const code = ["domain", "trends", "vault", "wasm"].flatMap((room) => sources(`src/${room}`, ".rs"));
  return code.flatMap(({ source }) => {
    const joined = source.split("#[cfg(test)]")[0].replace(/\\\n\s*/g, "");
    return [...joined.matchAll(/"((?:must|cannot) [^"]+)"/g)].map(([, end]) => end.replaceAll(/\{\w+\}/g, "9"));
  });
}

test("what the tracker says of a field is said in German", () => {
  const german = (end) => de.errors.sentence("invalid_field", `notes ${end}.`, "notes");
  const unknown = german("is a riddle");
  assert.ok(complaints().length > 20);
  assert.deepEqual(complaints().filter((end) => german(end) === unknown), []);
});

test("a German refusal says nothing in English, and leaves the page's own sentences alone", () => {
  const { sentence } = de.errors;
  assert.equal(sentence("not_found", "There is no record with this session_id.", "session_id"), "Diesen Eintrag gibt es nicht oder nicht mehr.");
  assert.match(sentence("duplicate_id", "goal_id is already taken in this vault; use another.", "goal_id"), /schon vergeben/);
  assert.equal(sentence("duplicate_id", de.client.taken, "client_id"), de.client.taken);
  assert.equal(sentence("not_empty", de.demo.notEmpty), de.demo.notEmpty);
});

const finding = (code, numbers, more = {}) => ({ code, goal_id: null, technique: null, dates: {}, numbers, ...more });
const fall = { first_half_mean: 1, second_half_mean: -0.67 };

test("each finding is a sentence with its numbers, in the plural where it is due", () => {
  const ofGoal = (words, one) => words.findings.parts(one, "Schlaf").join(": ");
  const flags = finding("review_crisis_flags", { crisis_flags: 1, sessions: 1 });
  assert.equal(ofGoal(en, flags), "Review the crisis flags and the safety plan: 1 crisis flag was raised in 1 session.");
  assert.equal(ofGoal(de, flags), "Krisenhinweise und Krisenplan überprüfen: 1 Krisenhinweis in 1 Sitzung.");
  const declined = finding("review_crisis_flags", { crisis_flags: 0, sessions: 0, ...fall });
  assert.match(ofGoal(en, declined), /: no crisis flag was raised, but the mean score fell from \+1\.0 .* to −0\.7 in the second\.$/);
  assert.match(ofGoal(de, declined), /: kein Krisenhinweis, aber der Mittelwert sank von \+1,0 .* auf −0,7 in der zweiten\.$/);
  const few = finding("increase_frequency", { sessions: 3, days: 30, enough_sessions: 4, enough_days: 30 });
  assert.equal(ofGoal(de, few), "Häufigere Sitzungen erwägen: 3 Sitzungen in 30 Tagen, weniger als 4 in 30 Tagen.");
  const stalled = finding("reevaluate_goal", { completion_percentage: 19.9, days: 31 }, { goal_id: "g" });
  assert.equal(ofGoal(en, stalled), "Re-evaluate the goal “Schlaf”: 19.9% is reached after 31 days.");
  assert.equal(ofGoal(de, stalled), "Das Ziel „Schlaf“ neu bewerten: nach 31 Tagen sind 19,9\u00a0% erreicht.");
});

test("the summary of a report names every number of it", () => {
  const whole = { avg_emotional_score: 0.2, trend_direction: "improving", first_half_mean: -1, second_half_mean: 1 };
  const report = {
    sessions_count: 5, timeframe_start: "2024-01-01", timeframe_end: "2024-01-31", emotional_trends: [whole], milestones_count: 1,
    goals_reached: 1, goals_active: 2, avg_active_goal_completion: 60, overall_trajectory: "improving",
  };
  assert.equal(
    de.findings.summary(report),
    "Vom 1. Jan. 2024 bis zum 31. Jan. 2024 gab es 5 Sitzungen. Der Mittelwert des Befindens liegt bei +0,2 auf einer Skala von −2 bis +2. " +
      "Er verbessert sich (−1,0 in der ersten Hälfte, +1,0 in der zweiten). 1 von 3 Zielen erreicht, 2 sind offen und im Mittel zu 60\u00a0% erreicht. " +
      "In dieser Zeit wurde 1 Meilenstein erreicht. Insgesamt zeigt der Verlauf eine Verbesserung.",
  );
  const empty = { ...report, sessions_count: 0, emotional_trends: [], milestones_count: 0, goals_reached: 0, goals_active: 0, avg_active_goal_completion: null };
  assert.match(en.findings.summary(empty), /^There was no session from 1 Jan 2024 to 31 Jan 2024\. No goal is set\. No milestone was reached/);
});

test("a trajectory's reason speaks of active goals only where there are any, and of a direction only where it can be told", () => {
  const whole = { trend_direction: "stable" };
  for (const overall_trajectory of ["improving", "stable"]) {
    for (const [words, goals] of [[en, /goals are/], [de, /Ziele/]]) {
      assert.match(words.paper.trajectoryReason({ overall_trajectory, goals_active: 2, emotional_trends: [whole] }), goals);
      assert.doesNotMatch(words.paper.trajectoryReason({ overall_trajectory, goals_active: 0, emotional_trends: [whole] }), goals);
    }
  }
  assert.match(en.paper.trajectoryReason({ overall_trajectory: "regressing", goals_active: 0, emotional_trends: [whole] }), /second half/);
  const few = { overall_trajectory: "stable", goals_active: 2, emotional_trends: [{ trend_direction: "insufficient_data" }] };
  assert.match(en.paper.trajectoryReason(few), /too few sessions/);
  assert.match(de.paper.trajectoryReason(few), /zu wenige Sitzungen/);
});
