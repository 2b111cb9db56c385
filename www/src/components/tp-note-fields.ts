import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { text } from "../text/index.ts";
import { fieldGroup, textField } from "./field.ts";
import { LightElement } from "./light-element.ts";
import { noteFields, TEMPLATES, type NoteField, type NotePart, type NoteTemplate } from "./note-templates.ts";
import type { FieldErrors, SessionDraft } from "./session-draft.ts";

const words = text.writing;

/** The notes of a session, under the names and in the order of their template. */
export class NoteFields extends LightElement {
  static override properties = { draft: { attribute: false }, errors: { attribute: false } };
  declare draft: SessionDraft;
  declare errors: FieldErrors;

  protected override render(): TemplateResult {
    const { note_template } = this.draft;
    const { parts, others } = noteFields(note_template);
    const named = parts.map((field) => [field, partOf(note_template, field)] as const);
    const plain = others.map((field) => [field, words.templates.free.parts[field]] as const);
    return html`${repeat([...named, ...plain], ([field]) => field, ([field, part]) => this.#text(field, part))}`;
  }

  #text(name: NoteField, { label, hint }: NotePart): TemplateResult {
    const rows = name === "conversation_summary" ? 5 : 3;
    return textField({ id: `session-${name}`, name, label, hint, rows, value: this.draft[name], error: this.errors[name] });
  }
}

/** The choice of a template, as part of a form. */
export function templateChoice(chosen: NoteTemplate): TemplateResult {
  const option = (template: NoteTemplate) => html`<label class="option">
    <input type="radio" name="note_template" value=${template} .checked=${template === chosen} />
    <span>${words.templates[template].name}</span>
  </label>`;
  return fieldGroup({ id: "session-template", label: words.template }, html`<div class="options">${TEMPLATES.map(option)}</div>`);
}

/** What a template calls a field. */
export function partOf(template: NoteTemplate, field: NoteField): NotePart {
  const parts: Partial<Record<NoteField, NotePart>> = words.templates[template].parts;
  return parts[field] ?? words.templates.free.parts[field];
}

customElements.define("tp-note-fields", NoteFields);
