// The growth of cost as a drawing, both axes logarithmic, and as rows.
import { writeFileSync } from "node:fs";
import { number } from "../numbers.mjs";

const series = {
  log: { label: "log one session", colour: "#0072b2", dash: "" },
  report: { label: "report of 90 days, first", colour: "#d55e00", dash: "7 4" },
  caseload: { label: "caseload, first", colour: "#009e73", dash: "2 4" },
};
const [width, height] = [720, 400];
const area = { left: 64, right: 540, top: 36, bottom: 344 };
const [lowest, highest] = [0.1, 100];

const scale = (low, high, from, to) => (value) => from + ((Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))) * (to - from);
const y = scale(lowest, highest, area.bottom, area.top);
const place = (value) => value.toFixed(1);

function axes(x, sizes) {
  const rows = [0.1, 1, 10, 100].map((ms) => `<path d="M${area.left} ${place(y(ms))}H${area.right}" stroke="#ccc"/><text x="${area.left - 8}" y="${place(y(ms) + 4)}" text-anchor="end">${ms}</text>`);
  const columns = sizes.map((size) => `<text x="${place(x(size))}" y="${area.bottom + 20}" text-anchor="middle">${size.toLocaleString("en")}</text>`);
  const names = `<text x="${area.left - 8}" y="${area.top - 18}" text-anchor="end">ms</text><text x="${place((area.left + area.right) / 2)}" y="${area.bottom + 42}" text-anchor="middle">sessions of 200 clients</text>`;
  return [...rows, ...columns, names];
}

/** Labels at the ends of the lines, moved apart where they would lie on each other. */
function labels(found) {
  const last = found.at(-1);
  const ends = Object.entries(series).map(([key, { label, colour }]) => ({ label, colour, at: y(last[key]) })).sort((one, other) => one.at - other.at);
  for (let index = 1; index < ends.length; index += 1) ends[index].at = Math.max(ends[index].at, ends[index - 1].at + 16);
  return ends.map(({ label, colour, at }) => `<text x="${area.right + 10}" y="${place(at + 4)}" fill="${colour}">${label}</text>`);
}

/** Writes the drawing as SVG. */
export function plotGrowth(file, found) {
  const sizes = found.map(({ sessions }) => sessions);
  const x = scale(sizes[0], sizes.at(-1), area.left + 24, area.right - 24);
  const lines = Object.entries(series).map(([key, { colour, dash }]) => {
    const points = found.map((one) => `${place(x(one.sessions))},${place(y(one[key]))}`);
    const dots = points.map((point) => `<circle cx="${point.split(",")[0]}" cy="${point.split(",")[1]}" r="3.5" fill="${colour}"/>`);
    return `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>${dots.join("")}`;
  });
  const title = `<title>Milliseconds by the number of sessions: ${Object.values(series).map(({ label }) => label).join(", ")}</title>`;
  const parts = [title, `<rect width="${width}" height="${height}" fill="#fff"/>`, ...axes(x, sizes), ...lines, ...labels(found)];
  writeFileSync(file, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" role="img">\n${parts.join("\n")}\n</svg>\n`);
}

/** The same as rows, with a heading. */
export function growthRows(found) {
  const head = ["sessions", "log, ms", "raw put, ms", "report of 90 days, first, ms", "caseload, first, ms", "memory, MB", "on the disk, MB"];
  return [head, ...found.map((one) => [one.sessions.toLocaleString("en"), ...["log", "rawPut", "report", "caseload", "memoryMb", "diskMb"].map((key) => number(one[key]))])];
}
