// Reads a WebAssembly module's functions, and gives them names.

const [custom, code] = [0, 10];
/** The part of the section "name" that names functions. */
const functionNames = 1;
/** Length of what a module begins with: its magic number and its version. */
const preamble = 8;

/** Reads bytes as the sections of WebAssembly hold them. */
function reader(bytes, start = 0) {
  let at = start;
  const number = () => {
    let [value, shift, byte] = [0, 0, 0x80];
    for (; byte & 0x80; shift += 7) {
      byte = bytes[at];
      value |= (byte & 0x7f) << shift;
      at += 1;
    }
    return value >>> 0;
  };
  const slice = () => {
    const length = number();
    at += length;
    return bytes.subarray(at - length, at);
  };
  return { number, slice, place: () => at, isAtEnd: () => at >= bytes.length };
}

/** All sections: the kind of each, its content, and its bytes as a whole. */
function sections(bytes) {
  const parts = reader(bytes, preamble);
  const found = [];
  while (!parts.isAtEnd()) {
    const start = parts.place();
    const [kind, content] = [parts.number(), parts.slice()];
    found.push({ kind, content, whole: bytes.subarray(start, parts.place()) });
  }
  return found;
}

const isNames = ({ kind, content }) => kind === custom && Buffer.from(reader(content).slice()).toString() === "name";

/** How many functions a module imports. They come first in the numbering of functions. */
export const importedFunctions = (bytes) => WebAssembly.Module.imports(new WebAssembly.Module(bytes)).filter(({ kind }) => kind === "function").length;

/** The bytes of each function that a module defines, in their order. */
export function functionBodies(bytes) {
  const parts = reader(sections(bytes).find(({ kind }) => kind === code).content);
  return Array.from({ length: parts.number() }, () => parts.slice());
}

/** The names of a module's functions by their numbers; none where it names none. */
export function namesOfFunctions(bytes) {
  const section = sections(bytes).find(isNames);
  const parts = reader(section?.content ?? []);
  if (section) parts.slice();
  while (!parts.isAtEnd()) {
    const kind = parts.number();
    const content = reader(parts.slice());
    if (kind !== functionNames) continue;
    return new Map(Array.from({ length: content.number() }, () => [content.number(), Buffer.from(content.slice()).toString()]));
  }
  return new Map();
}

function numberBytes(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

const counted = (bytes) => Buffer.concat([numberBytes(bytes.length), bytes]);

/** The module with these names of its functions, by their numbers, in place of any that it has. */
export function withFunctionNames(bytes, names) {
  const entries = [...names].flatMap(([number, name]) => [numberBytes(number), counted(Buffer.from(name))]);
  const list = Buffer.concat([numberBytes(names.size), ...entries]);
  const content = Buffer.concat([counted(Buffer.from("name")), Buffer.from([functionNames]), counted(list)]);
  const kept = sections(bytes).filter((section) => !isNames(section)).map(({ whole }) => whole);
  return Buffer.concat([bytes.subarray(0, preamble), ...kept, Buffer.from([custom]), counted(content)]);
}
