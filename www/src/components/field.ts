import { html, nothing, type TemplateResult } from "lit";
import { text } from "../text/index.ts";

export interface FieldOptions {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
}

/** The ids that describe a field's control, for its `aria-describedby`. */
export function describedBy({ id, hint, error }: FieldOptions): string | typeof nothing {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : nothing;
}

function below({ id, hint, error }: FieldOptions): TemplateResult {
  return html`${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
  ${error ? html`<p class="field-error" id="${id}-error">${error}</p>` : nothing}`;
}

/** A label, its control, and below it the hint and the error. The control carries `id` and `describedBy`. */
export function field(options: FieldOptions, control: TemplateResult): TemplateResult {
  return html`<div class="field ${options.error ? "has-error" : ""}">
    <label for=${options.id}>
      ${options.label}${options.optional ? html` <span class="optional">${text.words.optional}</span>` : nothing}
    </label>
    ${control}${below(options)}
  </div>`;
}

/** The same for a group of controls that share one legend. */
export function fieldGroup(options: FieldOptions, controls: TemplateResult): TemplateResult {
  return html`<fieldset class="field ${options.error ? "has-error" : ""}" aria-describedby=${describedBy(options)}>
    <legend>${options.label}</legend>
    ${controls}${below(options)}
  </fieldset>`;
}

export interface InputOptions extends FieldOptions {
  name: string;
  value?: string;
  type?: "text" | "number" | "date" | "datetime-local" | "search";
  required?: boolean;
  min?: string;
  max?: string;
  step?: string;
}

/** A one-line text, number or date field. */
export function inputField(options: InputOptions): TemplateResult {
  return field(
    options,
    html`<input
      id=${options.id}
      name=${options.name}
      type=${options.type ?? "text"}
      .value=${options.value ?? ""}
      min=${options.min ?? nothing}
      max=${options.max ?? nothing}
      step=${options.step ?? nothing}
      ?required=${options.required}
      autocomplete="off"
      spellcheck="false"
      aria-invalid=${options.error ? "true" : nothing}
      aria-describedby=${describedBy(options)}
    />`,
  );
}

/** A field for several lines, which grows with its text where the browser can. */
export function textField(options: InputOptions & { rows?: number }): TemplateResult {
  return field(
    options,
    html`<textarea
      id=${options.id}
      name=${options.name}
      rows=${options.rows ?? 3}
      .value=${options.value ?? ""}
      ?required=${options.required}
      autocomplete="off"
      autocapitalize="sentences"
      spellcheck="false"
      aria-invalid=${options.error ? "true" : nothing}
      aria-describedby=${describedBy(options)}
    ></textarea>`,
  );
}
