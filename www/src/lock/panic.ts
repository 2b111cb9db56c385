/** How quickly the second press must follow the first, in milliseconds. */
const TWICE_MS = 400;

/**
 * Calls `lock` at once when Escape is pressed twice, from everywhere: from a field, from a dialog, whatever has the focus.
 * Holding the key down is one press. Returns what ends it.
 */
export function onPanicKey(lock: () => void): () => void {
  let last = -Infinity;
  const press = (event: KeyboardEvent) => {
    if (event.repeat) return;
    const isSecond = event.key === "Escape" && event.timeStamp - last <= TWICE_MS;
    // A key in between starts anew, as does an Escape that belongs to a word being composed.
    last = event.key === "Escape" && !event.isComposing ? event.timeStamp : -Infinity;
    if (!isSecond || event.isComposing) return;
    event.preventDefault();
    lock();
  };
  // Caught on the way down, so that nothing on the page can keep it back.
  addEventListener("keydown", press, { capture: true });
  return () => {
    removeEventListener("keydown", press, { capture: true });
  };
}
