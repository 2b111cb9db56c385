import { isSingleFile } from "../edition.ts";
import { TAKE_OVER } from "../offline/scope.ts";
import { ownScriptUrl } from "../script-urls.ts";
import { state } from "../state.ts";

/** How long a new version may take to take over before the page is loaded again anyway, in milliseconds. */
const TAKE_OVER_MS = 3000;

/** How the site comes to this browser: `kept` opens without a network, `unknown` is not yet settled. */
export type Keeping = "kept" | "not_kept" | "unknown";

function activated(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
    });
    setTimeout(resolve, TAKE_OVER_MS);
  });
}

/** Whether a service worker that was registered came to hold the whole site. */
function outcome({ active, installing, waiting }: ServiceWorkerRegistration): Promise<Keeping> {
  const first = installing ?? waiting;
  if (active || !first) return Promise.resolve("kept");
  return new Promise((resolve) => {
    first.addEventListener("statechange", () => {
      if (first.state === "activated") resolve("kept");
      if (first.state === "redundant") resolve("not_kept");
    });
  });
}

/**
 * Keeps the site in this browser, and knows when a new version waits. Fires `change`.
 *
 * A new version never takes over by itself while a page is open: it waits for `reload`, or for the last page to close.
 */
class Updates extends EventTarget {
  #registration: ServiceWorkerRegistration | null = null;
  #keeping: Keeping = "serviceWorker" in navigator ? "unknown" : "not_kept";
  /** True once another tab let a new version take over under this page. */
  #isOvertaken = false;
  /** True from the moment a reload was asked for: to look for a newer version now would hold the waiting one up. */
  #isReloading = false;

  get keeping(): Keeping {
    return this.#keeping;
  }

  /** Whether a reload would bring a new version. */
  get isReady(): boolean {
    const { waiting, active } = this.#registration ?? {};
    return this.#isOvertaken || (waiting != null && active != null);
  }

  /** Registers the service worker. Where the browser allows none, the site works with a network only. */
  async start(): Promise<void> {
    try {
      this.#registration = await navigator.serviceWorker.register(ownScriptUrl("sw.js"), { updateViaCache: "none" });
    } catch {
      this.#settle("not_kept");
      return;
    }
    this.#watch(this.#registration);
    this.#settle(await outcome(this.#registration));
  }

  /** Locks the vault, after what is being written was kept, and loads the page anew in its newest version. */
  async reload(): Promise<void> {
    this.#isReloading = true;
    await state.lock({ everywhere: false });
    const waiting = this.#registration?.waiting;
    if (waiting) {
      const done = activated(waiting);
      waiting.postMessage(TAKE_OVER);
      await done;
    }
    location.reload();
  }

  #settle(keeping: Keeping): void {
    this.#keeping = keeping;
    this.dispatchEvent(new Event("change"));
  }

  #watch(registration: ServiceWorkerRegistration): void {
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", () => {
        this.dispatchEvent(new Event("change"));
      });
    });
    if (navigator.serviceWorker.controller) navigator.serviceWorker.addEventListener("controllerchange", this.#overtaken);
    state.addEventListener("change", this.#vaultChanged);
  }

  #overtaken = (): void => {
    this.#isOvertaken = true;
    this.dispatchEvent(new Event("change"));
  };

  /** A locked page has nothing to lose: it follows the version that took over, or looks whether there is a new one. */
  #vaultChanged = (): void => {
    if (state.vault || this.#isReloading) return;
    if (this.#isOvertaken) location.reload();
    // Without a network there is nothing new, and nothing to say about it.
    else void this.#registration?.update().catch(() => undefined);
  };
}

export const updates = new Updates();

/** Keeps the site in this browser once the page has loaded, where the browser can. */
export function keepSite(): void {
  if (isSingleFile || !("serviceWorker" in navigator)) return;
  if (document.readyState === "complete") void updates.start();
  else addEventListener("load", () => void updates.start(), { once: true });
}
