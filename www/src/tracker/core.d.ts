// The modules that the build makes of the compiled core.

declare module "core:glue" {
  export const TherapeuticProgressTracker: typeof import("../../../tests/api.js").TherapeuticProgressTracker;
  /** Makes the one instance that the exported class works on. */
  export function initSync(options: { module: WebAssembly.Module }): unknown;
}

declare module "core:fresh" {
  import type { Derivation } from "../../../src/wasm/derive.js";

  interface Glue {
    initSync(options: { module: WebAssembly.Module }): { memory: WebAssembly.Memory };
    derive_key(...parameters: Parameters<Derivation>): Uint8Array;
  }

  /** The glue with a state of its own, at every call a new one. */
  export default function freshGlue(): Glue;
}

declare module "core:wasm" {
  /** The core's bytes: gzip, base64. */
  const packed: string;
  export default packed;
}
