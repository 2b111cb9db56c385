import { html, nothing, type TemplateResult } from "lit";
import { fieldGroup, inputField, textField } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import { go, href, type Route } from "../router.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import type { Client, ClientStatus } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { VaultError } from "../vault/error.ts";
import type { OtherVersion } from "../vault/trust.ts";
import { otherVersions } from "./import-conflicts.ts";
import { FormPage, valuesOf } from "./page.ts";

const words = text.client;
const STATUSES: [ClientStatus, string][] = [
  ["active", words.active],
  ["closed", words.closedStatus],
];

/** Adds a client, or changes the name, the notes, the year of birth and the status of one. */
export class EditClientPage extends FormPage {
  static override properties = { ...FormPage.properties, clientId: { attribute: false }, client: { state: true }, others: { state: true } };
  /** Empty for a new client. */
  declare clientId: string;
  declare client: Omit<Client, "created_at">;
  /** What another device wrote beside what stands. */
  declare others: OtherVersion[];

  constructor() {
    super();
    this.clientId = "";
    this.others = [];
    this.client = { client_id: crypto.randomUUID(), display_name: "", notes: "", status: "active" };
  }

  protected override async load(vault: VaultClient): Promise<void> {
    if (!this.clientId) return;
    const [clients, others] = await Promise.all([vault.call("getClients"), vault.call("getOtherVersions", this.clientId)]);
    this.others = others;
    this.client = clients.find((client) => client.client_id === this.clientId) ?? { ...this.client, client_id: this.clientId };
  }

  protected override render(): TemplateResult {
    return html`<h1 tabindex="-1" data-focus>${this.clientId ? words.editTitle : words.addTitle}</h1>
      ${this.loaded ? this.#form() : html`<p>${text.words.loading}</p>`} ${this.others.length > 0 ? otherVersions(this.others) : nothing}`;
  }

  #form(): TemplateResult {
    const { display_name, notes } = this.client;
    const errors = this.errors;
    return html`<form class="card stack narrow" novalidate @submit=${this.#save}>
      ${inputField({ id: "client-name", name: "display_name", label: words.name, hint: words.nameHint, value: display_name, error: errors["display_name"] })}
      ${textField({ id: "client-notes", name: "notes", label: words.notes, value: notes, optional: true, error: errors["notes"] })}
      ${this.#birthYear()}
      ${fieldGroup({ id: "client-status", label: words.status, hint: words.closedHint }, html`<div class="choices">${STATUSES.map(this.#status)}</div>`)}
      ${this.clientId ? nothing : this.#number()} ${refusal(this.failure)}
      <p class="actions">
        <button class="primary" ?disabled=${this.busy}>${words.save}</button>
        <a class="button quiet" href=${href(this.#back())}>${text.words.cancel}</a>
      </p>
    </form>`;
  }

  #birthYear(): TemplateResult {
    const value = String(this.client.birth_year ?? "");
    const error = this.errors["birth_year"];
    const options = { id: "client-birth-year", name: "birth_year", type: "number", min: "1850", max: "2200", step: "1" } as const;
    return inputField({ ...options, label: words.birthYear, hint: words.birthYearHint, optional: true, value, error });
  }

  #number(): TemplateResult {
    const value = this.client.client_id;
    const error = this.errors["client_id"];
    return html`<details class="more" ?open=${error !== undefined}>
      <summary>${text.sessionForm.more}</summary>
      ${inputField({ id: "client-id", name: "client_id", label: words.id, hint: words.idHint, value, error })}
    </details>`;
  }

  #status = ([status, label]: [ClientStatus, string]): TemplateResult =>
    html`<label class="check">
      <input type="radio" name="status" value=${status} ?checked=${this.client.status === status} /><span>${label}</span>
    </label>`;

  #back(): Route {
    return this.clientId ? { page: "client", client: this.clientId, section: "journal" } : { page: "clients" };
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { display_name = "", notes = "", status = "active", birth_year = "", client_id = this.clientId } = valuesOf(event.currentTarget as HTMLFormElement);
    const born = birth_year === "" ? null : Number(birth_year);
    this.client = { client_id: client_id.trim(), display_name: display_name.trim(), notes, status: status as ClientStatus, birth_year: born };
    const found = {
      ...(this.client.display_name ? {} : { display_name: text.errors.required }),
      ...(isYear(born) ? {} : { birth_year: words.birthYearRange }),
    };
    if (!(await this.submit(found, (vault) => this.#write(vault)))) return;
    state.notify(words.saved);
    go({ page: "client", client: this.client.client_id, section: "journal" });
  }

  async #write(vault: VaultClient): Promise<void> {
    if (!this.clientId) await refuseTaken(vault, this.client.client_id);
    await vault.call("saveClient", this.client);
  }
}

/** Whether the tracker takes it as a year of birth. */
function isYear(born: number | null): boolean {
  return born === null || (Number.isInteger(born) && born >= 1850 && born <= 2200);
}

/** Saving a client under a number in use would rename that one. */
async function refuseTaken(vault: VaultClient, clientId: string): Promise<void> {
  const clients = await vault.call("getClients");
  if (!clients.some((client) => client.client_id === clientId)) return;
  throw new VaultError({ code: "duplicate_id", message: words.taken, field: "client_id" });
}

customElements.define("tp-edit-client", EditClientPage);
