// Files that must not be taken in: each is refused with its code, and not a byte of the vault changes.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { archive, entry, inFolder, lock, lockFor, pack, unlock, unpack } from "./history-files.mjs";
import { openPage } from "./history-page.mjs";
import { fill, goOn } from "./history-sample.mjs";

const passphrase = "grüne Wiese, früher Morgen";
let page, vault, tar, good, untouched;

before(async () => {
  page = await openPage();
  const source = await page.vault("source");
  await fill(source);
  vault = await page.vault("vault");
  await vault.call("importHistory", await source.call("exportVault", { passphrase }), { passphrase });
  await goOn(source);
  tar = await unlock(await source.call("exportVault", { passphrase }), passphrase);
  good = await lock(tar, passphrase);
  untouched = await vault.dump();
});
after(() => page?.close());

/** Imports what must be refused, with one of the codes, and compares the vault's two databases with before. */
async function refuses(file, codes, what, options = { passphrase }) {
  const { refused, value } = await vault.attempt("importHistory", file, options);
  assert.ok(refused, `${what} was taken in: ${JSON.stringify(value)}`);
  assert.equal(refused.name, "TrackerError", what);
  assert.ok([codes].flat().includes(refused.code), `${what}: ${refused.code}: ${refused.message}`);
  assert.ok(refused.message.length > 10, what);
  const now = await vault.dump();
  assert.ok(now[0] === untouched[0], `${what} changed the records`);
  assert.ok(now[1] === untouched[1], `${what} changed the keys`);
}

const refusesArchive = async (content, codes, what) => refuses(await lock(content, passphrase), codes, what);

/** The archive after `change(folder)` changed its files, packed anew. */
const changed = (change) =>
  inFolder((folder) => {
    unpack(tar, folder);
    change(folder);
    return pack(folder, ".");
  });

