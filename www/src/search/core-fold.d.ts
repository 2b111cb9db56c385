declare module "*/wasm/fold.js" {
  /** A text with its case and its accents taken off. */
  export function fold(text: string): string;
}
