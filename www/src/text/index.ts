import { de } from "./de.ts";
import { en } from "./en.ts";
import { language } from "./language.ts";

/** Every sentence the site shows, in the language of this page. */
export const text = { de, en }[language];
