/** Where a letter is text: such a place keeps its keys to itself, and so does an open dialog. */
const TYPING = "input:not([type=radio], [type=checkbox], [type=file]), textarea, select, [contenteditable]";

let enabled = true;

/** Turns the shortcuts of a single key on or off. */
export function enableSingleKeys(on: boolean): void {
  enabled = on;
}

export function singleKeysEnabled(): boolean {
  return enabled;
}

function isHeld({ ctrlKey, metaKey, altKey, isComposing, repeat }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || isComposing || repeat;
}

function isTyping({ target }: Event): boolean {
  return target instanceof Element && target.closest(TYPING) !== null;
}

/** The key of a shortcut that is one key alone; null where the key is text, or such shortcuts are turned off. */
export function singleKey(event: KeyboardEvent): string | null {
  if (!enabled || event.defaultPrevented || isHeld(event) || isTyping(event)) return null;
  return document.querySelector("dialog[open]") ? null : event.key.toLowerCase();
}
