/** What the build that this page came with calls itself. */
export interface OwnBuild {
  readonly version: string;
  /** SHA-256, in hexadecimal, of the sums of the site's files; in the application in one file, of its script and styles. */
  readonly checksum: string;
}

/** Reads the version and the checksum that the page bears. */
export function ownBuild(): OwnBuild {
  const [version = "", checksum = ""] = (document.querySelector<HTMLMetaElement>("meta[name=build]")?.content ?? "").split(" ");
  return { version, checksum };
}
