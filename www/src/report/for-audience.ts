import type { ClientEvent, GoalUpdate, Milestone, ProgressReport, TherapeuticGoal } from "../vault/api.ts";
import { leavesOut, type Audience } from "./audience.ts";
import type { GoalCourse, ReportData, ReportSession } from "./data.ts";
import { makeRedactor } from "./redact.ts";

/** Whom a report is about, and what stands there in place of the name where it must not. */
export interface Subject {
  name: string;
  clientId: string;
  code: string;
}

/** A report's content as one audience may have it. */
export interface ReportView extends ReportData {
  audience: Audience;
  /** The name that the report calls its subject by. */
  subject: string;
}

type Rewrite = (text: string) => string;

function session(log: ReportSession, audience: Audience, say: Rewrite): ReportSession {
  return {
    ...log,
    session_id: "",
    client_id: "",
    conversation_summary: "",
    progress_notes: "",
    next_session_focus: "",
    metadata: null,
    therapist_observations: leavesOut(audience, "observations") ? "" : say(log.therapist_observations),
    techniques_used: log.techniques_used.map(say),
    homework_assigned: say(log.homework_assigned),
    crisis_flags: leavesOut(audience, "crisis-flags") ? [] : log.crisis_flags.map(say),
  };
}

function update(entry: GoalUpdate, audience: Audience, say: Rewrite): GoalUpdate {
  return { ...entry, notes: leavesOut(audience, "goal-notes") ? "" : say(entry.notes) };
}

function goal(one: TherapeuticGoal, audience: Audience, say: Rewrite): TherapeuticGoal {
  const notes = leavesOut(audience, "goal-notes") ? "" : say(one.notes);
  return { ...one, description: say(one.description), notes, milestones: one.milestones.map(say) };
}

function course({ goal: one, history }: GoalCourse, audience: Audience, say: Rewrite): GoalCourse {
  return { goal: goal(one, audience, say), history: history.map((entry) => update(entry, audience, say)) };
}

function milestone(one: Milestone, say: Rewrite): Milestone {
  return { ...one, description: say(one.description) };
}

function happenings(events: ClientEvent[], audience: Audience, say: Rewrite): ClientEvent[] {
  if (leavesOut(audience, "events")) return [];
  return events.map((event) => ({ ...event, event_id: "", client_id: "", description: say(event.description) }));
}

function numbers(report: ProgressReport, audience: Audience, say: Rewrite): ProgressReport {
  return {
    ...report,
    client_id: "",
    summary: "",
    recommendations: [],
    key_milestones: report.key_milestones.map((one) => milestone(one, say)),
    techniques: report.techniques.map(({ name, sessions }) => ({ name: say(name), sessions })),
    findings: report.findings.map((finding) => ({ ...finding, technique: finding.technique === null ? null : say(finding.technique) })),
    crisis_flags_count: leavesOut(audience, "crisis-flags") ? 0 : report.crisis_flags_count,
  };
}

/**
 * A report's content for one audience: what it must not have is no longer in it, so nothing that draws it can let it out.
 *
 * For readers who must not know whose it is, the code takes the name's and the number's place in every text.
 */
export function forAudience(data: ReportData, audience: Audience, { name, clientId, code }: Subject): ReportView {
  const hidden = leavesOut(audience, "identity");
  const say: Rewrite = hidden ? makeRedactor(name, clientId, code) : (text) => text;
  const sessions = data.sessions.map((log) => session(log, audience, say));
  const trend = data.trend && {
    ...data.trend,
    milestones: data.trend.milestones.map((one) => milestone(one, say)),
    flagged: sessions.filter(({ crisis_flags: flags }) => flags.length > 0),
  };
  const goals = data.goals.map((one) => course(one, audience, say));
  const events = happenings(data.events, audience, say);
  return { audience, subject: hidden ? code : name, report: numbers(data.report, audience, say), trend, goals, sessions, events };
}
