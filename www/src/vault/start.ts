import { sourceUrl } from "../script-urls.ts";

/**
 * Starts the vault's worker.
 *
 * It starts from a blob, because a worker loaded from an address would not be bound by the page's content policy.
 */
export function startWorker(): Worker {
  const address = new URL("./worker.js", document.baseURI).href;
  return new Worker(sourceUrl(`import ${JSON.stringify(address)};`), { type: "module", name: "vault" });
}
