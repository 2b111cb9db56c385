// Collects what must not happen while a test runs: foreign requests, policy violations, errors.

const mark = "securitypolicyviolation:";

/** Runs in the page or the worker: reports violations on the console, where playwright sees both. */
function reportViolations(prefix) {
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, sample }) => {
    console.error(prefix + JSON.stringify({ effectiveDirective, blockedURI, sourceFile, sample }));
  });
}

function watchPage(page, seen) {
  page.on("pageerror", (error) => seen.errors.push(String(error.stack ?? error)));
  page.on("crash", () => seen.errors.push(`${page.url()} crashed`));
  page.on("worker", (worker) => {
    // A worker that ends at once cannot be watched any more, and has nothing left to report.
    worker.evaluate(reportViolations, mark).catch(() => undefined);
  });
}

function sort(message, seen) {
  const text = message.text();
  if (text.startsWith(mark)) seen.violations.push(JSON.parse(text.slice(mark.length)));
  else if (message.type() === "error") seen.errors.push(`${text} (${message.location().url})`);
}

/**
 * Watches every page of a context, present and future, and their workers.
 *
 * Returns lists that fill as things happen: `requests` ({method, url}), `violations` of the content policy, and
 * `errors` (uncaught ones, and whatever reaches the console as an error).
 */
export async function watch(context) {
  const seen = { requests: [], violations: [], errors: [] };
  await context.addInitScript(reportViolations, mark);
  context.on("request", (request) => seen.requests.push({ method: request.method(), url: request.url() }));
  context.on("console", (message) => sort(message, seen));
  context.on("page", (page) => watchPage(page, seen));
  context.pages().forEach((page) => watchPage(page, seen));
  return seen;
}
