// History files by other programs: Debian's age and tar, npm's age-encryption.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Decrypter, Encrypter } from "age-encryption";

/** A cost that takes no time: such files are for tests alone. */
const cheap = 6;

/** Runs `work` with a folder that is gone afterwards. */
export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "history-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** age asks for passphrases on a terminal only; util-linux's `script` gives it one. */
function ageOnTerminal(command, folder, answers) {
  const input = answers.map((line) => `${line}\n`).join("");
  execFileSync("script", ["-qec", command, "/dev/null"], { cwd: folder, input, stdio: ["pipe", "pipe", "inherit"] });
}

/** Unpacks an archive into `folder` with `tar`. */
export function unpack(tar, folder) {
  execFileSync("tar", ["xf", "-"], { cwd: folder, input: tar });
}

/** Opens a history file with Debian's `age` and unpacks it with `tar`, into `folder`. */
export function openWithAge(file, passphrase, folder) {
  writeFileSync(join(folder, "../history.age"), file);
  ageOnTerminal("age -d -o ../history.tar ../history.age", folder, [passphrase]);
  execFileSync("tar", ["xf", "../history.tar"], { cwd: folder });
}

/** Locks an archive with Debian's `age -p`, at the cost that it picks itself. */
export function lockWithAge(tar, passphrase, folder) {
  writeFileSync(join(folder, "packed.tar"), tar);
  ageOnTerminal("age -p -o packed.age packed.tar", folder, [passphrase, passphrase]);
  return new Uint8Array(readFileSync(join(folder, "packed.age")));
}

/** The archive inside a history file, by npm's `age-encryption`. */
export function unlock(file, passphrase) {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(file, "uint8array");
}

/** Locks anything with a passphrase, by npm's `age-encryption`. */
export function lock(content, passphrase, cost = cheap) {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(cost);
  return encrypter.encrypt(content);
}

/** Locks anything for the holder of a key pair. */
export function lockFor(recipient, content) {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(content);
}

/** Packs what is in `folder` with GNU tar. */
export function pack(folder, ...options) {
  return new Uint8Array(execFileSync("tar", ["cf", "-", ...options], { cwd: folder, maxBuffer: 1 << 28 }));
}

const text = new TextEncoder();
const octal = (value, length) => `${value.toString(8).padStart(length - 1, "0")}\0`;
/** GNU's way to write a number that octal digits have no room for. */
const binary = (value) => Uint8Array.from({ length: 12 }, (_, place) => (place ? Number((value >> BigInt(8 * (11 - place))) & 255n) : 128));

function checksum(header) {
  header.set(text.encode(" ".repeat(8)), 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.set(text.encode(`${octal(sum, 7)} `), 148);
}

/**
 * One entry of a tar archive, with whatever its header claims.
 *
 * `size` is the size claimed, `type` the type flag, `link` what a link leads to.
 */
export function entry(path, content = "", { size, type = "0", link = "" } = {}) {
  const body = typeof content === "string" ? text.encode(content) : content;
  const bytes = new Uint8Array(512 + Math.ceil(body.length / 512) * 512);
  const header = bytes.subarray(0, 512);
  const fields = [[0, path], [100, octal(0o600, 8)], [108, octal(0, 8)], [116, octal(0, 8)], [136, octal(0, 12)], [156, type], [157, link], [257, "ustar\x0000"]];
  for (const [place, value] of fields) header.set(text.encode(value), place);
  header.set(size === undefined ? text.encode(octal(body.length, 12)) : binary(size), 124);
  checksum(header);
  bytes.set(body, 512);
  return bytes;
}

/** An archive of these entries. */
export function archive(...entries) {
  return new Uint8Array(Buffer.concat([...entries, new Uint8Array(1024)]));
}
