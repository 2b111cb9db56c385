// A person with a keyboard alone: goes by Tab, and sees where the focus is at every stop.
import assert from "node:assert/strict";

/** Runs in the page: where the focus is, and what is wrong with how it shows. */
function describeFocus() {
  const element = document.activeElement;
  const name = `${element.localName}.${element.className} “${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 40)}”`;
  if (element === document.body) return { name: "body", faults: [] };
  const marks = (one) => one !== null && getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
  const holder = element.closest(".scale-step, .caseload-row");
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const at = (x, y) => document.elementFromPoint(x, y);
  const belongs = (found) => found !== null && (element.contains(found) || found.contains(element) || (holder?.contains(found) ?? false));
  const points = [0.1, 0.5, 0.9].flatMap((across) => [0.1, 0.5, 0.9].map((down) => [left + across * (right - left), top + down * (bottom - top)]));
  const covering = (found) => belongs(found) && !(found.contains(element) && found.matches(".bar, .save-bar, .notice-region"));
  const isSeen = points.some(([x, y]) => covering(at(x, y)));
  // A part of the browser's own control, a calendar's button say, shows the focus by itself.
  const isInside = !element.matches(":focus");
  const faults = [isInside || marks(element) || marks(holder) ? "" : "the focus does not show", isSeen ? "" : "the focus is covered or out of sight"];
  return { name, faults: faults.filter(Boolean) };
}

/** Runs in the page: lets it lay out and scroll. */
const settle = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** How often a page may settle before the focus must show: a second's frames. */
const SETTLING = 20;

/** A person at the keyboard of a page. */
export function keyboardOf(page) {
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const hasFocus = (place) => place.evaluate((element) => element === document.activeElement);

  /** One step on, or back with Shift; resolves to where that leads. */
  const step = async (key = "Tab") => {
    await page.keyboard.press(key);
    let { name, faults } = await page.evaluate(describeFocus);
    // What was never in the window gets its true height there, and the page scrolls once more, on a busy machine later.
    for (let tries = 0; faults.length > 0 && tries < SETTLING; tries += 1) {
      await page.evaluate(settle);
      ({ name, faults } = await page.evaluate(describeFocus));
    }
    assert.deepEqual(faults, [], name);
    return name;
  };

  /** Goes on by Tab until a place has the focus, at most so many steps. */
  const tabTo = async (place, key = "Tab", most = 120) => {
    await place.waitFor();
    for (let steps = 0; !(await hasFocus(place)); steps += 1) {
      assert.ok(steps < most, `${key} does not reach ${place} in ${most} steps`);
      await step(key);
    }
  };

  return {
    press,
    type: (text) => page.keyboard.type(text),
    tabTo,
    /** Goes to a place and acts on it as a keyboard does. */
    act: async (place, key = "Enter") => {
      await tabTo(place);
      await press(key);
    },
    /** Goes to a field and writes into it, in the place of what it holds. */
    fill: async (place, text) => {
      await tabTo(place);
      await press("Control+a");
      await page.keyboard.type(text);
    },
    /** Once around the page; resolves to the names of all stops. Fails where the focus does not come out at the end. */
    around: async () => {
      const stops = [];
      for (let place = await step(); place !== "body" && !place.startsWith("a.skip"); place = await step()) {
        stops.push(place);
        assert.ok(stops.length < 300, `the focus goes around in ${stops.slice(-4).join(", ")}`);
      }
      return stops;
    },
  };
}

/** Waits until a page's heading has the focus, as it has after every change of page. */
export async function headingFocused(page, name) {
  const heading = page.getByRole("heading", { name }).first();
  await heading.waitFor();
  const isFocused = (wanted) => document.activeElement?.matches("h1, h2") && document.activeElement.textContent.trim().startsWith(wanted);
  await page.waitForFunction(isFocused, name).catch(() => assert.fail(`the heading ${name} has not got the focus`));
}
