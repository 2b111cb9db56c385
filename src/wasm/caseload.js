/** A copy of the caseload that whoever gets it may change: a third of the work of reading it from JSON. */
export function copyOf(rows) {
  return rows.map((row) => ({ ...row, recent_scores: row.recent_scores.slice() }));
}
