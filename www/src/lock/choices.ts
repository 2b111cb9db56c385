import { changeSettings, readSettings } from "../settings.ts";
import type { Settings } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";

const MINUTES = "lock_after_minutes";
const WHEN_HIDDEN = "lock_when_hidden";

/** The least and the most minutes without a sign of a person, and what holds until somebody chooses. */
export const LEAST_MINUTES = 1;
export const MOST_MINUTES = 60;
export const USUAL_MINUTES = 10;

/** What the settings offer. */
export const OFFERED_MINUTES = [1, 2, 5, 10, 15, 30, 60] as const;

/** When a vault locks by itself. */
export interface LockChoices {
  /** After so many minutes without a touch or a key, 1 to 60. */
  minutes: number;
  /** Also when no tab shows it any more. */
  whenHidden: boolean;
}

export const USUAL_CHOICES: Readonly<LockChoices> = { minutes: USUAL_MINUTES, whenHidden: false };

/** What is stored, however it came there: a number out of bounds is brought within them, anything else is the usual. */
function readChoices(settings: Settings): LockChoices {
  const minutes = settings[MINUTES];
  const isNumber = typeof minutes === "number" && Number.isFinite(minutes);
  return {
    minutes: isNumber ? Math.min(Math.max(Math.round(minutes), LEAST_MINUTES), MOST_MINUTES) : USUAL_MINUTES,
    whenHidden: settings[WHEN_HIDDEN] === true,
  };
}

/** The choices, as the vault keeps them. */
export async function lockChoices(vault: VaultClient): Promise<LockChoices> {
  return readChoices(await readSettings(vault));
}

/** Keeps the choices, for every tab and every later visit. */
export function keepLockChoices(vault: VaultClient, { minutes, whenHidden }: LockChoices): Promise<void> {
  return changeSettings(vault, () => ({ [MINUTES]: minutes, [WHEN_HIDDEN]: whenHidden }));
}
