import { html, nothing, type TemplateResult } from "lit";
import { field } from "../components/field.ts";
import { LightElement } from "../components/light-element.ts";
import { sessionBody, sessionHead, type GoalNames } from "../components/session-entry.ts";
import { signatureLine } from "../components/signature-line.ts";
import type { Show } from "../search/marks.ts";
import { formatList } from "../text/format.ts";
import { text } from "../text/index.ts";
import type { SessionRevision } from "../vault/api.ts";
import { fieldsOf, type FieldText } from "./fields.ts";
import { compareWords, type Piece } from "./words.ts";

const words = text.versions;

/** All versions of a session: any two of them side by side with what changed, and every earlier one in full. */
export class SessionVersions extends LightElement {
  static override properties = {
    revisions: { attribute: false },
    goals: { attribute: false },
    show: { attribute: false },
    older: { state: true },
    newer: { state: true },
  };
  /** Newest first. */
  declare revisions: SessionRevision[];
  declare goals: GoalNames;
  declare show: Show;
  /** The numbers of the versions compared; 0 stands for the last two. */
  declare older: number;
  declare newer: number;

  constructor() {
    super();
    this.revisions = [];
    this.goals = new Map();
    this.show = String;
    this.older = 0;
    this.newer = 0;
  }

  protected override render(): TemplateResult | typeof nothing {
    const [newest, before] = this.revisions;
    if (!newest || !before) return nothing;
    const find = (number: number) => this.revisions.find(({ revision }) => revision === number);
    const [later, earlier] = [find(this.newer) ?? newest, find(this.older) ?? before];
    return html`<details class="revisions">
      <summary>${text.sessions.revisions(this.revisions.length - 1)}</summary>
      <section class="versions" aria-labelledby="versions-title">
        <h2 id="versions-title">${words.compare}</h2>
        <div class="row">
          ${this.#choice("version-older", words.older, earlier, (number) => { this.older = number; })}
          ${this.#choice("version-newer", words.newer, later, (number) => { this.newer = number; })}
        </div>
        ${this.#comparison(earlier, later)}
      </section>
      <h2 class="versions-all">${words.all}</h2>
      ${this.revisions.slice(1).map((revision, index) => this.#revision(revision, this.revisions[index]?.reason ?? ""))}
    </details>`;
  }

  #choice(id: string, label: string, chosen: SessionRevision, choose: (number: number) => void): TemplateResult {
    const changed = (event: Event) => {
      choose(Number((event.target as HTMLSelectElement).value));
    };
    const option = ({ revision, saved_at }: SessionRevision) =>
      html`<option value=${revision} ?selected=${revision === chosen.revision}>${words.name(revision, saved_at)}</option>`;
    return field({ id, label }, html`<select id=${id} @change=${changed}>${this.revisions.map(option)}</select>`);
  }

  #comparison(earlier: SessionRevision, later: SessionRevision): TemplateResult {
    const [before, after] = [fieldsOf(earlier.session, this.goals), fieldsOf(later.session, this.goals)];
    const pairs = before.map((one, place) => [one, after[place] ?? one] as const);
    const changed = pairs.filter(([one, other]) => one.text !== other.text);
    const same = pairs.filter(([one, other]) => one.text === other.text && one.text !== "").map(([one]) => one.label);
    return html`<div class="comparison" role="group" aria-label=${words.compare}>
      <div class="compared compared-heads">${versionHead(earlier)} ${versionHead(later)}</div>
      ${changed.length === 0 ? html`<p>${words.same}</p>` : html`<p class="hint">${words.key}</p>`}
      ${changed.map(([one, other]) => comparedField(one, other, [earlier.revision, later.revision]))}
      ${changed.length > 0 && same.length > 0 ? html`<p class="facts">${words.unchanged(formatList(same))}</p>` : nothing}
    </div>`;
  }

  /** An earlier version. `reason` is the one given by the version that took its place. */
  #revision(one: SessionRevision, reason: string): TemplateResult {
    return html`<article class="entry">
      <header class="entry-head"><h3>${text.sessions.revision(one.revision, one.saved_at)}</h3></header>
      ${one.struck ? html`<p class="facts">${words.struck}</p>` : nothing} ${signatureLine(one)}
      ${reason ? html`<p class="facts">${text.sessions.revisionReason(reason)}</p>` : nothing}
      <p class="entry-head">${sessionHead(one.session)}</p>
      ${sessionBody(one.session, this.goals, this.show)}
    </article>`;
  }
}

function versionHead(one: SessionRevision): TemplateResult {
  return html`<div>
    <p><strong>${words.name(one.revision, one.saved_at)}</strong></p>
    ${one.reason ? html`<p class="facts">${words.becauseOf(one.reason)}</p>` : nothing}
    ${one.struck ? html`<p class="facts">${words.struck}</p>` : nothing} ${signatureLine(one)}
  </div>`;
}

/** One field of both versions; each side has all of its own text, with what the other lacks marked. */
function comparedField(one: FieldText, other: FieldText, numbers: [number, number]): TemplateResult {
  const pieces = compareWords(one.text, other.text);
  const side = (number: number, without: Piece["in"]) => html`<div>
    <p class="compared-name facts">${words.short(number)}</p>
    <p class="prose">${sideOf(pieces, without)}</p>
  </div>`;
  return html`<section class="compared-field">
    <h3>${one.label}</h3>
    <div class="compared">${side(numbers[0], "later")} ${side(numbers[1], "earlier")}</div>
  </section>`;
}

function sideOf(pieces: Piece[], without: Piece["in"]): unknown {
  const shown = pieces.filter((piece) => piece.in !== without);
  if (shown.length === 0) return html`<span class="facts">${words.nothing}</span>`;
  return shown.map((piece) => {
    if (piece.in === "both") return piece.text;
    const spoken = (word: string) => html`<span class="visually-hidden"> ${word} </span>`;
    return piece.in === "earlier"
      ? html`<del>${spoken(words.gone)}${piece.text}${spoken(words.end)}</del>`
      : html`<ins>${spoken(words.fresh)}${piece.text}${spoken(words.end)}</ins>`;
  });
}

customElements.define("tp-versions", SessionVersions);
