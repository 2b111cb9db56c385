import { state } from "../state.ts";

/** What one page leaves to the next, once: never in an address, and forgotten at the lock. */
interface Handed {
  /** The code that the vault was just opened with, so that it need not be typed again. */
  recoveryCode: string | null;
  /** A recovery code may be made without asking for the passphrase, which was just given. */
  isProven: boolean;
  /** The vault was just created. */
  isNew: boolean;
}

const nothing = (): Handed => ({ recoveryCode: null, isProven: false, isNew: false });

let handed = nothing();

state.addEventListener("change", () => {
  if (!state.vault) handed = nothing();
});

/** Leaves something to the page that comes next. */
export function handOver(what: Partial<Handed>): void {
  handed = { ...nothing(), ...what };
}

/** Takes what the page before has left. */
export function takeOver(): Handed {
  const taken = handed;
  handed = nothing();
  return taken;
}
