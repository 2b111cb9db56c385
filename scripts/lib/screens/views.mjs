// Every view of the site that has pictures, in the order of a walk.
import { around } from "./around.mjs";
import { locked, outside } from "./outside.mjs";
import { record } from "./record.mjs";

/** Before the vault is filled with the sample, with it, and locked at last. */
export const walk = { outside, filled: [...record, ...around], locked };

/** All of them. */
export const views = Object.values(walk).flat();

const SECTION = /^client\/\w+\/(journal|goals|milestones|trend|report)(?:\/([\w-]+))?/;
const OTHERS = { new: "new-session", details: "edit-client" };

/** The route that an address's fragment stands for, as the lists of views name it; records' numbers are left out. */
export function routeOf(fragment) {
  const path = fragment.replace(/^#\//, "");
  if (!path.startsWith("client/")) return path.split("/")[0] || "clients";
  const [, section, item] = SECTION.exec(path) ?? [];
  if (section === undefined) return OTHERS[path.split("/")[2]];
  if (section === "trend") return `client/trend/${item ?? "timeline"}`;
  return section === "journal" && item !== undefined ? "session" : `client/${section}`;
}
