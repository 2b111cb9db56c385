/** The class of every chart. It is constant, so Plot's style block is constant and a hash in the policy allows it. */
export const CLASS_NAME = "trend";

/** Colours by role; the style sheet gives them their values for light, dark and forced colours. */
export const ink = {
  text: "var(--ink-soft)",
  grid: "var(--line)",
  line: "var(--accent)",
  mean: "var(--ink)",
  flag: "var(--caution)",
  event: "var(--line-strong)",
  wash: "var(--sunken)",
  paper: "var(--paper)",
};

/** For every mark: the figure's sentence speaks for all of them. */
export const HIDDEN = { ariaHidden: "true" } as const;

/** Narrower than this, labels are shortened, in CSS pixels. */
export const NARROW = 520;

/** Room for a month and its year below an axis, in CSS pixels; the longest are German. */
const MONTH_ROOM = 58;

/** Months from one tick to the next that an axis can be told to keep. */
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];

/** How often an axis of so many days names a month, so that no name runs into the next; `apart` months at least. */
export function monthTicks(days: number, room: number, apart = 1): string {
  const least = Math.max(apart, (days / 30.44) * (MONTH_ROOM / room));
  const months = MONTH_STEPS.find((step) => step >= least) ?? 240;
  return months < 12 ? `${String(months)} months` : `${String(months / 12)} years`;
}

/** Larger text takes room from a drawing down to this width, in CSS pixels. */
const LEAST_FOR_TEXT = 320;

/** Draws for a width so that the words in the drawing grow with the text around it, as far as there is room. */
export function drawScaled<Drawn extends Element | null>(draw: (width: number) => Drawn, width: number): Drawn {
  const text = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const scale = Math.max(1, Math.min(text, width / LEAST_FOR_TEXT));
  const drawing = draw(Math.round(width / scale));
  for (const side of ["width", "height"]) drawing?.setAttribute(side, String(Number(drawing.getAttribute(side)) * scale));
  return drawing;
}

/** Watches an element's width; returns the function that stops. */
export function watchWidth(element: Element, onWidth: (width: number) => void): () => void {
  const observer = new ResizeObserver(([entry]) => {
    if (entry) onWidth(Math.round(entry.contentRect.width));
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
  };
}
