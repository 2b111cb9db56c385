import { addDays, today } from "../text/format.ts";
import type { Bounds, CaseloadEntry } from "../vault/api.ts";

export type Window = { kind: "days"; days: number } | { kind: "all" } | { kind: "own"; start: string; end: string };

/** The dates of a window that ends today. */
export function boundsOf(window: Window, entry: CaseloadEntry): Required<Bounds> {
  const end_date = today();
  switch (window.kind) {
    case "days":
      return { start_date: addDays(end_date, 1 - window.days), end_date };
    case "all":
      return { start_date: entry.first_session?.slice(0, 10) ?? end_date, end_date };
    case "own":
      return { start_date: window.start, end_date: window.end };
  }
}
