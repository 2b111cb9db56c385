import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { describedBy, field } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import { certificateSheet } from "../retention/certificate.ts";
import { type Deletion, type DeletedEvent, nameOf } from "../retention/tp-deletion.ts";
import "../retention/tp-deletion.ts";
import type { DeletionWishEvent } from "../retention/tp-kept-client.ts";
import "../retention/tp-kept-client.ts";
import "../retention/tp-retention-policy.ts";
import { text } from "../text/index.ts";
import type { DeletionCertificate, RetentionDue, RetentionPolicy } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { Page } from "./page.ts";

const words = text.retention;

/** How long records are kept, whose period has passed, what is on hold, and what was deleted. */
export class RetentionPage extends Page {
  static override properties = {
    ...Page.properties,
    policy: { state: true },
    rows: { state: true },
    certificates: { state: true },
    chosen: { state: true },
    shown: { state: true },
  };
  declare policy: RetentionPolicy | null;
  /** All clients, by the day from which on their records are past the policy. */
  declare rows: RetentionDue[];
  /** Newest first. */
  declare certificates: DeletionCertificate[];
  /** The client that was chosen among those who are not due. */
  declare chosen: string;
  /** The certificate that is shown in place of the lists. */
  declare shown: DeletionCertificate | null;

  constructor() {
    super();
    this.policy = null;
    this.rows = [];
    this.certificates = [];
    this.chosen = "";
    this.shown = null;
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const [rows, policy, certificates] = await Promise.all([
      vault.call("getRetentionDue", { all: true }),
      vault.call("getRetentionPolicy"),
      vault.call("getCertificates"),
    ]);
    this.rows = rows;
    this.policy = policy;
    this.certificates = certificates;
  }

  protected override render(): TemplateResult {
    if (this.shown) return certificateSheet(this.shown, () => void this.#show(null));
    const { policy } = this;
    return html`<h1 tabindex="-1" data-focus>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      ${refusal(this.failure)} ${policy ? this.#lists(policy) : html`<p>${this.loaded ? nothing : text.words.loading}</p>`}
      <tp-deletion @tp-deleted=${this.#deleted}></tp-deletion>`;
  }

  #lists(policy: RetentionPolicy): TemplateResult {
    const due = this.rows.filter((row) => row.due);
    const held = this.rows.filter((row) => row.hold && !row.due);
    const chosen = this.rows.filter((row) => row.client_id === this.chosen && !row.due && !row.hold);
    return html`<div class="retention" @tp-hold-changed=${this.#reload} @tp-policy-saved=${this.#reload} @tp-delete-client=${this.#ask}>
      <section class="card" aria-labelledby="due-title">
        <h2 id="due-title">${words.dueTitle}</h2>
        ${due.length === 0 ? html`<p>${words.dueNone}</p>` : clients(due, policy)}
      </section>
      ${held.length === 0 ? nothing : html`<section class="card" aria-labelledby="holds-title">
        <h2 id="holds-title">${words.holdsTitle}</h2>
        <p>${words.holdsLead}</p>
        ${clients(held, policy)}
      </section>`}
      <section class="card" aria-labelledby="other-title">
        <h2 id="other-title">${words.otherTitle}</h2>
        <p>${words.otherLead}</p>
        ${this.#choice()} ${clients(chosen, policy)}
      </section>
      <section class="card" aria-labelledby="policy-title">
        <h2 id="policy-title">${words.policyTitle}</h2>
        <tp-retention-policy .policy=${policy}></tp-retention-policy>
      </section>
      <section class="card" aria-labelledby="certificates-title">
        <h2 id="certificates-title">${words.certificatesTitle}</h2>
        ${this.#certificates()}
      </section>
    </div>`;
  }

  #choice(): TemplateResult {
    const options = { id: "kept-client", label: words.choose };
    const others = this.rows.filter((row) => !row.due && !row.hold).toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
    const choose = (event: Event) => {
      this.chosen = (event.currentTarget as HTMLSelectElement).value;
    };
    return field(
      options,
      html`<select id=${options.id} .value=${this.chosen} aria-describedby=${describedBy(options)} @change=${choose}>
        <option value="">${words.chooseNone}</option>
        ${others.map((row) => html`<option value=${row.client_id} ?selected=${row.client_id === this.chosen}>${nameOf(row)}</option>`)}
      </select>`,
    );
  }

  #certificates(): TemplateResult {
    if (this.certificates.length === 0) return html`<p>${words.certificatesNone}</p>`;
    const link = (one: DeletionCertificate) =>
      html`<li><button type="button" class="link" @click=${() => this.#show(one)}>${words.certificateOf(one)}</button></li>`;
    return html`<ul class="certificates">${this.certificates.map(link)}</ul>`;
  }

  async #show(certificate: DeletionCertificate | null): Promise<void> {
    this.shown = certificate;
    await this.updateComplete;
    scrollTo(0, 0);
    this.querySelector<HTMLElement>("[data-focus]")?.focus({ preventScroll: true });
  }

  #reload(): void {
    void this.attempt((vault) => this.load(vault));
  }

  #ask({ row }: DeletionWishEvent): void {
    void this.querySelector<Deletion>("tp-deletion")?.ask(row);
  }

  async #deleted({ certificate }: DeletedEvent): Promise<void> {
    await this.attempt((vault) => this.load(vault));
    await this.#show(certificate);
  }
}

function clients(rows: RetentionDue[], policy: RetentionPolicy): TemplateResult {
  return html`<ul class="kept-clients">
    ${repeat(rows, ({ client_id }) => client_id, (row) => html`<li><tp-kept-client .row=${row} .policy=${policy}></tp-kept-client></li>`)}
  </ul>`;
}

customElements.define("tp-retention", RetentionPage);
