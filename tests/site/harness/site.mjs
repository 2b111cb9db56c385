// The built site in a browser of its own.
import { fileURLToPath } from "node:url";
import { serve } from "../../../scripts/lib/server.mjs";
import { launch } from "./launch.mjs";
import { watch } from "./watch.mjs";

/** The built site's folder; `SITE_DIST` names another build. */
export const dist = process.env.SITE_DIST ?? fileURLToPath(new URL("../../../dist", import.meta.url));

/**
 * Serves the site and opens a browser on it; the options are those of `launch`.
 *
 * `seen` is what `watch` collects. `close` ends both, and may be called again.
 */
export async function openSite(options = {}) {
  const server = await serve(dist);
  const context = await launch(options);
  const seen = await watch(context);
  const close = async () => {
    await context.close();
    await server.close();
  };
  return { origin: server.origin, context, seen, close };
}
