// Vaults in a page that holds nothing but the published module.
import { launch, serve } from "./harness/index.mjs";

/** Runs in the page: keeps open vaults by name, and answers with a value or with what was refused. */
function install() {
  const vaults = new Map();
  const settle = (work) =>
    work.then(
      (value) => ({ value }),
      ({ name, code, field, message }) => ({ refused: { name, code, field, message } }),
    );
  const answer = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const rows = async (store) => {
    const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
    return keys.map((key, place) => [key, values[place]]);
  };
  const plain = (_, value) => (ArrayBuffer.isView(value) || value instanceof ArrayBuffer ? Array.from(new Uint8Array(value.buffer ?? value)) : value);
  const dump = async (name) => {
    const db = await answer(indexedDB.open(name));
    const stores = [...db.objectStoreNames];
    const transaction = db.transaction(stores);
    const content = await Promise.all(stores.map(async (store) => [store, await rows(transaction.objectStore(store))]));
    db.close();
    return JSON.stringify(content, plain);
  };
  globalThis.bench = {
    make: async (name) => {
      const { TherapeuticProgressTracker } = await import("/tracker.js");
      const key = crypto.getRandomValues(new Uint8Array(32));
      vaults.set(name, await TherapeuticProgressTracker.create({ name, key }));
    },
    call: (name, method, args) => settle(vaults.get(name)[method](...args)),
    dump: async (name) => [await dump(name), await dump(`${name}-keys`)],
  };
}

/** One vault of the page; methods of the interface are called by their names. */
class Vault {
  constructor(page, name) {
    this.page = page;
    this.name = name;
  }

  /** What a call answers: `{value}`, or `{refused: {name, code, field, message}}`. */
  attempt(method, ...args) {
    return this.page.evaluate(([name, called, given]) => globalThis.bench.call(name, called, given), [this.name, method, args]);
  }

  /** What a call that is accepted resolves to. */
  async call(method, ...args) {
    const { value, refused } = await this.attempt(method, ...args);
    if (refused) throw new Error(`${method}: ${refused.code}: ${refused.message}`);
    return value;
  }

  /** Every key and value that rests in the vault's two databases. */
  dump() {
    return this.page.evaluate((name) => globalThis.bench.dump(name), this.name);
  }
}

/** The headers of the site that let a page measure its own memory and time finely. */
const isolated = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/**
 * The built site's module in an empty page of its own origin.
 *
 * `vault(name)` makes a vault behind a key, which takes no time to derive; `close()` ends page, browser and server.
 */
export async function openPage() {
  const server = await serve("dist");
  const context = await launch();
  const close = async () => {
    await context.close();
    await server.close();
  };
  await context.route(`${server.origin}/empty`, (route) =>
    route.fulfill({ contentType: "text/html", headers: isolated, body: "<!doctype html>" }),
  );
  const page = await context.newPage();
  await page.goto(`${server.origin}/empty`);
  await page.evaluate(install);
  const vault = async (name) => {
    await page.evaluate((wanted) => globalThis.bench.make(wanted), name);
    return new Vault(page, name);
  };
  return { vault, close, context, page, origin: server.origin };
}
