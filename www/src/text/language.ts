/** The languages that the site speaks, as it names itself in each. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = "language";

/** The region whose dates and numbers go with a language. */
const LOCALES: Record<Language, string> = { en: "en-GB", de: "de-DE" };

function isLanguage(name: string | null | undefined): name is Language {
  return name === "en" || name === "de";
}

/** The choice kept in this browser; none where it lets the page keep nothing. */
function keptChoice(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The chosen language, else the first of the browser's that the site speaks, else English. */
function findLanguage(): Language {
  const chosen = keptChoice();
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((name) => name.slice(0, 2)).find(isLanguage) ?? "en";
}

/** The language of this page; fixed while it is open. */
export const language = findLanguage();

/** What Intl calls it. */
export const locale = LOCALES[language];

/** Keeps a choice, which the page shows when it is loaded again; false where the browser keeps nothing. */
export function chooseLanguage(next: Language): boolean {
  try {
    localStorage.setItem(KEY, next);
    return true;
  } catch {
    return false;
  }
}
