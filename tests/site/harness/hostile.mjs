// Texts that want to be more than texts, how they get into a field, and what they must not become.

/** Markup, script, an address that runs, a template, a formula, directions turned around, and characters that are none. */
export const hostile = (what) =>
  `Ada ${what} <img src=x onerror="globalThis.ran='img'"><script>globalThis.ran='script'</script>` +
  `<svg/onload=globalThis.ran='svg'> "'\`\${globalThis.ran='template'} {{7*7}} javascript:globalThis.ran='href' ` +
  `=HYPERLINK("x") \u202Eesrever\u202C\u2067 \u0000\u0007\u200B\uFEFF ${"e\u0301\u0323".repeat(30)} </textarea></title>&lt;&#0;`;

/** Fills a field as a paste does: playwright's own way would type some of these characters. */
export function paste(field, text) {
  // As numbers, since half a character does not survive the way to the browser.
  const units = Array.from({ length: text.length }, (_, place) => text.charCodeAt(place));
  return field.evaluate((element, units) => {
    element.value = units.map((unit) => String.fromCharCode(unit)).join("");
    element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, units);
}

/** Runs in the page: what a text has become that it should not be, in words. */
export function findHarm() {
  const harm = globalThis.ran === undefined ? [] : [`ran by ${globalThis.ran}`];
  for (const one of document.querySelectorAll("tp-app script, tp-app img, tp-app svg[onload], tp-app [onerror], tp-app iframe")) harm.push(`there is a ${one.localName}`);
  for (const link of document.querySelectorAll("a[href]")) if (!["http:", "https:", "blob:"].includes(link.protocol)) harm.push(`a link to ${link.protocol}`);
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("tp-app *")].filter((one) => one.scrollWidth + one.getBoundingClientRect().left > root.clientWidth && one.checkVisibility());
    harm.push(`the page scrolls sideways by ${root.scrollWidth - root.clientWidth} px: ${wide.map((one) => `${one.localName}.${one.className}`).slice(-8)}`);
  }
  const walker = document.createTreeWalker(document.querySelector("tp-app"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (!data.includes("\u202E") || parentElement.closest("svg, textarea")) continue;
    const { display, unicodeBidi } = getComputedStyle(parentElement);
    if (display === "inline" && !/isolate|plaintext/.test(unicodeBidi)) harm.push(`${parentElement.localName}.${parentElement.className} turns what stands beside it around`);
  }
  return [...new Set(harm)];
}
