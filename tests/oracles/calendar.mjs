// How the oracles name calendar periods.

const day = 86_400_000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** The ISO 8601 week of a date: it belongs to the year that its Thursday is in. */
function isoWeek(date) {
  const time = Date.parse(`${date}T00:00:00Z`);
  const thursday = time + (3 - ((new Date(time).getUTCDay() + 6) % 7)) * day;
  const year = iso(thursday).slice(0, 4);
  const week = 1 + Math.floor((thursday - Date.parse(`${year}-01-01T00:00:00Z`)) / (7 * day));
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** By granularity: the period as the interface calls it, and the name of the one that a date falls in. */
export const granularities = {
  day: { period: "day", name: (date) => date },
  iso_week: { period: "week", name: isoWeek },
  month: { period: "month", name: (date) => date.slice(0, 7) },
  quarter: { period: "quarter", name: (date) => `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}` },
  year: { period: "year", name: (date) => date.slice(0, 4) },
};
