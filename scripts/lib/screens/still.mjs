// Holds still what would differ from one run to the next, so that the same site gives the same pictures.

/** The moment at which every picture is taken: a Wednesday afternoon, when a practice is open. */
export const MOMENT = "2026-03-18T14:30:00+01:00";

/** Where it is taken. */
export const TIME_ZONE = "Europe/Berlin";

/** Runs in the page and in its workers: the clock stands still. */
function stopClock(moment) {
  const now = Date.parse(moment);
  const Running = Date;
  globalThis.Date = class extends Running {
    constructor(...parts) {
      super(...(parts.length === 0 ? [now] : parts));
    }
    static now() {
      return now;
    }
  };
}

/**
 * Runs in the page: workers start with `prelude`, storage answers as a browser does that has promised to keep it, and the
 * browser's offer to install the site, which comes when it likes, does not come. The checksum is that of no build, since
 * each has another.
 */
function prepare(prelude) {
  const Plain = Blob;
  globalThis.Blob = class extends Plain {
    constructor(parts, options) {
      super(options?.type === "text/javascript" ? [prelude, ...parts] : parts, options);
    }
  };
  addEventListener("beforeinstallprompt", (event) => event.stopImmediatePropagation());
  addEventListener("DOMContentLoaded", () => {
    const build = document.querySelector("meta[name=build]");
    if (build) build.content = build.content.replace(/ .*/, ` ${"0123456789abcdef".repeat(4)}`);
  });
  // An empty page of the browser's own has no storage.
  if (navigator.storage === undefined) return;
  navigator.storage.estimate = () => Promise.resolve({ usage: 6_400_000, quota: 4_000_000_000 });
  navigator.storage.persist = () => Promise.resolve(true);
  navigator.storage.persisted = () => Promise.resolve(true);
}

/** Stops the clock of every page that the context opens from now on, and of their workers. */
export async function holdStill(context) {
  await context.addInitScript(stopClock, MOMENT);
  await context.addInitScript(prepare, `(${stopClock})(${JSON.stringify(MOMENT)});\n`);
}
