import { html, nothing, type TemplateResult } from "lit";
import { describedBy, field, inputField } from "../components/field.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import type { FieldErrors } from "../components/session-draft.ts";
import { FormPage, valuesOf } from "../pages/page.ts";
import { state } from "../state.ts";
import { formatDate, today } from "../text/format.ts";
import { text } from "../text/index.ts";
import type { ClientEvent, EventKind } from "../vault/api.ts";
import type { CourseRecord } from "./record.ts";

const words = text.reading.events;
const KINDS: EventKind[] = ["medication", "loss", "holiday", "life", "other"];

/** The id of the event being edited; `new` while one is added. */
type Editing = string | null;

/** The events of a client's life, and the form that adds, changes and removes them. Says `tp-events-changed` after each. */
export class EventsPart extends FormPage {
  static override properties = {
    ...FormPage.properties,
    record: { attribute: false },
    events: { attribute: false },
    editing: { state: true },
    removing: { state: true },
  };
  declare record: CourseRecord;
  /** Newest first. */
  declare events: ClientEvent[];
  declare editing: Editing;
  /** The event whose removal waits for a second click. */
  declare removing: string | null;

  constructor() {
    super();
    this.events = [];
    this.editing = null;
    this.removing = null;
  }

  protected override render(): TemplateResult {
    return html`<section class="events" aria-labelledby="events-title">
      <header class="section-head">
        <h3 id="events-title" tabindex="-1">${words.title}</h3>
        ${this.editing === null ? html`<button type="button" class="no-print" @click=${() => this.#edit("new")}>${icons.plus}${words.add}</button>` : nothing}
      </header>
      <p class="facts">${words.lead}</p>
      ${this.editing === "new" ? this.#form(null) : nothing} ${refusal(this.failure)} ${this.#list()}
    </section>`;
  }

  #list(): TemplateResult {
    if (this.events.length === 0) return html`<p class="facts">${words.none}</p>`;
    return html`<ul class="event-list" role="list">${this.events.map(
      (event) => html`<li>${this.editing === event.event_id ? this.#form(event) : this.#row(event)}</li>`,
    )}</ul>`;
  }

  #row(event: ClientEvent): TemplateResult {
    const { event_id, description, kind, date } = event;
    const ask = () => {
      this.removing = event_id;
    };
    return html`<div class="event-row">
      <p><span class="event-what">${description}</span><span class="facts"> ${words.kinds[kind]}, ${formatDate(date)}</span></p>
      ${this.removing === event_id
        ? this.#askRemoval(event)
        : html`<p class="actions no-print">
            <button type="button" class="link" aria-label=${words.editLabel(description, date)} @click=${() => this.#edit(event_id)}>${words.edit}</button>
            <button type="button" class="link" aria-label=${words.removeLabel(description, date)} @click=${ask}>${words.remove}</button>
          </p>`}
    </div>`;
  }

  #askRemoval({ event_id }: ClientEvent): TemplateResult {
    const keep = () => {
      this.removing = null;
    };
    return html`<p class="actions" role="group" aria-label=${words.removeAsk}>
      <span>${words.removeAsk}</span>
      <button type="button" class="danger" ?disabled=${this.busy} @click=${() => this.#remove(event_id)}>${words.removeSure}</button>
      <button type="button" class="quiet" @click=${keep}>${words.keep}</button>
    </p>`;
  }

  #form(event: ClientEvent | null): TemplateResult {
    const { errors } = this;
    const kind = { id: "event-kind", label: words.kind, error: errors["kind"] };
    const description = { id: "event-description", name: "description", label: words.description, hint: words.descriptionHint };
    const date = { id: "event-date", name: "date", label: words.date, type: "date", value: event?.date.slice(0, 10) ?? today() } as const;
    return html`<form class="card stack event-form" novalidate @submit=${(submitted: SubmitEvent) => this.#save(submitted, event)}>
      ${inputField({ ...description, value: event?.description ?? "", error: errors["description"], required: true })}
      <div class="row">
        ${field(kind, html`<select id=${kind.id} name="kind" aria-describedby=${describedBy(kind)}>
          ${KINDS.map((one) => html`<option value=${one} ?selected=${one === (event?.kind ?? "medication")}>${words.kinds[one]}</option>`)}
        </select>`)}
        ${inputField({ ...date, error: errors["date"], required: true })}
      </div>
      <p class="actions">
        <button class="primary" ?disabled=${this.busy}>${words.save}</button>
        <button type="button" class="quiet" @click=${this.#close}>${text.words.cancel}</button>
      </p>
    </form>`;
  }

  async #edit(id: string): Promise<void> {
    this.editing = id;
    this.removing = null;
    this.errors = {};
    this.failure = null;
    await this.updateComplete;
    this.querySelector<HTMLElement>("#event-description")?.focus();
  }

  async #close(): Promise<void> {
    this.editing = null;
    this.errors = {};
    this.failure = null;
    await this.updateComplete;
    this.querySelector<HTMLElement>("#events-title")?.focus();
  }

  async #save(submitted: SubmitEvent, event: ClientEvent | null): Promise<void> {
    submitted.preventDefault();
    const written = valuesOf(submitted.currentTarget as HTMLFormElement);
    const { description = "", kind = "other", date = "" } = written;
    const { clientId: client_id } = this.record;
    const event_id = event?.event_id ?? crypto.randomUUID();
    const changed = { event_id, client_id, kind: kind as EventKind, description: description.trim(), date };
    if (await this.submit(checkEvent(written), () => this.record.saveEvent(changed))) await this.#changed(words.saved);
  }

  async #remove(eventId: string): Promise<void> {
    if (await this.attempt(() => this.record.removeEvent(eventId))) await this.#changed(words.removed);
  }

  async #changed(done: string): Promise<void> {
    this.removing = null;
    state.notify(done);
    this.dispatchEvent(new Event("tp-events-changed"));
    await this.#close();
  }
}

function checkEvent({ description, date }: Record<string, string>): FieldErrors {
  const errors: FieldErrors = {};
  if (!description?.trim()) errors["description"] = text.errors.required;
  if (!date) errors["date"] = text.errors.required;
  return errors;
}

customElements.define("tp-events", EventsPart);
