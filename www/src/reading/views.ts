/** The ways to read a client's course, each with an address of its own. */
export const PICTURES = ["timeline", "year", "quarters"] as const;
export const REVIEWS = ["daily", "weekly", "monthly", "quarterly", "yearly", "multi-year"] as const;

export type Picture = (typeof PICTURES)[number];
export type Review = (typeof REVIEWS)[number];
export type ReadingView = Picture | Review;

export function isReview(view: ReadingView): view is Review {
  return (REVIEWS as readonly string[]).includes(view);
}

export function isReadingView(name: string): name is ReadingView {
  return ([...PICTURES, ...REVIEWS] as readonly string[]).includes(name);
}
