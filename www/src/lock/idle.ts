/** The warning before the lock, in milliseconds. */
export const WARNING_MS = 20_000;
/** How often at most a sign is passed on, in milliseconds. */
const PASS_ON_MS = 5000;

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

interface Watcher {
  /** Called about once a second during the warning with the seconds left, and with null when it is over. */
  onWarning(secondsLeft: number | null): void;
  onIdle(): void;
  /** There was a sign, for the other tabs. */
  onSign(): void;
}

/**
 * Watches for signs of a person at the screen.
 *
 * It compares clock times rather than trusting timers, so that a laptop that slept past the limit locks on waking.
 * Once the warning shows, only `extend` counts: a mouse that is nudged by accident should not keep a vault open.
 */
export class IdleWatch {
  /** Milliseconds without a sign until `onIdle`. */
  limit: number;
  #last = Date.now();
  #passedOn = 0;
  /** Whether there was a sign that the other tabs do not know of. */
  #isNews = false;
  #warning = false;
  #timer = 0;
  #watcher: Watcher;

  constructor(limit: number, watcher: Watcher) {
    this.limit = limit;
    this.#watcher = watcher;
  }

  start(): void {
    this.#last = Date.now();
    for (const sign of SIGNS) addEventListener(sign, this.#seen, { passive: true });
    clearInterval(this.#timer);
    this.#timer = setInterval(this.#check, 1000);
  }

  stop(): void {
    for (const sign of SIGNS) removeEventListener(sign, this.#seen);
    clearInterval(this.#timer);
    this.#endWarning();
  }

  /** Counts as a sign even during the warning. */
  extend(): void {
    this.#endWarning();
    this.#seen();
  }

  /** A sign in another tab: whoever is at work there is there. */
  seenElsewhere(): void {
    this.#last = Date.now();
    this.#endWarning();
  }

  #seen = (): void => {
    if (this.#warning) return;
    this.#last = Date.now();
    this.#isNews = true;
    this.#passOn();
  };

  #passOn(): void {
    if (!this.#isNews || Date.now() - this.#passedOn < PASS_ON_MS) return;
    this.#isNews = false;
    this.#passedOn = Date.now();
    this.#watcher.onSign();
  }

  #check = (): void => {
    this.#passOn();
    const left = this.#last + this.limit - Date.now();
    if (left <= 0) this.#watcher.onIdle();
    else if (left <= WARNING_MS) this.#warn(left);
    else this.#endWarning();
  };

  #warn(left: number): void {
    this.#warning = true;
    this.#watcher.onWarning(Math.ceil(left / 1000));
  }

  #endWarning(): void {
    if (!this.#warning) return;
    this.#warning = false;
    this.#watcher.onWarning(null);
  }
}
