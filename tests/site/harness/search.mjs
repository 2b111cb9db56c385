// Looks for many texts in many bytes at once.

/** ASCII capitals made small, in place; every other byte stays. */
function lower(bytes) {
  for (let place = 0; place < bytes.length; place += 1) if (bytes[place] >= 65 && bytes[place] <= 90) bytes[place] += 32;
  return bytes;
}

const utf16be = (text) => Buffer.from(text, "utf16le").swap16();

/** A text as it may stand in bytes: UTF-8 and both kinds of UTF-16. */
function encodings(text) {
  return [Buffer.from(text), Buffer.from(text, "utf16le"), utf16be(text)];
}

/**
 * A search for texts, and for sequences of bytes, whatever their case. Each needle is `[label, text or bytes]` and has
 * at least four bytes.
 *
 * The answer is a function from bytes to the labels of what is in them.
 */
export function searchFor(needles) {
  const byStart = new Map();
  for (const [label, needle] of needles) {
    for (const encoded of typeof needle === "string" ? encodings(needle) : [Buffer.from(needle)]) {
      const bytes = lower(encoded);
      const start = bytes.readUInt32LE(0);
      byStart.set(start, [...(byStart.get(start) ?? []), { label, bytes }]);
    }
  }
  return (haystack) => {
    const bytes = lower(Buffer.from(haystack));
    const found = new Set();
    for (let place = 0; place + 4 <= bytes.length; place += 1) {
      for (const { label, bytes: needle } of byStart.get(bytes.readUInt32LE(place)) ?? []) {
        if (bytes.subarray(place, place + needle.length).equals(needle)) found.add(label);
      }
    }
    return [...found];
  };
}
