// SQLite with SQLite3 Multiple Ciphers: the page's end of the worker that has the database.

export const meta = { name: "sqlite-mc", protects: "everything but the sizes of its files" };

const calls = ["logSession", "importSessions", "report", "caseload", "exportClient", "importClient", "search"];

/** Without the proxies of two file systems that are not used here. */
const address = "./worker.js?opfs-disable&opfs-wl-disable";

/** A function that calls the worker; what fails there, or never starts, is refused here. */
function caller(worker) {
  const waiting = new Map();
  let last = 0;
  worker.onmessage = ({ data: { call, failed, value } }) => {
    const { resolve, reject } = waiting.get(call);
    waiting.delete(call);
    if (failed === undefined) resolve(value);
    else reject(new Error(failed));
  };
  worker.onerror = ({ message }) => waiting.forEach(({ reject }) => reject(new Error(`The worker failed: ${message}`)));
  return (name, ...args) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ call: last, name, args });
    });
}

/** Opens the database of this name, with a key of 32 bytes, or makes it. */
export async function open({ db, key }) {
  const worker = new Worker(new URL(address, import.meta.url), { type: "module" });
  const call = caller(worker);
  await call("open", db, key);
  const close = async () => {
    await call("close");
    worker.terminate();
  };
  return { ...Object.fromEntries(calls.map((name) => [name, (...args) => call(name, ...args)])), close };
}
