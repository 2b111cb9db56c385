import { workerSource, workerType } from "../edition.ts";
import { sourceUrl } from "../script-urls.ts";

/**
 * Starts the vault's worker.
 *
 * It starts from a blob, because a worker loaded from an address would not be bound by the page's content policy.
 */
export function startWorker(): Worker {
  return new Worker(sourceUrl(workerSource()), { type: workerType, name: "vault" });
}
