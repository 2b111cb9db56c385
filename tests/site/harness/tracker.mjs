// The tracker's interface, called in a page and answered here.

/** Runs in the page: loads the module under the site's own policy and keeps the vaults that it opens. */
async function loadTracker() {
  const { TherapeuticProgressTracker, TrackerError } = await import(new URL("tracker.js", document.baseURI).href);
  const targets = [TherapeuticProgressTracker];
  const plain = (value) => (value instanceof TherapeuticProgressTracker ? { vault: targets.push(value) - 1 } : { value });
  const failure = ({ code, field, message, name }, known) => ({ failed: { code, field, message, name, known } });
  globalThis.callTracker = async ([target, method, args]) => {
    try {
      return plain(await targets[target][method](...args));
    } catch (error) {
      return failure(error, error instanceof TrackerError);
    }
  };
  globalThis.vaultAt = (index) => targets[index];
}

async function call(page, target, method, args) {
  const answer = await page.evaluate((request) => globalThis.callTracker(request), [target, method, args]);
  if (answer.failed) throw Object.assign(new Error(answer.failed.message), answer.failed);
  return answer.vault === undefined ? answer.value : stub(page, answer.vault);
}

/** An object whose methods are the tracker's. `page` and `index` lead to the object itself: `vaultAt(index)` in the page. */
function stub(page, index) {
  const own = { page, index, then: undefined };
  return new Proxy(own, {
    get: (target, name) => (name in target ? target[name] : (...args) => call(page, index, name, args)),
  });
}

/**
 * Opens a page of the site that runs no vault of its own, and loads `tracker.js` into it. `path` names another page.
 *
 * Resolves to the class: `create` and `unlock` resolve to vaults. A call that is refused rejects with the error's
 * `code`, `field`, `message` and `name`; `known` is whether it was a `TrackerError`.
 */
export async function openTracker(context, origin, path = "#/about") {
  const page = await context.newPage();
  await page.goto(`${origin}/${path}`);
  await page.evaluate(loadTracker);
  return stub(page, 0);
}

/** Thirty-two bytes that open a vault without the cost of a passphrase. */
export function deviceKey(fill = 7) {
  return new Uint8Array(32).fill(fill);
}
