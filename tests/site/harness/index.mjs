// What the site's tests share: a server with the production headers, a browser, and watchers.
export { serve } from "../../../scripts/lib/server.mjs";
export { killAll, processesOf } from "./kill.mjs";
export { launch } from "./launch.mjs";
export { readNetLog } from "./netlog.mjs";
export { dist, openSite } from "./site.mjs";
export { dump, flipped, keysOf, put, written } from "./storage.mjs";
export { isKeptIn, storages } from "./storages.mjs";
export { deviceKey, openTracker } from "./tracker.mjs";
export { watch } from "./watch.mjs";
