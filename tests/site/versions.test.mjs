// Two versions of a text, word by word: nothing of either is lost, and what both share stands unmarked.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { siteModule } from "./harness/words.mjs";

let compareWords;
before(async () => {
  ({ compareWords } = await siteModule(`export { compareWords } from "./www/src/versions/words.ts";`));
});

const SIGNS = { both: ["", ""], earlier: ["[-", "-]"], later: ["{+", "+}"] };
const shown = (one, other) => compareWords(one, other).map(({ in: where, text }) => SIGNS[where].join(text)).join("");

const cases = [
  ["", "", ""],
  ["the same", "the same", "the same"],
  ["", "new", "{+new+}"],
  ["old", "", "[-old-]"],
  ["She slept badly again.", "She slept well, for once.", "She slept [-badly again-]{+well, for once+}."],
  ["one two three", "zero one two", "{+zero +}one two[- three-]"],
  ["Größe über alles", "Große über alles", "[-Größe-]{+Große+} über alles"],
  ["first\nsecond", "first\n\nsecond", "first{+\n+}\nsecond"],
];

for (const [one, other, expected] of cases) {
  test(`${JSON.stringify(one)} and ${JSON.stringify(other)}`, () => assert.equal(shown(one, other), expected));
}

test("either text comes back from its pieces, whatever the two are", () => {
  let seed = 7;
  const next = (most) => (seed = (seed * 48_271) % 2_147_483_647) % most;
  const text = () => Array.from({ length: next(14) }, () => ["a", "bb", "ä", ",", "  ", "\n"][next(6)]).join(next(2) ? " " : "");
  for (let round = 0; round < 3000; round += 1) {
    const [one, other] = [text(), text()];
    const pieces = compareWords(one, other);
    const without = (side) => pieces.filter((piece) => piece.in !== side).map((piece) => piece.text).join("");
    assert.deepEqual([without("later"), without("earlier")], [one, other]);
  }
});

test("texts of which nearly every word differs count as wholly different", () => {
  const long = (stem) => Array.from({ length: 9000 }, (_, place) => `${stem}${place}`).join(" ");
  assert.deepEqual(compareWords(long("a"), long("b")).map((piece) => piece.in), ["earlier", "later"]);
  assert.deepEqual(compareWords(long("a"), `${long("a")} more`).map((piece) => piece.in), ["both", "later"]);
});
