// What the site's tests share: a server with the production headers, a browser, and watchers.
export { serve } from "../../../scripts/lib/server.mjs";
export { launch } from "./launch.mjs";
export { readNetLog } from "./netlog.mjs";
export { watch } from "./watch.mjs";
