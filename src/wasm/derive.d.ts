/** Turns a secret into a key. What the three numbers mean depends on the kind. */
export type Derivation = (
  kind: string,
  secret: Uint8Array,
  salt: Uint8Array,
  a: number,
  b: number,
  c: number,
) => Uint8Array | Promise<Uint8Array>;

/** Says where keys are derived from now on. */
export function setDerivation(derive: Derivation): void;

/** Derives a key outside the calling instance's memory, or resolves to undefined where no derivation was set. */
export function deriveKey(...parameters: Parameters<Derivation>): Promise<Uint8Array | undefined>;
