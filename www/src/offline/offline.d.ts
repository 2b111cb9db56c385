// What the build provides to the service worker.

declare module "offline:files" {
  /** A name for this very set of files. */
  export const version: string;
  /** Addresses relative to the site's folder, each with the integrity of its file. */
  export const files: readonly (readonly [address: string, integrity: string])[];
}
