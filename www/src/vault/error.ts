import type { Failure } from "./messages.ts";

/** A refusal by the vault: `code` is stable, `field` names the input to blame. */
export class VaultError extends Error {
  readonly code: string;
  readonly field: string | undefined;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = "VaultError";
    this.code = failure.code;
    this.field = failure.field;
  }
}

/** Any thrown value as a VaultError; what has no code of its own gets `unknown`. */
export function asVaultError(thrown: unknown): VaultError {
  if (thrown instanceof VaultError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new VaultError({ code: "unknown", message });
}
