// Two clients whose records hold something of every kind, and text that formats are prone to trip over.

const score = ["very_negative", "negative", "neutral", "positive", "very_positive"];

/** A client with every field, awkward text, amendments, goals in steps and a milestone. */
export const anna = "Anna Ö. / 7";
/** A client with a single plain session. */
export const ben = "ben";

function sessions() {
  return score.map((emotional_state, week) => ({
    session_id: `anna-${week}`,
    client_id: anna,
    timestamp: `2024-0${week + 1}-15T10:00:00+0${week % 2}:00`,
    conversation_summary: `Week ${week}: "sleep", worry; line one\nline two, with a comma`,
    emotional_state,
    therapeutic_goals: ["sleep"],
    progress_notes: "=SUM(A1:A9)",
    therapist_observations: "<script>alert(1)</script> & <b>bold</b>",
    next_session_focus: "Grüße – 日本語 🌱",
    session_duration_minutes: 50 + week,
    techniques_used: ["exposure", "breathing; slow"],
    homework_assigned: "a diary",
    crisis_flags: week === 0 ? ["self-harm thoughts"] : [],
    metadata: { engine: "v1", nested: [1, 2.5, null, { deep: true }] },
  }));
}

/** Fills a vault with both clients. */
export async function fill(vault) {
  await vault.call("importSessions", sessions());
  await vault.call("saveClient", { client_id: anna, display_name: "Anna Ö.", notes: "Prefers mornings." });
  await vault.call("createGoal", anna, { goal_id: "sleep", description: "Sleep through", target_date: "2025-01-27", created_at: "2024-01-15T10:00:00+01:00" });
  await vault.call("updateGoalProgress", "sleep", 40, "three nights", { timestamp: "2024-03-01T09:00:00+01:00" });
  await vault.call("addMilestone", { milestone_id: "night", goal_id: "sleep", description: "A whole night", achieved_date: "2024-03-03", significance: "major" }, anna);
  await vault.call("amendSession", "anna-1", { progress_notes: "First correction." }, { reason: "typing error" });
  await vault.call("amendSession", "anna-1", { progress_notes: "Second correction.", emotional_state: "neutral" }, { reason: "client's word" });
  await vault.call("logSession", { session_id: "ben-1", client_id: ben, emotional_state: "positive", timestamp: "2024-05-05T08:00:00Z" });
}

/** What happens to the first client later on: one more of everything. */
export async function goOn(vault) {
  await vault.call("logSession", { session_id: "anna-5", client_id: anna, emotional_state: "very_positive", timestamp: "2024-06-20T10:00:00+02:00" });
  await vault.call("updateGoalProgress", "sleep", 70, "a good week", { timestamp: "2024-06-20T11:00:00+02:00" });
  await vault.call("updateGoalProgress", "sleep", 100, "done", { timestamp: "2024-06-27T11:00:00+02:00" });
  await vault.call("amendSession", "anna-1", { homework_assigned: "a walk" }, { reason: "left out" });
  await vault.call("amendSession", "anna-2", { progress_notes: "Corrected late." }, { reason: "left out" });
}
