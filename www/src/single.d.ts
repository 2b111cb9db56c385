// What the build provides to the application in one file.

declare module "single:worker" {
  /** The vault's worker as one classic script. */
  const source: string;
  export default source;
}