/** The archive after `change(manifest)` changed its manifest. */
const withManifest = (change) =>
  changed((folder) => {
    const path = join(folder, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    change(manifest);
    writeFileSync(path, JSON.stringify(manifest));
  });

/** The archive after the text of a client's history was changed, and the manifest with it. */
const withHistory = (change) =>
  changed((folder) => {
    const path = join(folder, "client-0001/client_history.json");
    const text = change(readFileSync(path, "utf8"));
    writeFileSync(path, text);
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    const listed = manifest.files.find((file) => file.path === "client-0001/client_history.json");
    Object.assign(listed, { size: Buffer.byteLength(text), sha256: createHash("sha256").update(text).digest("hex") });
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  });

/** The good archive with one more entry, which comes first or last. */
const withEntry = (more, first) => {
  const end = Buffer.from(tar).lastIndexOf("ustar") - 257;
  const size = parseInt(Buffer.from(tar).toString("latin1", end + 124, end + 135), 8);
  const entries = tar.slice(0, end + 512 + Math.ceil(size / 512) * 512);
  return first ? archive(more, entries) : archive(entries, more);
};

const flipped = (bytes, place, bit) => bytes.with(place, bytes[place] ^ (1 << bit));
const macStart = () => Buffer.from(good).indexOf("\n--- ") + 5;
const spread = (from, to, count) => Array.from({ length: count }, (_, step) => from + Math.floor(((to - from) * step) / count));
const replacedHeader = (from, to) => Uint8Array.from(Buffer.from(Buffer.from(good).toString("latin1").replace(from, to), "latin1"));

test("a file that is cut short anywhere is corrupt", async () => {
  const places = [...spread(0, macStart(), 12), ...spread(macStart(), good.length, 24), good.length - 16, good.length - 1];
  for (const place of places) await refuses(good.slice(0, place), "corrupt_file", `cut at ${place}`);
});

test("a file with anything after its end is corrupt", async () => {
  await refuses(Uint8Array.from([...good, 0]), "corrupt_file", "one byte more");
  await refuses(Uint8Array.from([...good, ...good]), "corrupt_file", "two files in one");
});

test("a flipped bit behind the header is corrupt", async () => {
  for (const place of [...spread(macStart(), good.length, 40), good.length - 1]) {
    await refuses(flipped(good, place, place % 8), "corrupt_file", `bit ${place % 8} of byte ${place}`);
  }
});

test("a flipped bit in the header is refused", async () => {
  const codes = ["corrupt_file", "wrong_passphrase", "unsupported_version"];
  for (const place of spread(0, macStart(), 40)) {
    await refuses(flipped(good, place, place % 6), codes, `bit ${place % 6} of byte ${place}`);
  }
});

test("a wrong passphrase is told from damage", async () => {
  for (const wrong of [`${passphrase} `, passphrase.toUpperCase(), "x"]) {
    await refuses(good, "wrong_passphrase", `the passphrase ${wrong}`, { passphrase: wrong });
  }
});

test("another program's age file is corrupt", async () => {
  const recipient = await identityToRecipient(await generateX25519Identity());
  await refuses(await lockFor(recipient, tar), "corrupt_file", "a file for a key pair");
  await refusesArchive("Dear diary, nothing happened today.", "corrupt_file", "a text");
  await refusesArchive("", "corrupt_file", "nothing at all");
  await refusesArchive(archive(), "corrupt_file", "an empty archive");
  await refusesArchive(archive(entry("holiday.txt", "sun")), "corrupt_file", "an archive of something else");
});

test("what is no age file is corrupt", async () => {
  for (const [what, bytes] of [["nothing", new Uint8Array()], ["zeros", new Uint8Array(4096)], ["the bare archive", tar]]) {
    await refuses(bytes, "corrupt_file", what);
  }
});

test("a newer version is said to be one, whatever else the file holds", async () => {
  await refusesArchive(await withManifest((manifest) => (manifest.format_version = 2)), "unsupported_version", "format_version 2");
  const strange = JSON.stringify({ format: "therapeutic-progress-history", format_version: 7, clients: "elsewhere" });
  await refusesArchive(archive(entry("manifest.json", strange)), "unsupported_version", "format_version 7");
  await refuses(replacedHeader("/v1\n", "/v2\n"), "unsupported_version", "age v2");
});

test("a version that never was, or another format, is corrupt", async () => {
  for (const format_version of [0, -1, 1.5, "1", null]) {
    await refusesArchive(await withManifest((manifest) => (manifest.format_version = format_version)), "corrupt_file", `format_version ${format_version}`);
  }
  await refusesArchive(await withManifest((manifest) => (manifest.format = "diary")), "corrupt_file", "another format");
});

test("a header that asks for absurd work is refused before any is done", { timeout: 10_000 }, async () => {
  for (const cost of ["30", "21", "63", "255", "256", "99999999999999999999"]) {
    await refuses(replacedHeader(/(-> scrypt \S+) \d+\n/, `$1 ${cost}\n`), "corrupt_file", `a cost of 2^${cost}`);
  }
});

test("an entry that leads out of the archive is corrupt", async () => {
  for (const path of ["../x", "/etc/x", "client-0001/../../x", "client-0001/..", "..\\x", "C:\\x"]) {
    await refusesArchive(withEntry(entry(path, "x"), true), "corrupt_file", `first an entry ${path}`);
    await refusesArchive(withEntry(entry(path, "x"), false), "corrupt_file", `last an entry ${path}`);
  }
});

test("an entry that claims an absurd size is corrupt", { timeout: 20_000 }, async () => {
  for (const size of [1n << 60n, (1n << 64n) - 1n, 1n << 32n, 4096n]) {
    await refusesArchive(withEntry(entry("x", "x", { size }), true), "corrupt_file", `first an entry of ${size} bytes`);
    await refusesArchive(withEntry(entry("x", "x", { size }), false), "corrupt_file", `last an entry of ${size} bytes`);
  }
});

test("an entry that is neither file nor folder is corrupt", async () => {
  for (const [what, type] of [["hard link", "1"], ["symbolic link", "2"], ["device", "3"], ["pipe", "6"]]) {
    await refusesArchive(withEntry(entry("x", "", { type, link: "/etc/passwd" }), false), "corrupt_file", `a ${what}`);
  }
});

test("an archive that its manifest does not describe is corrupt", async () => {
  const missing = (path) => changed((folder) => rmSync(join(folder, path)));
  await refusesArchive(await missing("manifest.json"), "corrupt_file", "no manifest");
  await refusesArchive(await missing("client-0001/client_history.json"), "corrupt_file", "no history");
  await refusesArchive(await missing("client-0002/report.html"), "corrupt_file", "no report");
  await refusesArchive(await changed((folder) => writeFileSync(join(folder, "README.txt"), "other")), "corrupt_file", "another text");
  await refusesArchive(await withManifest(({ files }) => (files[0].size += 1)), "corrupt_file", "another size");
  await refusesArchive(await withManifest((manifest) => (manifest.files = [])), "corrupt_file", "no file listed");
  await refusesArchive(await withManifest(({ clients }) => clients.push(clients[0])), "corrupt_file", "a client twice");
  await refusesArchive(await withManifest(({ clients }) => (clients[0].client_id = "eve")), "corrupt_file", "another client");
  await refusesArchive(withEntry(entry("manifest.json", "{}"), false), "corrupt_file", "two manifests");
  for (const place of spread(512, tar.length, 12)) await refusesArchive(tar.slice(0, place), "corrupt_file", `an archive cut at ${place}`);
});

test("a record that cannot be is corrupt, and the good ones beside it stay out too", async () => {
  const cases = [
    [/"very_positive"/, '"ecstatic"'],
    [/"completion_percentage":\s*40/, '"completion_percentage":140'],
    [/"anna-3"/, '"anna-4"'],
    [/"revision":\s*2/, '"revision":9'],
    [/"timestamp":\s*"2024/, '"timestamp":"24'],
    [/^\{/, "["],
  ];
  for (const [from, to] of cases) {
    const content = await withHistory((text) => {
      assert.match(text, from);
      return text.replace(from, to);
    });
    await refusesArchive(content, "corrupt_file", `${from} as ${to}`);
  }
});

test("the same files are taken in where nothing is wrong with them", async () => {
  const harmless = {
    "packed anew": await changed(() => undefined),
    "its manifest written anew": await withManifest(() => undefined),
    "a history written anew": await withHistory((text) => text),
    "an entry more": withEntry(entry("note.txt", "x"), false),
  };
  for (const [what, content] of Object.entries(harmless)) {
    const fresh = await page.vault(`fresh, ${what}`);
    const { value, refused } = await fresh.attempt("importHistory", await lock(content, passphrase), { passphrase });
    assert.equal(value?.added, 9, `${what}: ${refused?.message}`);
  }
});
