import { html, type TemplateResult } from "lit";
import { inputField } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import type { FieldErrors } from "../components/session-draft.ts";
import { FormPage, valuesOf } from "../pages/page.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import type { RetentionPolicy } from "../vault/api.ts";

const words = text.retention;
const FIELDS = ["years_after_last_session", "age_of_majority", "years_after_majority"] as const;

/** How long the practice keeps its records. */
export class RetentionPolicyForm extends FormPage {
  static override properties = { ...FormPage.properties, policy: { attribute: false } };
  declare policy: RetentionPolicy;

  protected override render(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.#save}>
      <p>${words.policyLead}</p>
      ${this.#field("years_after_last_session", words.lastSession)}
      ${this.#field("age_of_majority", words.age)}
      ${this.#field("years_after_majority", words.afterMajority, words.afterMajorityHint)}
      ${refusal(this.failure)}
      <p class="actions"><button class="primary" ?disabled=${this.busy}>${words.save}</button></p>
    </form>`;
  }

  #field(name: (typeof FIELDS)[number], label: string, hint?: string): TemplateResult {
    const value = String(this.policy[name]);
    return inputField({ id: name, name, label, hint, value, type: "number", min: "0", max: "100", step: "1", error: this.errors[name] });
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const values = valuesOf(event.currentTarget as HTMLFormElement);
    const isWhole = (name: string) => /^\d{1,3}$/.test(values[name] ?? "") && Number(values[name]) <= 100;
    const found: FieldErrors = Object.fromEntries(FIELDS.filter((name) => !isWhole(name)).map((name) => [name, words.years]));
    const policy = Object.fromEntries(FIELDS.map((name) => [name, Number(values[name])])) as unknown as RetentionPolicy;
    const saved = await this.submit(found, async (vault) => {
      this.policy = await vault.call("setRetentionPolicy", policy);
    });
    if (!saved) return;
    state.notify(words.saved);
    this.dispatchEvent(new Event("tp-policy-saved", { bubbles: true }));
  }
}

customElements.define("tp-retention-policy", RetentionPolicyForm);
