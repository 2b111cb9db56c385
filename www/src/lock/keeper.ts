import { state } from "../state.ts";
import type { VaultClient } from "../vault/client.ts";
import { lockChoices, USUAL_CHOICES, USUAL_MINUTES, type LockChoices } from "./choices.ts";
import { HiddenWatch } from "./hidden.ts";
import { IdleWatch } from "./idle.ts";
import { onPanicKey } from "./panic.ts";
import { tabs } from "./tabs.ts";

const MINUTE_MS = 60_000;

/**
 * Locks the open vault when nobody is there, when nobody sees it, and at the panic key; in all tabs at once.
 *
 * Fires `change` when the warning before the lock begins, counts or ends.
 */
class LockKeeper extends EventTarget {
  /** Seconds until the lock while the warning shows, else null. */
  secondsLeft: number | null = null;
  #choices: LockChoices = { ...USUAL_CHOICES };
  #endPanic: (() => void) | null = null;
  #idle = new IdleWatch(USUAL_MINUTES * MINUTE_MS, {
    onWarning: (seconds) => {
      this.secondsLeft = seconds;
      this.dispatchEvent(new Event("change"));
    },
    onIdle: () => void state.lock(),
    onSign: () => {
      tabs.say("busy", state.vaultName);
    },
  });
  #hidden = new HiddenWatch({
    ask: () => {
      tabs.say("who-shows", state.vaultName);
    },
    onHidden: () => void state.lock(),
  });

  get choices(): LockChoices {
    return this.#choices;
  }

  start(): void {
    tabs.start();
    state.addEventListener("change", this.#vaultChanged);
    // A page kept for the back button would keep opened records in memory.
    addEventListener("pagehide", ({ persisted }) => {
      if (persisted) void state.lock({ everywhere: false });
    });
    this.#hear();
  }

  /** Counts as a sign of a person, here and in the other tabs. */
  stay(): void {
    this.#idle.extend();
  }

  /** Takes over what was chosen. */
  apply(choices: LockChoices): void {
    this.#choices = choices;
    this.#idle.limit = choices.minutes * MINUTE_MS;
    this.#hidden.isOn = choices.whenHidden;
  }

  #hear(): void {
    const ours = (act: () => void) => (vault: string) => {
      if (state.vault && vault === state.vaultName) act();
    };
    tabs.hear("busy", ours(() => {
      this.#idle.seenElsewhere();
      this.#hidden.shownElsewhere();
    }));
    tabs.hear("who-shows", ours(() => {
      if (document.visibilityState === "visible") tabs.say("shown", state.vaultName);
    }));
    tabs.hear("shown", ours(() => {
      this.#hidden.shownElsewhere();
    }));
    tabs.hear("settings", ours(() => void this.#read()));
  }

  #vaultChanged = (): void => {
    this.#stop();
    if (!state.vault) return;
    this.apply({ ...USUAL_CHOICES });
    this.#idle.start();
    this.#hidden.start();
    this.#endPanic = onPanicKey(() => void state.lock());
    void this.#read();
  };

  #stop(): void {
    this.#idle.stop();
    this.#hidden.stop();
    this.#endPanic?.();
    this.#endPanic = null;
  }

  /** Where the vault cannot say, the usual holds. */
  async #read(): Promise<void> {
    const vault: VaultClient | null = state.vault;
    if (!vault) return;
    const choices = await lockChoices(vault).catch(() => null);
    if (choices && state.vault === vault) this.apply(choices);
  }
}

export const lockKeeper = new LockKeeper();
