/** The part of a service worker's global scope that ours uses; TypeScript's own library excludes the page's. */
export interface ServiceWorkerScope extends EventTarget {
  readonly registration: ServiceWorkerRegistration;
  skipWaiting(): Promise<void>;
}

/** An event whose work keeps the service worker alive until it is done. */
export interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface RequestEvent extends LastingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** What a page may ask of the service worker: to take over from the version before. */
export const TAKE_OVER = "take-over";
