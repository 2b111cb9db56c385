/** What Chromium fires where the site can be installed. TypeScript's library does not know it. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

/** Whether this page runs in a window of its own, as an installed app does. */
export function isInstalled(): boolean {
  return matchMedia("(display-mode: standalone)").matches;
}

/** The browser's offer to install the site, kept until somebody takes it up. Fires `change`. */
class InstallOffer extends EventTarget {
  #prompt: InstallPromptEvent | null = null;

  /** Whether `accept` has something to show. */
  get isOpen(): boolean {
    return this.#prompt !== null;
  }

  /** Begins to listen. The browser makes its offer once, soon after the page has loaded. */
  start(): void {
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.#keep(event as InstallPromptEvent);
    });
    addEventListener("appinstalled", () => {
      this.#keep(null);
    });
  }

  /** Shows the browser's own question; must follow a press. An offer can be taken up once. */
  async accept(): Promise<void> {
    const prompt = this.#prompt;
    this.#keep(null);
    await prompt?.prompt();
  }

  #keep(prompt: InstallPromptEvent | null): void {
    this.#prompt = prompt;
    this.dispatchEvent(new Event("change"));
  }
}

export const installOffer = new InstallOffer();
