/** Idle time before the vault locks, in milliseconds. */
export const IDLE_MS = 10 * 60_000;
/** The warning before it, in milliseconds. */
export const WARNING_MS = 20_000;

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

interface Watcher {
  /** Called about once a second during the warning with the seconds left, and with null when it is over. */
  onWarning(secondsLeft: number | null): void;
  onIdle(): void;
}

/**
 * Watches for signs of a person at the screen.
 *
 * It compares clock times rather than trusting timers, so that a laptop that slept past the limit locks on waking.
 * Once the warning shows, only `extend` counts: a mouse that is nudged by accident should not keep a vault open.
 */
export class IdleWatch {
  #last = Date.now();
  #warning = false;
  #timer = 0;
  #watcher: Watcher;

  constructor(watcher: Watcher) {
    this.#watcher = watcher;
  }

  start(): void {
    this.#last = Date.now();
    for (const sign of SIGNS) addEventListener(sign, this.#seen, { passive: true });
    this.#timer = setInterval(this.#check, 1000);
  }

  stop(): void {
    for (const sign of SIGNS) removeEventListener(sign, this.#seen);
    clearInterval(this.#timer);
    this.#endWarning();
  }

  /** Counts as a sign even during the warning. */
  extend(): void {
    this.#last = Date.now();
    this.#endWarning();
  }

  #seen = (): void => {
    if (!this.#warning) this.#last = Date.now();
  };

  #check = (): void => {
    const left = this.#last + IDLE_MS - Date.now();
    if (left <= 0) this.#watcher.onIdle();
    else if (left <= WARNING_MS) this.#warn(left);
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
