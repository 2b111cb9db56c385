// Every view of the site: where it is, and what shows that its content is drawn.
import { siteModule } from "./words.mjs";

const trend = (view, ready) => ({ path: `client/{client}/trend/${view}`, from: "client/trend/timeline", ready });
const part = (path, ready) => ({ path: `client/{client}/${path}`, from: "client/journal", ready });
const plain = (path, ready) => ({ path, from: "clients", ready });

/**
 * By the name of its place in the router: the address, the view that a person comes from, and a selector for the
 * content. The locked application is at no address of its own.
 */
export const views = {
  start: { path: null, from: null, ready: "tp-start form" },
  about: plain("about", "tp-about .card"),
  demo: plain("demo", "tp-demo .card button"),
  clients: { path: "clients", from: "client/journal", ready: "tp-clients .caseload-row" },
  files: plain("files", "tp-files tp-drill form"),
  settings: plain("settings", "tp-settings tp-device dd"),
  "recovery-code": plain("recovery-code", "tp-recovery-code form"),
  "new-passphrase": plain("new-passphrase", "tp-new-passphrase form"),
  audit: { ...plain("audit", "tp-audit .audit-lines li"), from: "settings" },
  retention: plain("retention", "tp-retention-policy form"),
  "add-client": plain("add-client", "tp-edit-client form"),
  "edit-client": part("details", "tp-edit-client form"),
  "new-session": part("new", "tp-session-form tp-session-fields #session-minutes"),
  session: part("journal/{session}", "tp-session article"),
  "client/journal": { ...part("journal", "tp-journal .entry"), from: "clients" },
  "client/goals": part("goals", "tp-goals .goal"),
  "client/milestones": part("milestones", "tp-milestones .timeline-what"),
  "client/report": part("report", "tp-report .report[aria-busy=false] .trend-chart svg"),
  "client/trend/timeline": { ...trend("timeline", "tp-timeline .drawing svg"), from: "client/journal" },
  "client/trend/year": trend("year", "tp-year .drawing svg"),
  "client/trend/quarters": trend("quarters", "tp-quarters .drawing svg"),
  "client/trend/daily": trend("daily", "tp-period .drawing svg"),
  "client/trend/weekly": trend("weekly", "tp-period .drawing svg"),
  "client/trend/monthly": trend("monthly", "tp-period .drawing svg"),
  "client/trend/quarterly": trend("quarterly", "tp-period .drawing svg"),
  "client/trend/yearly": trend("yearly", "tp-period .drawing svg"),
  "client/trend/multi-year": trend("multi-year", "tp-period .drawing svg"),
};

/** The views that an unlocked vault has, without the locked one. */
export const openViews = Object.keys(views).filter((name) => name !== "start");

/** The views that draw a client's course, each with a table behind its drawing. */
export const drawnViews = openViews.filter((name) => name.startsWith("client/trend/"));

/** The names of all views as the site itself knows them: the pages that have a title, and the parts of a record. */
export async function viewsOfRouter() {
  const { text, SECTIONS, PICTURES, REVIEWS } = await siteModule(`
    export { text } from "./www/src/text/index.ts";
    export { SECTIONS } from "./www/src/router.ts";
    export { PICTURES, REVIEWS } from "./www/src/reading/views.ts";`);
  const ofSection = (name) => (name === "trend" ? [...PICTURES, ...REVIEWS].map((view) => `client/trend/${view}`) : [`client/${name}`]);
  return Object.keys(text.shell.titles).flatMap((page) => (page === "client" ? SECTIONS.flatMap(ofSection) : [page]));
}

/** The addresses of all views of an unlocked vault, for the client that is named and its newest session. */
export async function addressesOf(page, clientName) {
  await page.evaluate(() => (location.hash = "#/clients"));
  const link = page.locator(".caseload-name", { hasText: clientName }).first();
  const client = (await link.getAttribute("href")).split("/")[2];
  await link.click();
  const session = (await page.locator(".entry-open").first().getAttribute("href")).split("/").at(-1);
  const address = (name) => `#/${views[name].path.replace("{client}", client).replace("{session}", session)}`;
  return Object.fromEntries(openViews.map((name) => [name, address(name)]));
}

/** Shows a view that was not shown before, and waits until its content is drawn. */
export async function showView(page, addresses, name) {
  const away = name === "about" ? "demo" : "about";
  for (const next of [away, name]) {
    await page.evaluate((hash) => (location.hash = hash), addresses[next]);
    await page.locator(views[next].ready).first().waitFor();
  }
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
