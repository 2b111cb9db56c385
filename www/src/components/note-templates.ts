import type { Json, SessionLog } from "../vault/api.ts";

/** The fields of a session that hold its notes. */
export type NoteField = "conversation_summary" | "progress_notes" | "therapist_observations" | "next_session_focus";

/**
 * Which field carries which part of a note, in the order of writing.
 *
 * A template gives the fields other names and another order; the record stays readable without it. SOAP: subjective,
 * objective, assessment, plan. DAP: data, assessment, plan. BIRP: behaviour, intervention, response, plan.
 */
export const NOTE_PARTS = {
  free: ["conversation_summary", "progress_notes", "therapist_observations", "next_session_focus"],
  soap: ["conversation_summary", "therapist_observations", "progress_notes", "next_session_focus"],
  dap: ["conversation_summary", "progress_notes", "next_session_focus"],
  birp: ["therapist_observations", "conversation_summary", "progress_notes", "next_session_focus"],
} as const satisfies Record<string, readonly NoteField[]>;

export type NoteTemplate = keyof typeof NOTE_PARTS;

export const TEMPLATES = Object.keys(NOTE_PARTS) as NoteTemplate[];

/** What a part of a note is called, and what belongs there. */
export interface NotePart {
  label: string;
  hint: string;
}

/** The words of every template. */
export type TemplateWords = {
  [Name in NoteTemplate]: { name: string; parts: Record<(typeof NOTE_PARTS)[Name][number], NotePart> };
};

/** Where a session's metadata names its template. */
export const TEMPLATE_KEY = "note_template";

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A template by its name, free where there is none of that name. */
export function asTemplate(name: unknown): NoteTemplate {
  return TEMPLATES.find((template) => template === name) ?? "free";
}

/** The template that a session was written with. */
export function templateOf({ metadata }: Pick<SessionLog, "metadata">): NoteTemplate {
  return isObject(metadata) ? asTemplate(metadata[TEMPLATE_KEY]) : "free";
}

/** Metadata without the name of the template, which has a control of its own. */
export function withoutTemplate(metadata: Json): Json {
  if (!isObject(metadata)) return metadata;
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== TEMPLATE_KEY || templateOf({ metadata }) === "free"));
}

/** Metadata with the template named; undefined where it is no object and so cannot name one. */
export function withTemplate(metadata: Json | undefined, template: NoteTemplate): Json | undefined {
  if (template === "free") return metadata;
  return isObject(metadata) ? { ...metadata, [TEMPLATE_KEY]: template } : undefined;
}

/** The fields of a template, and after them those that it has no part for. */
export function noteFields(template: NoteTemplate): { parts: readonly NoteField[]; others: NoteField[] } {
  const parts: readonly NoteField[] = NOTE_PARTS[template];
  return { parts, others: NOTE_PARTS.free.filter((field) => !parts.includes(field)) };
}
