import { readWeeks } from "./caseload/view.ts";
import { asTemplate, TEMPLATE_KEY, type NoteTemplate } from "./components/note-templates.ts";
import { enableSingleKeys } from "./keys.ts";
import { changeSettings, readSettings } from "./settings.ts";
import type { VaultClient } from "./vault/client.ts";

const SINGLE_KEYS = "single_keys";
const UNSEEN_WEEKS = "unseen_weeks";
const STATEMENT = "signature_statement";

/** What the practice has chosen about writing. */
export interface WritingChoices {
  noteTemplate: NoteTemplate;
  singleKeys: boolean;
}

/** The choices, as the vault keeps them. */
export async function writingChoices(vault: VaultClient): Promise<WritingChoices> {
  const settings = await vault.call("getSettings");
  return { noteTemplate: asTemplate(settings[TEMPLATE_KEY]), singleKeys: settings[SINGLE_KEYS] !== false };
}

/** Remembers the template for the next note. */
export function rememberTemplate(vault: VaultClient, template: NoteTemplate): Promise<void> {
  return changeSettings(vault, () => ({ [TEMPLATE_KEY]: template }));
}

/** Turns the shortcuts of a single key on or off, here at once and for every later visit. */
export async function chooseSingleKeys(vault: VaultClient, on: boolean): Promise<void> {
  await changeSettings(vault, () => ({ [SINGLE_KEYS]: on }));
  enableSingleKeys(on);
}

/** After how many weeks without a session a client counts as not seen; null where nobody has said. */
export async function unseenWeeks(vault: VaultClient): Promise<number | null> {
  const weeks = (await readSettings(vault))[UNSEEN_WEEKS];
  return typeof weeks === "number" ? readWeeks(String(weeks)) : null;
}

/** Remembers that number for every later visit. */
export function rememberUnseenWeeks(vault: VaultClient, weeks: number): Promise<void> {
  return changeSettings(vault, () => ({ [UNSEEN_WEEKS]: weeks }));
}

/** What the last signature stated. */
export async function lastStatement(vault: VaultClient): Promise<string> {
  const statement = (await readSettings(vault))[STATEMENT];
  return typeof statement === "string" ? statement : "";
}

/** Remembers what a signature stated, for the next one. */
export function rememberStatement(vault: VaultClient, statement: string): Promise<void> {
  return changeSettings(vault, () => ({ [STATEMENT]: statement }));
}
