// One who uses the site by what is on the screen, whichever engine shows it.
import { until } from "./patience.mjs";

/** What each kind of thing is in the page. */
const kinds = {
  button: "button, summary",
  choice: "label:has(input[type=radio])",
  field: "input, select, textarea",
  heading: "h1, h2, h3",
  link: "a[href]",
  picture: "[role=img]",
  region: "section[aria-labelledby]",
};

/** Runs in the page: the visible element that fits a selector and has this accessible name, in the region of that name. */
function seek(selector, name, regions, region) {
  const said = (element) => {
    const copy = element.cloneNode(true);
    for (const silent of copy.querySelectorAll("[aria-hidden=true]")) silent.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const named = (element) => {
    const by = element.getAttribute("aria-labelledby");
    if (by) return by.split(" ").map((id) => said(document.getElementById(id))).join(" ");
    return element.getAttribute("aria-label") ?? said(element.labels?.[0] ?? element);
  };
  const fits = (wanted) => (element) => element.checkVisibility() && !element.disabled && new RegExp(wanted, "u").test(named(element));
  const within = region === null ? document : [...document.querySelectorAll(regions)].find(fits(region));
  return [...(within?.querySelectorAll(selector) ?? [])].find(fits(name)) ?? null;
}

/** Runs in the page: the text of the first element that fits a selector and holds some words. */
function read(selector, words) {
  const holds = ({ textContent }) => textContent.includes(words);
  return [...document.querySelectorAll(selector)].find(holds)?.textContent.replace(/\s+/g, " ").trim() ?? null;
}

/** What a driver refuses while the page is still moving or drawing. */
const isMoving = ({ message }) => /intercepted|not interactable|stale|no such node/.test(message);

/** Runs in the page: brings an element where nothing covers it, as a person scrolls. */
function uncover(element) {
  element.scrollIntoView({ block: "center", behavior: "instant" });
}

/** A name as a pattern's source: a text stands for itself alone. */
const pattern = (name) => (name instanceof RegExp ? name.source : `^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

/** Things go by their kind, their accessible name (a text, or a pattern) and, where that is not enough, their region. */
export class Person {
  #browser;

  constructor(browser) {
    this.#browser = browser;
  }

  /** Waits until something is seen. */
  sees(kind, name, region) {
    return this.#with(kind, name, region, () => undefined);
  }

  press(kind, name, region) {
    return this.#with(kind, name, region, (element) => this.#browser.press(element));
  }

  /** Writes into a field in place of what stands there. */
  write(name, text, region) {
    return this.#with("field", name, region, async (element) => {
      await this.#browser.run((field) => (field.focus(), field.select()), element);
      await this.#browser.type(element, text);
    });
  }

  /** Gives a file to a field for files. */
  choose(name, path, region) {
    return this.#with("field", name, region, (element) => this.#browser.choose(element, path));
  }

  /** What a part of the page says, once it says these words among others. */
  reads(selector, words) {
    return until(`“${words}” in ${selector}`, () => this.#browser.run(read, selector, words));
  }

  #with(kind, name, region, act) {
    const within = region ? pattern(region) : null;
    const attempt = async () => {
      const element = await this.#browser.run(seek, kinds[kind], pattern(name), kinds.region, within);
      if (element === null) return false;
      await this.#browser.run(uncover, element);
      await act(element);
      return true;
    };
    return until(`The ${kind} “${name}”`, attempt, isMoving);
  }
}
