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
