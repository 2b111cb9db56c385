import { aliasOf, idOf } from "./aliases.ts";
import { isDate } from "./calendar.ts";
import { isReadingView, type ReadingView } from "./reading/views.ts";

/** The parts of one client's record, each with an address of its own. */
export const SECTIONS = ["journal", "goals", "milestones", "trend", "report"] as const;
export type Section = (typeof SECTIONS)[number];

export type Route =
  | { page: "clients" | "files" | "settings" | "audit" | "retention" | "about" | "demo" | "recovery-code" | "new-passphrase" }
  | { page: "add-client" }
  | { page: "client"; client: string; section: Section; view?: ReadingView; at?: string }
  | { page: "edit-client" | "new-session"; client: string }
  | { page: "session"; client: string; session: string };

const PLAIN = ["clients", "files", "settings", "audit", "retention", "about", "demo", "recovery-code", "new-passphrase", "add-client"] as const;

const HOME: Route = { page: "clients" };

function isSection(name: string): name is Section {
  return (SECTIONS as readonly string[]).includes(name);
}

/** A view of the trend, and the date that it is about. */
function viewRoute(client: string, view: string, at: string): Route {
  const route = { page: "client", client, section: "trend" } as const;
  if (!isReadingView(view)) return route;
  return isDate(at) ? { ...route, view, at } : { ...route, view };
}

function clientRoute(client: string, section = "journal", item = "", at = ""): Route {
  if (section === "new") return { page: "new-session", client };
  if (section === "details") return { page: "edit-client", client };
  const session = section === "journal" ? idOf(item) : undefined;
  if (session !== undefined) return { page: "session", client, session };
  if (section === "trend") return viewRoute(client, item, at);
  return isSection(section) ? { page: "client", client, section } : HOME;
}

/** Reads an address's fragment. What it does not know leads to the clients. */
export function parseRoute(hash: string): Route {
  const [page = "", alias = "", section, item, at] = hash.replace(/^#\/?/, "").split("/");
  const client = idOf(alias);
  if (page === "client" && client !== undefined) return clientRoute(client, section, item, at);
  const plain = PLAIN.find((name) => name === page);
  return plain ? { page: plain } : HOME;
}

function part(route: Route): string[] {
  switch (route.page) {
    case "client":
      return ["client", aliasOf(route.client), route.section, route.view, route.view && route.at].filter((name) => name !== undefined);
    case "new-session":
      return ["client", aliasOf(route.client), "new"];
    case "edit-client":
      return ["client", aliasOf(route.client), "details"];
    case "session":
      return ["client", aliasOf(route.client), "journal", aliasOf(route.session)];
    default:
      return [route.page];
  }
}

/** The fragment that leads to a page, for links. */
export function href(route: Route): string {
  return `#/${part(route).join("/")}`;
}

export function go(route: Route): void {
  location.hash = href(route);
}

/** The client a route is about, if any. */
export function clientOf(route: Route): string | undefined {
  return "client" in route ? route.client : undefined;
}

/** Whether two routes show the same view and differ in the date alone, as when one steps through periods. */
export function isStep(before: Route, after: Route): boolean {
  if (before.page !== "client" || after.page !== "client") return false;
  return before.client === after.client && after.at !== undefined && before.view === after.view;
}
