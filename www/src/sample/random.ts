/** A small deterministic generator, so that the sample caseload is the same every time. Not for secrets. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, under 1. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  /** Between −size and +size, likelier near 0. */
  wobble(size: number): number {
    return (this.roll() + this.roll() - 1) * size;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const keyed = items.map((item) => ({ item, key: this.roll() }));
    return keyed.toSorted((one, other) => one.key - other.key).map(({ item }) => item);
  }
}

/** Draws without repeating until everything was drawn, then starts over in another order. */
export class Deck<T> {
  #dice: Dice;
  #cards: readonly T[];
  #left: T[] = [];

  constructor(cards: readonly T[], dice: Dice) {
    this.#cards = cards;
    this.#dice = dice;
  }

  draw(): T {
    if (this.#left.length === 0) this.#left = this.#dice.shuffled(this.#cards);
    const card = this.#left.pop();
    if (card === undefined) throw new RangeError("A deck needs at least one card.");
    return card;
  }
}
