import { formatTick } from "../text/format.ts";
import { monthTicks } from "./theme.ts";

const DAY_MS = 86_400_000;

/** Above this an axis names months and years rather than days, in days. */
const LONG_AXIS = 200;

/** What a character of an axis needs, and what must stay free between two words, in pixels. */
const CHARACTER = 6.4;
const BETWEEN = 6;
/** What a character of a text needs on average, in pixels. */
const LETTER = 6;

/** Whether texts of a drawing stand side by side in so many pixels. Where they do not, the sentence beside it has them. */
export function standBeside(texts: readonly string[], room: number): boolean {
  return texts.join("").length * LETTER + 2 * BETWEEN <= room;
}

/** Pixels over milliseconds along an axis of time. */
export interface TimeScale {
  width: number;
  start: Date;
  end: Date;
}

/**
 * The words of an axis of time, for `tickFormat`.
 *
 * Where the ticks stand closer than their words are wide, only every second or third is named, and none again by the word
 * of the one before. Plot hands over all
 * ticks as the third argument, which its types leave out.
 */
export function tickWords({ width, start, end }: TimeScale, format: (date: Date) => string) {
  const perMs = width / Math.max(1, end.getTime() - start.getTime());
  return (date: Date, index: number, ticks: readonly Date[] = []): string => {
    const apart = Math.min(...ticks.slice(1).map((tick, place) => tick.getTime() - (ticks[place]?.getTime() ?? 0)));
    const need = Math.max(...ticks.map((tick) => format(tick).length)) * CHARACTER + BETWEEN;
    const every = Number.isFinite(apart) ? Math.ceil(need / (apart * perMs)) : 1;
    const before = ticks[index - every];
    return index % every === 0 && !(before && format(before) === format(date)) ? format(date) : "";
  };
}

/** The ticks of an axis of time and their words: days, or months where it is long. */
export function timeTicks(scale: TimeScale) {
  const days = (scale.end.getTime() - scale.start.getTime()) / DAY_MS;
  const long = days > LONG_AXIS;
  const ticks = long ? monthTicks(days, scale.width) : Math.max(2, Math.floor(scale.width / 100));
  return { ticks, tickFormat: tickWords(scale, (date) => formatTick(date, long)) };
}
