import { isSingleFile } from "./edition.ts";
import type { PasskeyAnswer, VaultSlot } from "./vault/api.ts";
import { VaultError } from "./vault/error.ts";

/** Bytes of the salt that a passkey is asked with, and of its answer. */
const SALT = 16;
const ANSWER = 32;

/** ES256, Ed25519 and RS256, by their numbers in COSE. */
const ALGORITHMS = [-7, -8, -257];

/** Whether this browser may know passkeys. Whether one can open a vault shows only when it is made. */
export function mayHavePasskeys(): boolean {
  return !isSingleFile && isSecureContext && "PublicKeyCredential" in globalThis;
}

const unsupported = () => new VaultError({ code: "passkey_unsupported", message: "This passkey cannot open a vault." });

/** What a refusal by the browser or by the person means. */
function asRefusal(thrown: unknown): VaultError {
  if (thrown instanceof VaultError) return thrown;
  return new VaultError({ code: "passkey_refused", message: thrown instanceof Error ? thrown.message : String(thrown) });
}

function answerOf(credential: Credential | null): Uint8Array<ArrayBuffer> | null {
  const results = (credential as PublicKeyCredential | null)?.getClientExtensionResults();
  const first = results?.prf?.results?.first;
  if (!first) return null;
  const bytes = first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer, first.byteOffset, first.byteLength);
  return bytes.length === ANSWER ? new Uint8Array(bytes) : null;
}

function idOf(credential: Credential | null): Uint8Array<ArrayBuffer> {
  if (!credential) throw unsupported();
  return new Uint8Array((credential as PublicKeyCredential).rawId);
}

const inBase64Url = (bytes: Uint8Array<ArrayBuffer>) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

type Asked = { credential_id: Uint8Array<ArrayBuffer>; salt: Uint8Array<ArrayBuffer> };

async function ask(passkeys: Asked[]): Promise<PasskeyAnswer> {
  const byId = passkeys.map(({ credential_id, salt }) => [inBase64Url(credential_id), { first: salt }] as const);
  const credential = await navigator.credentials.get({
    publicKey: {
      // No server checks the signature: what counts is the answer to the salt.
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      allowCredentials: passkeys.map(({ credential_id }) => ({ type: "public-key", id: credential_id })),
      userVerification: "required",
      extensions: { prf: { evalByCredential: Object.fromEntries(byId) } },
    },
  });
  const secret = answerOf(credential);
  if (!secret) throw unsupported();
  return { credential_id: idOf(credential), secret };
}

/**
 * Makes a passkey for a vault and asks it for the first time; must follow a press.
 *
 * Throws a VaultError: `passkey_refused` where the person or the browser did not want it, `passkey_unsupported` where
 * the passkey answers nothing that could open a vault.
 */
export async function makePasskey(vaultName: string, product: string): Promise<PasskeyAnswer & Asked> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        rp: { name: product },
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name: vaultName, displayName: vaultName },
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        attestation: "none",
        extensions: { prf: { eval: { first: salt } } },
      },
    });
    const credential_id = idOf(made);
    const secret = answerOf(made);
    if (secret) return { credential_id, secret, salt };
    // Some answer only once they are there.
    return { ...(await ask([{ credential_id, salt }])), salt };
  } catch (thrown) {
    throw asRefusal(thrown);
  }
}

/** The passkeys among the ways into a vault. */
export function passkeysAmong(slots: readonly VaultSlot[]): Asked[] {
  return slots.flatMap(({ credential_id, salt }) => (credential_id && salt ? [{ credential_id, salt }] : []));
}

/** Asks for one of the passkeys; must follow a press. Throws as `makePasskey` does. */
export async function askPasskey(slots: readonly VaultSlot[]): Promise<PasskeyAnswer> {
  try {
    return await ask(passkeysAmong(slots));
  } catch (thrown) {
    throw asRefusal(thrown);
  }
}
