/** How long a page may be out of sight before it asks whether the vault is to lock, in milliseconds. */
export const GRACE_MS = 15_000;
/** How long it waits for the answer of a tab that still shows the vault, in milliseconds. */
const ANSWER_MS = 500;

interface Watcher {
  /** Asks the other tabs who shows the vault. */
  ask(): void;
  onHidden(): void;
}

/**
 * Watches whether anybody can see the vault, in this tab or in another one.
 *
 * Clock times count, not timers: where the device slept, or the browser froze the page, it locks on coming back.
 */
export class HiddenWatch {
  /** Whether it acts at all. */
  isOn = false;
  #since: number | null = null;
  #shown = 0;
  #timer = 0;
  #watcher: Watcher;

  constructor(watcher: Watcher) {
    this.#watcher = watcher;
  }

  start(): void {
    document.addEventListener("visibilitychange", this.#changed);
    this.#changed();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#changed);
    this.#rest();
  }

  /** Another tab shows the vault. */
  shownElsewhere(): void {
    this.#shown = Date.now();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#since = null;
  }

  #changed = (): void => {
    const since = this.#since;
    this.#rest();
    if (document.visibilityState === "hidden") {
      this.#since = Date.now();
      this.#timer = setTimeout(this.#ask, GRACE_MS);
    } else if (since !== null && Date.now() - since > GRACE_MS + ANSWER_MS && this.#shown < since) {
      this.#act();
    }
  };

  #ask = (): void => {
    const asked = Date.now();
    this.#watcher.ask();
    this.#timer = setTimeout(() => {
      if (this.isOn && this.#shown < asked) this.#act();
      else this.#timer = setTimeout(this.#ask, GRACE_MS);
    }, ANSWER_MS);
  };

  #act(): void {
    if (this.isOn) this.#watcher.onHidden();
  }
}
