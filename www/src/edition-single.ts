import source from "single:worker";

export const isSingleFile: boolean = true;

/** From a folder Chromium starts no worker that is a module. */
export const workerType: WorkerType = "classic";

/** The worker's whole source, the tracker inside it: a page from a folder cannot import other files. */
export function workerSource(): string {
  return source;
}
