const encoder = new TextEncoder();

/** A value as JSON in UTF-8: the browser encodes a whole text at once, where handing one over takes it letter by letter. */
export function jsonBytes(value) {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : encoder.encode(text);
}
