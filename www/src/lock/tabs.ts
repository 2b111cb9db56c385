/** What the tabs of one browser tell each other about a vault. None of it is about a client. */
export type TabNews =
  /** It locks, everywhere. */
  | "lock"
  /** It is gone for good. */
  | "deleted"
  /** It has a new passphrase, so that the keys elsewhere are the old ones. */
  | "rekeyed"
  /** Records of it were written. */
  | "written"
  /** The practice's settings were changed. */
  | "settings"
  /** Somebody is at work in it. */
  | "busy"
  /** Asks who shows it, and the answer. */
  | "who-shows"
  | "shown";

interface Message {
  news: TabNews;
  vault: string;
}

/** News from another tab, by its kind. */
export class TabEvent extends Event {
  readonly vault: string;

  constructor({ news, vault }: Message) {
    super(news);
    this.vault = vault;
  }
}

/**
 * The other tabs of this browser. Fires a `TabEvent` for what they say.
 *
 * Pages from a folder have no origin by which they could hear each other; there every tab is on its own.
 */
class Tabs extends EventTarget {
  #channel: BroadcastChannel | null = null;

  /** Begins to listen. */
  start(): void {
    if (!("BroadcastChannel" in globalThis)) return;
    this.#channel = new BroadcastChannel("vaults");
    this.#channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      this.dispatchEvent(new TabEvent(data));
    });
  }

  /** Tells every other tab. */
  say(news: TabNews, vault: string): void {
    this.#channel?.postMessage({ news, vault } satisfies Message);
  }

  /** Calls `act` for each piece of such news, with the vault's name. */
  hear(news: TabNews, act: (vault: string) => void): void {
    this.addEventListener(news, (event) => {
      if (event instanceof TabEvent) act(event.vault);
    });
  }
}

export const tabs = new Tabs();
