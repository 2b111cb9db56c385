import { files, version } from "offline:files";
import { TAKE_OVER, type LastingEvent, type RequestEvent, type ServiceWorkerScope } from "./scope.ts";

const worker = self as unknown as ServiceWorkerScope;

/** The folder that the site lies in. */
const home = worker.registration.scope;
/** Several sites may share an origin, so each cache bears its site's folder. */
const prefix = `tracker ${home} `;
const current = `${prefix}${version}`;

const kept = new Map(files.map(([address, integrity]) => [new URL(address, home).href, integrity]));

/** Fetches one of the site's files and keeps it; rejects unless it is, byte for byte, the one that was built. */
async function keep(cache: Cache, address: string, integrity: string): Promise<void> {
  const response = await fetch(new Request(address, { integrity, cache: "no-cache", credentials: "same-origin" }));
  if (!response.ok || response.redirected) throw new TypeError(`${address} did not come as it was built.`);
  await cache.put(address, response);
}

/** Keeps all files or, where one fails, none: then the version before stays in charge. */
async function install(): Promise<void> {
  const cache = await caches.open(current);
  try {
    await Promise.all([...kept].map(([address, integrity]) => keep(cache, address, integrity)));
  } catch (error) {
    await caches.delete(current);
    throw error;
  }
}

/** Deletes what earlier versions kept. */
async function tidy(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== current);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The address under which a request's answer is kept; none where it is not one of the site's files. */
function keptAddress({ method, url }: Request): string | undefined {
  const { origin, pathname } = new URL(url);
  const address = `${origin}${pathname}`.replace(/\/index\.html$/, "/");
  return method === "GET" && kept.has(address) ? address : undefined;
}

async function answer(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(current);
  return (await cache.match(address)) ?? fetch(request);
}

worker.addEventListener("install", (event) => {
  (event as LastingEvent).waitUntil(install());
});

worker.addEventListener("activate", (event) => {
  (event as LastingEvent).waitUntil(tidy());
});

worker.addEventListener("message", (event) => {
  if ((event as MessageEvent).data === TAKE_OVER) (event as LastingEvent & MessageEvent).waitUntil(worker.skipWaiting());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event as RequestEvent;
  const address = keptAddress(request);
  if (address !== undefined) (event as RequestEvent).respondWith(answer(address, request));
});
