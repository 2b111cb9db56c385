import { state } from "../state.ts";

export const SORTS = ["name", "last", "direction", "mean", "goals", "flags"] as const;
export type CaseloadSort = (typeof SORTS)[number];
export const STATUSES = ["active", "closed", "all"] as const;
export type CaseloadStatus = (typeof STATUSES)[number];

const TOGGLES = ["declining", "flagged", "unseen"] as const;
export type CaseloadToggle = (typeof TOGGLES)[number];

/** After how many weeks a client counts as not seen, unless the user says otherwise, and the most that can be said. */
export const USUAL_WEEKS = 3;
export const MOST_WEEKS = 52;

/** How the caseload is sorted and filtered. */
export interface CaseloadView {
  /** A name or a part of it: client data, so it never goes into the address. */
  query: string;
  status: CaseloadStatus;
  declining: boolean;
  flagged: boolean;
  unseen: boolean;
  weeks: number;
  sort: CaseloadSort;
  down: boolean;
}

export const USUAL: Readonly<CaseloadView> = {
  query: "",
  status: "active",
  declining: false,
  flagged: false,
  unseen: false,
  weeks: USUAL_WEEKS,
  sort: "last",
  down: true,
};

/** Which way a column is sorted at the first press: what asks for attention comes first. */
const FIRST_DOWN: Record<CaseloadSort, boolean> = {
  name: false,
  last: true,
  direction: false,
  mean: false,
  goals: true,
  flags: true,
};

/** Whether anything but the usual filters is set. */
export function isFiltered(view: CaseloadView): boolean {
  return view.query.trim() !== "" || view.status !== USUAL.status || TOGGLES.some((name) => view[name]);
}

/** The view with no filter but the usual; how it is sorted stays. */
export function unfiltered({ weeks, sort, down }: CaseloadView): CaseloadView {
  return { ...USUAL, weeks, sort, down };
}

/** The view sorted by a column, or the other way round where it already is. */
export function sortedBy(view: CaseloadView, sort: CaseloadSort): CaseloadView {
  return { ...view, sort, down: view.sort === sort ? !view.down : FIRST_DOWN[sort] };
}

/** A number of weeks within its bounds; the usual where it is none. */
export function readWeeks(written: string): number {
  const weeks = Math.round(Number(written));
  return written.trim() && weeks >= 1 ? Math.min(weeks, MOST_WEEKS) : USUAL_WEEKS;
}

/** The parts of an address that bring a view back after a reload, without anything about a client. */
export function viewParts(view: CaseloadView): string[] {
  const parts: string[] = TOGGLES.filter((name) => view[name]);
  if (view.sort !== USUAL.sort || view.down !== USUAL.down) parts.push(`${view.sort}-${view.down ? "down" : "up"}`);
  if (view.status !== USUAL.status) parts.push(`status-${view.status}`);
  if (view.weeks !== USUAL.weeks) parts.push(`weeks-${String(view.weeks)}`);
  return parts;
}

function readPart(view: CaseloadView, part: string): CaseloadView {
  const [name = "", value = ""] = part.split("-");
  const toggle = TOGGLES.find((one) => one === part);
  if (toggle) return { ...view, [toggle]: true };
  if (name === "weeks") return { ...view, weeks: readWeeks(value) };
  if (name === "status") return { ...view, status: STATUSES.find((one) => one === value) ?? view.status };
  const sort = SORTS.find((one) => one === name);
  return sort ? { ...view, sort, down: value === "down" } : view;
}

/** The view that an address's fragment tells of; what it does not know is the usual. */
export function readView(hash: string): CaseloadView {
  const [page, ...parts] = hash.replace(/^#\/?/, "").split("/");
  return page === "clients" ? parts.reduce(readPart, { ...USUAL }) : { ...USUAL };
}

/** The view while this tab lives. */
let kept: CaseloadView | null = null;

/** The view as it was left, else as the address tells. */
export function keptView(): CaseloadView {
  kept ??= readView(location.hash);
  return kept;
}

/** Keeps a view for this tab, and in its address what a reload may bring back. */
export function keepView(view: CaseloadView): void {
  kept = view;
  history.replaceState(null, "", `#/${["clients", ...viewParts(view)].join("/")}`);
}

state.addEventListener("change", () => {
  if (!state.vault && kept) kept = { ...kept, query: "" };
});
