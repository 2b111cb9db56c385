/** What is said and done in one kind of therapy. Sentences are grouped by how the client is. */
export interface Theme {
  low: string[];
  mid: string[];
  high: string[];
  /** Notes on progress, by the same three groups. */
  progress: [string[], string[], string[]];
  focus: string[];
  homework: string[];
  techniques: string[];
}

/** One sentence a line. */
export function lines(written: string): string[] {
  return written
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
