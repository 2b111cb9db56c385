import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../components/icons.ts";
import type { GoalNames } from "../components/session-entry.ts";
import { text } from "../text/index.ts";
import { hasWords, NO_FILTER, type JournalFilter } from "./filter.ts";

const words = text.journal;

/** How many characters of a query a chip repeats. */
const SHOWN = 60;

/** The beginning of a query, which may be a whole page that was pasted. */
function shortened(query: string): string {
  const letters = Array.from(query.trim().slice(0, 2 * SHOWN + 1));
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join("")}…` : letters.join("");
}

interface Chip {
  label: string;
  without: JournalFilter;
}

function chipsOf(filter: JournalFilter, goals: GoalNames): Chip[] {
  const { query, from, to, states, technique, goal, flagged, unsigned, notes } = filter;
  const one = (isSet: boolean, label: string, cleared: Partial<JournalFilter>): Chip[] =>
    isSet ? [{ label, without: { ...filter, ...cleared } }] : [];
  return [
    ...one(hasWords(filter), words.chip.query(shortened(query)), { query: "" }),
    ...one(from !== "", from && words.chip.from(from), { from: "" }),
    ...one(to !== "", to && words.chip.to(to), { to: "" }),
    ...states.flatMap((state) => one(true, text.moods.state(state), { states: states.filter((other) => other !== state) })),
    ...one(technique !== "", words.chip.technique(technique), { technique: "" }),
    ...one(goal !== "", words.chip.goal(goals.get(goal) ?? goal), { goal: "" }),
    ...one(flagged, words.chip.flagged, { flagged: false }),
    ...one(unsigned, text.signing.chip, { unsigned: false }),
    ...one(notes, text.notes.chip, { notes: false }),
  ];
}

/** What is filtered, one button each that takes it off, and one for all; nothing where nothing is. */
export function filterChips(filter: JournalFilter, goals: GoalNames, change: (filter: JournalFilter) => void): TemplateResult | typeof nothing {
  const chips = chipsOf(filter, goals);
  if (chips.length === 0) return nothing;
  const chip = ({ label, without }: Chip) => {
    const remove = () => {
      change(without);
    };
    return html`<li><button type="button" class="chip" aria-label=${words.removeFilter(label)} @click=${remove}>${label}${icons.close}</button></li>`;
  };
  const clear = () => {
    change(NO_FILTER);
  };
  return html`<div class="chips journal-chips">
    <ul class="chips" aria-label=${words.chips}>${chips.map(chip)}</ul>
    <button type="button" class="quiet" @click=${clear}>${words.clear}</button>
  </div>`;
}
