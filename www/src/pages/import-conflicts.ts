import { html, nothing, type TemplateResult } from "lit";
import { href } from "../router.ts";
import { text } from "../text/index.ts";
import { formatDate } from "../text/format.ts";
import type { Json } from "../vault/api.ts";
import type { MergeConflict, MergeSide, OtherVersion } from "../vault/trust.ts";

const words = text.files;

/** What a person recognises a version by; ids and times of saving say nothing to them. */
const SAID = [
  "display_name",
  "description",
  "conversation_summary",
  "progress_notes",
  "therapist_observations",
  "next_session_focus",
  "homework_assigned",
  "notes",
] as const;
const DATES = ["timestamp", "date", "achieved_date", "target_date"] as const;

/** The records that were written in two ways, each with both versions and where to find them. */
export function conflictList(conflicts: MergeConflict[]): TemplateResult {
  return html`<h3>${words.conflictsTitle}</h3>
    <p>${words.conflictsHint}</p>
    <ol class="conflicts">${conflicts.map(conflictItem)}</ol>`;
}

/** What another device wrote beside what stands in a client's record. */
export function otherVersions(versions: OtherVersion[]): TemplateResult {
  const item = ({ kind, record }: OtherVersion) => html`<li>
    <h3>${words.conflictKinds[kind]}${dateOf(record)}</h3>
    ${said({ record, struck: false, revision: null })}
  </li>`;
  return html`<section class="card narrow" aria-labelledby="others-title">
    <h2 id="others-title">${words.conflictsTitle}</h2>
    <p>${words.othersHint}</p>
    <ol class="conflicts">${versions.map(item)}</ol>
  </section>`;
}

function conflictItem(conflict: MergeConflict): TemplateResult {
  const { kind, client_id, id, reason, stands, here, file } = conflict;
  const title = html`<h4>${words.conflictKinds[kind]}${dateOf(file.record ?? here.record)}</h4>`;
  // Psychotherapy notes are read on the page of their session only.
  const saying: Saying = kind === "psychotherapy_notes" ? () => nothing : said;
  if (reason === "of_another_client") return html`<li>${title}<p>${words.ofAnother}</p>${saying(file)}</li>`;
  const sides = [
    { side: here, whose: words.wasHere, isStanding: stands === "here" },
    { side: file, whose: words.wasThere, isStanding: stands === "file" },
  ];
  const isOfSession = kind === "session" || kind === "psychotherapy_notes";
  const route = isOfSession ? ({ page: "session", client: client_id, session: id } as const) : ({ page: "edit-client", client: client_id } as const);
  return html`<li>
    ${title}
    <div class="versions">${sides.toSorted((one, other) => Number(other.isStanding) - Number(one.isStanding)).map((side) => version(side, saying))}</div>
    <p><a href=${href(route)}>${finding(kind)}</a></p>
  </li>`;
}

function finding(kind: MergeConflict["kind"]): string {
  if (kind === "psychotherapy_notes") return words.findNotes;
  return kind === "session" ? words.findSession : words.findRecord;
}

type Saying = (side: MergeSide) => TemplateResult | typeof nothing;
type ShownSide = { side: MergeSide; whose: string; isStanding: boolean };

function version({ side, whose, isStanding }: ShownSide, saying: Saying): TemplateResult {
  const number = side.revision === null ? nothing : html`, ${words.revision(side.revision)}`;
  return html`<section class=${isStanding ? "stands" : ""}>
    <h5>${isStanding ? words.stands : words.kept}</h5>
    <p class="hint">${whose}${number}</p>
    ${saying(side)}
  </section>`;
}

function said({ record, struck }: MergeSide): TemplateResult {
  if (record === null) return html`<p>${words.wasRemoved}</p>`;
  const lines = SAID.map((name) => record[name]).filter(isText);
  return html`${struck ? html`<p>${words.wasStruck}</p>` : nothing} ${lines.map((line) => html`<p class="said">${line}</p>`)}`;
}

const isText = (value: Json | undefined): value is string => typeof value === "string" && value !== "";

function dateOf(record: MergeSide["record"]): string {
  const date = DATES.map((name) => record?.[name]).find(isText);
  return date === undefined ? "" : `, ${formatDate(date)}`;
}
