import { html, nothing, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import { icons } from "./icons.ts";

const words = text.signing;

/** What a version says of its signature; nothing where it is not signed. */
export interface Signed {
  signed_at: string | null;
  statement: string;
}

/** When a version was signed, and what the signature states; nothing where it is not signed. */
export function signatureLine({ signed_at, statement }: Signed): TemplateResult | typeof nothing {
  if (signed_at === null) return nothing;
  return html`<p class="signature">${icons.signed}<span>${words.signed(signed_at)}${statement ? html`<br />${words.states(statement)}` : nothing}</span></p>`;
}
