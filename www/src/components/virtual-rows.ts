import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Rows drawn beyond each edge of the window, so that scrolling and tabbing find the next one there. */
const SPARE = 8;
/** Rows drawn before anything could be measured. */
const AT_FIRST = 24;

/** The rows from `first` up to and without `last`. */
export interface RowRange {
  first: number;
  last: number;
}

/** The rows of equal height that are in the window, and some beyond. `top` is where the first row begins in it. */
export function rangeInWindow(top: number, rowHeight: number, windowHeight: number): RowRange {
  const first = Math.max(0, Math.floor(-top / rowHeight) - SPARE);
  return { first, last: Math.max(first + 1, Math.ceil((windowHeight - top) / rowHeight) + SPARE) };
}

/**
 * Says which rows of a long list are worth drawing as the page scrolls.
 *
 * All rows have one height. The list's own height and each row's place come from the style sheet, which reads the
 * custom properties `--rows` and `--row` that are set here.
 */
export class VirtualRows implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #body: string;
  #range: RowRange = { first: 0, last: AT_FIRST };
  #whole = false;
  #count = 0;

  /** `body` selects the element that holds the rows. */
  constructor(host: ReactiveControllerHost & Element, body: string) {
    this.#host = host;
    this.#body = body;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("scroll", this.#look, { passive: true });
    addEventListener("resize", this.#look);
    addEventListener("beforeprint", this.#showAll);
    addEventListener("afterprint", this.#look);
  }

  hostDisconnected(): void {
    removeEventListener("scroll", this.#look);
    removeEventListener("resize", this.#look);
    removeEventListener("beforeprint", this.#showAll);
    removeEventListener("afterprint", this.#look);
  }

  hostUpdated(): void {
    this.#place();
    this.#look();
  }

  /** The indices to draw of a list of `count`, in order; `focused` is drawn wherever it stands, so that the focus stays. */
  indices(count: number, focused: number): number[] {
    this.#count = count;
    const { first, last } = this.#whole ? { first: 0, last: count } : this.#range;
    // A list that grew shorter while its end was in the window is drawn from its new end.
    const start = Math.max(0, Math.min(first, count - AT_FIRST));
    const shown = Array.from({ length: Math.max(0, Math.min(last, count) - start) }, (_, step) => start + step);
    const isFar = focused >= 0 && focused < count && !shown.includes(focused);
    return isFar ? [...shown, focused].toSorted((one, other) => one - other) : shown;
  }

  /** Tells the style sheet how many rows there are and which place each drawn one has. */
  #place(): void {
    const body = this.#host.querySelector<HTMLElement>(this.#body);
    body?.style.setProperty("--rows", String(this.#count));
    for (const row of body?.querySelectorAll<HTMLElement>("[data-row]") ?? []) {
      row.style.setProperty("--row", row.dataset["row"] ?? "0");
    }
  }

  #look = (event?: Event): void => {
    if (event?.type === "afterprint") this.#whole = false;
    const body = this.#host.querySelector(this.#body);
    const row = body?.querySelector("[data-row]");
    if (!body || !row || this.#whole) return;
    const height = row.getBoundingClientRect().height;
    if (height > 0) this.#move(rangeInWindow(body.getBoundingClientRect().top, height, innerHeight));
  };

  #move(range: RowRange): void {
    if (range.first === this.#range.first && range.last === this.#range.last) return;
    this.#range = range;
    this.#host.requestUpdate();
  }

  #showAll = (): void => {
    this.#whole = true;
    this.#host.requestUpdate();
  };
}
