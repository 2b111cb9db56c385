const encoder = new TextEncoder();

/** A value as JSON in UTF-8: the browser encodes a whole text at once, where handing one over takes it letter by letter. */
export function jsonBytes(value) {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : encoder.encode(text);
}

/** What `read` brings of an element; nothing where reading it throws. */
function tried(read, element) {
  try {
    return read(element) ?? "";
  } catch {
    return "";
  }
}

/**
 * The elements of a list at `places` as lines of JSON in UTF-8: handing over one by one takes far longer. A line is
 * empty where there is nothing, or nothing that can be written.
 */
export function jsonLines(list, places) {
  const line = (place) => tried(JSON.stringify, list[place] ?? undefined);
  return encoder.encode(Array.from(places, line).join("\n"));
}

/** The places in a list in the order of the texts that its elements have under a name; equal ones keep theirs. */
export function placesByText(list, name) {
  const texts = Array.from(list, (element) => tried((held) => held[name], element)).map((text) => (typeof text === "string" ? text : ""));
  const inOrder = (one, other) => (texts[one] < texts[other] ? -1 : Number(texts[one] > texts[other]));
  return Uint32Array.from(texts.keys()).sort(inOrder);
}
