// Putting a code in the place of a client's name, whatever the text does with it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const entry = fileURLToPath(new URL("../../www/src/report/redact.ts", import.meta.url));
const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: "esm", target: "es2022" });
const { makeRedactor } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);

const say = (name, text, number = "") => makeRedactor(name, number, "Client A")(text);

test("a name is replaced as a whole and word by word, whatever its case", () => {
  assert.equal(say("Mira Holm", "Mira Holm, MIRA, holm and Mira  Holm"), "Client A, Client A, Client A and Client A");
});

test("a genitive is kept, and a word that only begins like the name stays", () => {
  assert.equal(say("Mira Holm", "Mira's goal, Miras Ziel, miracle, Stockholm"), "Client A's goal, Client A’s Ziel, miracle, Stockholm");
});

test("a name is found with its accents and without", () => {
  assert.equal(say("Zoë Müller", "Zoe, ZOË, Muller and M\u0075\u0308ller; crème brûlée"), "Client A, Client A, Client A and Client A; crème brûlée");
});

test("particles, initials, numbers and forms of address are left in the text", () => {
  assert.equal(say("Frau Anna B. von Stein", "Meine Frau von A nach B, Anna, Stein"), "Meine Frau von A nach B, Client A, Client A");
  assert.equal(say("K-17", "K-17 slept 17 nights"), "Client A slept 17 nights");
  assert.equal(say("ada quill", "Ada met Quill"), "Client A met Client A");
});

test("hyphens and apostrophes join names whose parts are found too", () => {
  assert.equal(say("Anna-Lena O’Brien", "Anna-Lena, Lena and Brien"), "Client A, Client A and Client A");
});

test("the client's number is replaced as a whole only", () => {
  assert.equal(say("", "The client is client-007, not client-0071", "client-007"), "The client is Client A, not client-0071");
});

test("what a pattern would read as a sign is taken as the letter it is", () => {
  assert.equal(say("A.B (x)", "A.B (x) and AxB (x)"), "Client A and AxB (x)");
  assert.equal(makeRedactor("Mira", "", "$& $1")("Mira"), "$& $1");
});

test("nothing is replaced where there is no name", () => {
  assert.equal(say("  ", "left as it is"), "left as it is");
});
