import { weekday } from "../calendar.ts";
import { addDays, withOffset } from "../text/format.ts";
import { STATES } from "../components/session-draft.ts";
import type { NewSession } from "../vault/api.ts";
import type { Course } from "./courses.ts";
import { Deck, Dice } from "./random.ts";
import { asides, everyday, observations } from "./shared-sentences.ts";

/** 0 for low, 1 for middling, 2 for well. */
type Band = 0 | 1 | 2;

function bandOf(score: number): Band {
  if (score < 0) return 0;
  return score > 0 ? 2 : 1;
}

/** The value of a path at a share of its length, between its points in a straight line. */
export function along(path: number[], share: number): number {
  const place = Math.min(Math.max(share, 0), 1) * (path.length - 1);
  const before = path[Math.floor(place)] ?? 0;
  const after = path[Math.ceil(place)] ?? before;
  return before + (after - before) * (place - Math.floor(place));
}

/** The date at a share of a course; what falls on a weekend takes place on the Friday before. */
export function dateAt({ span: [first, last] }: Course, share: number, today: string): string {
  const date = addDays(today, -Math.round(first + (last - first) * share));
  return addDays(date, -Math.max(0, weekday(date) - 4));
}

/** How often a sentence that belongs to one theme is used: events happen, and do not happen again. */
const USES = 2;

/** Draws the sentences of one client, so that none comes back soon. */
class Pen {
  readonly dice: Dice;
  #told: string[][];
  #everyday: Deck<string>[];
  #progress: Deck<string>[];
  #observations: Deck<string>[];
  #focus: Deck<string>;
  #homework: Deck<string>;
  #asides: Deck<string>;
  #techniques: string[];

  constructor({ theme }: Course, seed: number) {
    this.dice = new Dice(seed);
    const deck = (cards: string[]) => new Deck(cards, this.dice);
    const twice = (sentences: string[]) => Array.from({ length: USES }, () => this.dice.shuffled(sentences)).flat();
    this.#told = [theme.low, theme.mid, theme.high].map(twice);
    this.#everyday = everyday.map(deck);
    this.#progress = theme.progress.map(deck);
    this.#observations = observations.map(deck);
    this.#focus = deck(theme.focus);
    this.#homework = deck(theme.homework);
    this.#asides = deck(asides);
    this.#techniques = theme.techniques;
  }

  summary(band: Band): string {
    const own = this.dice.chance(0.65) ? this.#told[band]?.pop() : undefined;
    const common = own === undefined || this.dice.chance(0.35) ? this.#everyday[band]?.draw() : undefined;
    const aside = this.dice.chance(0.2) ? this.#asides.draw() : undefined;
    return [own, common, aside].filter((sentence) => sentence !== undefined).join(" ");
  }

  /** Everything else that is written about a session. */
  notes(band: Band): Partial<NewSession> {
    return {
      progress_notes: this.dice.chance(0.85) ? (this.#progress[band]?.draw() ?? "") : "",
      therapist_observations: this.dice.chance(0.75) ? (this.#observations[band]?.draw() ?? "") : "",
      next_session_focus: this.#focus.draw(),
      homework_assigned: this.dice.chance(0.8) ? this.#homework.draw() : "",
      techniques_used: this.dice.shuffled(this.#techniques).slice(0, this.dice.chance(0.6) ? 1 : 2),
    };
  }
}

function isAway({ gap }: Course, share: number): boolean {
  return gap !== undefined && share > gap[0] && share < gap[1];
}

function flagsAt({ flags = [] }: Course, share: number, step: number): string[] {
  return flags.filter(([at]) => Math.abs(at - share) <= step / 2).map(([, flag]) => flag);
}

/** Shares of the course at which a session takes place: the rhythm, less holidays, illness and the gap. */
function meetings(course: Course, dice: Dice): number[] {
  const [first, last] = course.span;
  const amount = Math.floor((first - last) / course.every);
  const all = Array.from({ length: amount + 1 }, (_, index) => (amount === 0 ? 0 : index / amount));
  return all.filter((share) => share === 1 || (!isAway(course, share) && !dice.chance(0.08)));
}

/** The sessions of one client, oldest first. Goal ids are given in the order of the course's goals. */
export function sampleSessions(course: Course, clientId: string, goalIds: string[], today: string): NewSession[] {
  const pen = new Pen(course, clientId.length * 7919 + course.name.charCodeAt(0) * 104_729);
  const step = course.every / Math.max(1, course.span[0] - course.span[1]);
  return meetings(course, pen.dice).map((share, index) => {
    const flags = flagsAt(course, share, step);
    const mood = along(course.mood, share) + pen.dice.wobble(course.swing);
    const score = flags.length > 0 ? -2 : Math.max(-2, Math.min(2, Math.round(mood)));
    const band = bandOf(score);
    const minutes = pen.dice.chance(0.1) ? 90 : 50;
    return {
      session_id: `${clientId}-${String(index + 1).padStart(3, "0")}`,
      client_id: clientId,
      timestamp: withOffset(`${dateAt(course, share, today)}T${String(course.hour).padStart(2, "0")}:00`),
      emotional_state: STATES[score + 2] ?? "neutral",
      conversation_summary: pen.summary(band),
      ...pen.notes(band),
      therapeutic_goals: goalIds.filter((_, place) => (index + place) % 3 !== 2),
      session_duration_minutes: minutes,
      crisis_flags: flags,
    };
  });
}
