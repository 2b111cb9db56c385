import { axisX, axisY, dot, gridY, lineY, plot } from "@observablehq/plot";
import { formatPercent, wallClock } from "../text/format.ts";
import type { GoalUpdate } from "../vault/api.ts";
import { CLASS_NAME, ink } from "./theme.ts";
import { timeTicks } from "./tick-words.ts";

const HIDDEN = { ariaHidden: "true" } as const;

/** Draws a goal's progress as steps: it holds until the next entry. */
export function drawGoal(history: GoalUpdate[], width: number): SVGElement | HTMLElement {
  const place = { ...HIDDEN, x: (one: GoalUpdate) => wallClock(one.timestamp), y: "completion_percentage" } as const;
  const common = { ...HIDDEN, fill: ink.text, stroke: "none", label: null, fontSize: 11.5 } as const;
  const times = history.map(({ timestamp }) => wallClock(timestamp));
  const inner = { width: width - 68, start: times[0] ?? new Date(0), end: times.at(-1) ?? new Date(0) };
  const marks = [0, 50, 100];
  return plot({
    className: CLASS_NAME,
    width,
    height: 140,
    marginLeft: 44,
    marginRight: 12,
    x: { type: "utc", inset: 6 },
    y: { domain: [0, 105] },
    marks: [
      gridY(marks, { ...HIDDEN, stroke: ink.grid, strokeOpacity: 1 }),
      axisY(marks, { ...common, tickSize: 0, tickFormat: formatPercent }),
      axisX({ ...common, ...timeTicks(inner), tickSize: 4 }),
      lineY(history, { ...place, stroke: ink.line, strokeWidth: 1.6, curve: "step-after" }),
      dot(history, { ...place, fill: ink.line, r: 2.5 }),
    ],
  });
}
