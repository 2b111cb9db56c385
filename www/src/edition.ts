/** Whether this is the whole application in one file, opened from a folder. The build of that file replaces this module. */
export const isSingleFile: boolean = false;

/** How the worker's source is to be read. */
export const workerType: WorkerType = "module";

/**
 * The source that the vault's worker starts from. The worker's own file is imported, so that it is fetched once.
 *
 * The import is dynamic: in a worker from a blob, Firefox does not ask the service worker for a static one, and so
 * finds nothing without a network. Where it fails, the worker reports an error as a static one would.
 */
export function workerSource(): string {
  return `import(${JSON.stringify(new URL("./worker.js", document.baseURI).href)}).catch(reportError);`;
}
