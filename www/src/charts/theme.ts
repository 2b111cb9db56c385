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

/** Narrower than this, one tick and no names for the halves: the sentence beside the drawing has them, in CSS pixels. */
export const TINY = 200;

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
