/** What a character of an axis needs, and what must stay free between two words, in pixels. */
const CHARACTER = 6.4;
const BETWEEN = 6;

/** Pixels over milliseconds along an axis of time. */
export interface TimeScale {
  width: number;
  start: Date;
  end: Date;
}

/**
 * The words of an axis of time, for `tickFormat`.
 *
 * Where the ticks stand closer than their words are wide, only every second or third is named. Plot hands over all
 * ticks as the third argument, which its types leave out.
 */
export function tickWords({ width, start, end }: TimeScale, format: (date: Date) => string) {
  const perMs = width / Math.max(1, end.getTime() - start.getTime());
  return (date: Date, index: number, ticks: readonly Date[] = []): string => {
    const apart = Math.min(...ticks.slice(1).map((tick, place) => tick.getTime() - (ticks[place]?.getTime() ?? 0)));
    const need = Math.max(...ticks.map((tick) => format(tick).length)) * CHARACTER + BETWEEN;
    const every = Number.isFinite(apart) ? Math.ceil(need / (apart * perMs)) : 1;
    return index % every === 0 ? format(date) : "";
  };
}
