import type { Failure } from "./messages.ts";

/** A refusal by the vault: `code` is stable, `field` names the input to blame. */
export class VaultError extends Error {
  readonly code: string;
  readonly field: string | undefined;
  /** Seconds until the next try, where the vault says so. */
  readonly waitSeconds: number | undefined;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = "VaultError";
    this.code = failure.code;
    this.field = failure.field;
    this.waitSeconds = failure.wait_seconds;
  }
}

/** The refusal of a secret that is no passphrase, as what it is. */
export function asSecretError(thrown: unknown, secret: object): VaultError {
  const error = asVaultError(thrown);
  const code = "recovery_code" in secret ? "wrong_code" : "passkey" in secret ? "wrong_passkey" : null;
  return code && error.code === "wrong_passphrase" ? new VaultError({ code, message: error.message }) : error;
}

/** Any thrown value as a VaultError; what has no code of its own gets `unknown`. */
export function asVaultError(thrown: unknown): VaultError {
  if (thrown instanceof VaultError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new VaultError({ code: "unknown", message });
}
