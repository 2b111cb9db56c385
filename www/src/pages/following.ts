import type { ReactiveController, ReactiveControllerHost } from "lit";
import { state } from "../state.ts";

/** How long after a touch it looks whether somebody is still writing, in milliseconds. */
const LOOK_MS = 300;

type Host = ReactiveControllerHost & HTMLElement;

/**
 * Fetches what an element shows anew when another tab has written, but never under somebody's hands: while a form of the
 * element is being filled in, it waits until that is done with.
 */
export class Following implements ReactiveController {
  #host: Host;
  #refresh: () => void;
  #isBusy: () => boolean;
  /** Forms that somebody has typed into. */
  #touched = new Set<HTMLFormElement>();
  #isStale = false;
  #timer = 0;

  /** `isBusy` says what the forms do not: that the element must be left as it is for now. */
  constructor(host: Host, refresh: () => void, isBusy: () => boolean = () => false) {
    this.#host = host;
    this.#refresh = refresh;
    this.#isBusy = isBusy;
    host.addController(this);
  }

  hostConnected(): void {
    state.addEventListener("elsewhere", this.#written);
    this.#host.addEventListener("input", this.#typed);
    this.#host.addEventListener("click", this.#lookSoon);
    this.#host.addEventListener("submit", this.#lookSoon);
  }

  hostDisconnected(): void {
    state.removeEventListener("elsewhere", this.#written);
    this.#host.removeEventListener("input", this.#typed);
    this.#host.removeEventListener("click", this.#lookSoon);
    this.#host.removeEventListener("submit", this.#lookSoon);
    clearTimeout(this.#timer);
    this.#touched.clear();
    this.#isStale = false;
  }

  #typed = ({ target }: Event): void => {
    const form = target instanceof Element ? target.closest("form") : null;
    if (form) this.#touched.add(form);
  };

  get #isWriting(): boolean {
    const isOpen = (form: HTMLFormElement) => form.isConnected && (form.closest("details")?.open ?? true);
    for (const form of this.#touched) if (!isOpen(form)) this.#touched.delete(form);
    return this.#touched.size > 0 || this.#isBusy();
  }

  #written = (): void => {
    this.#isStale = true;
    this.#look();
  };

  #lookSoon = (): void => {
    clearTimeout(this.#timer);
    if (this.#isStale) this.#timer = setTimeout(this.#look, LOOK_MS);
  };

  #look = (): void => {
    if (!this.#isStale || this.#isWriting || !state.vault) return;
    this.#isStale = false;
    this.#refresh();
  };
}
