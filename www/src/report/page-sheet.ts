/** The paper that a report is printed on. */
export type PaperSize = "a4" | "letter";

export const PAPER_SIZES: readonly PaperSize[] = ["a4", "letter"];

/** What stands in the margins of every page. */
export interface Margins {
  size: PaperSize;
  headLeft: string;
  headRight: string;
  footLeft: string;
  /** A text in which `{page}` stands for the page's number and `{pages}` for how many there are. */
  page: string;
}

/** A text as a string of a style sheet. */
function quoted(text: string): string {
  const escape = (char: string) => `\\${char.charCodeAt(0).toString(16)} `;
  return `"${text.replace(/["\\\p{Cc}<]/gu, escape)}"`;
}

/** The same with the page's numbers filled in as it is printed. */
function counted(text: string): string {
  const counters: Record<string, string> = { "{page}": "counter(page)", "{pages}": "counter(pages)" };
  return text.split(/(\{pages?\})/).map((piece) => counters[piece] ?? quoted(piece)).join(" ");
}

function box(place: string, content: string): string {
  return `@${place} { content: ${content}; font: 8.5pt/1.3 system-ui, sans-serif; color: #50585c; }`;
}

/** The rules for pages of that size with these margins. Browsers without margin boxes pass over those. */
export function pageRules({ size, headLeft, headRight, footLeft, page }: Margins): string {
  return `@page {
    size: ${size === "a4" ? "A4" : "letter"} portrait;
    margin: 22mm 18mm 20mm;
    ${box("top-left", quoted(headLeft))}
    ${box("top-right", quoted(headRight))}
    ${box("bottom-left", quoted(footLeft))}
    ${box("bottom-right", counted(page))}
  }`;
}

/** Whether this browser prints what stands in the margins. One that does not drops those rules as it reads them. */
export function printsMargins(): boolean {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page { ${box("top-left", quoted(""))} }`);
  return sheet.cssRules[0]?.cssText.includes("top-left") ?? false;
}

const NORTH_AMERICA = new Set(["US", "CA", "MX", "PH"]);

/** The region of a language tag; none where a browser gives what is no tag: WebKitGTK says “C” on a system without a language. */
function regionOf(languageTag: string): string {
  try {
    return new Intl.Locale(languageTag).region ?? "";
  } catch (error) {
    if (error instanceof RangeError) return "";
    throw error;
  }
}

/** The paper of the region that a language tag names. */
export function usualPaper(languageTag: string): PaperSize {
  return NORTH_AMERICA.has(regionOf(languageTag)) ? "letter" : "a4";
}
