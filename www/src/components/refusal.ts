import { html, nothing, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import type { VaultError } from "../vault/error.ts";
import { icons } from "./icons.ts";

/** The sentence for an error. */
export function sentenceFor(error: VaultError): string {
  return text.errors.sentence(error.code, error.message, error.field);
}

/** A refusal, read out at once. Its title says which action failed. */
export function refusal(error: VaultError | null): TemplateResult | typeof nothing {
  if (!error) return nothing;
  return html`<div class="alert" role="alert" data-code=${error.code}>
    ${icons.info}
    <p><strong>${text.errors.title}.</strong> ${sentenceFor(error)}</p>
  </div>`;
}
