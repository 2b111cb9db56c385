// How work is timed, and keys are handed to a page.

/** Bytes from base64. */
export const bytesOf = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

/** Runs a piece of work; how long it took, in milliseconds, and what it gave. */
export async function time(work) {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** Runs it so many times, given the number of the time, and answers how long each took. */
export async function times(count, work) {
  const list = [];
  for (let place = 0; place < count; place += 1) list.push((await time(() => work(place))).ms);
  return list;
}
