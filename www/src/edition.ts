/** Whether this is the whole application in one file, opened from a folder. The build of that file replaces this module. */
export const isSingleFile: boolean = false;

/** How the worker's source is to be read. */
export const workerType: WorkerType = "module";

/** The source that the vault's worker starts from. The worker's own file is imported, so that it is fetched once. */
export function workerSource(): string {
  return `import ${JSON.stringify(new URL("./worker.js", document.baseURI).href)};`;
}
