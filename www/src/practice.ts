import { asTemplate, TEMPLATE_KEY, type NoteTemplate } from "./components/note-templates.ts";
import { enableSingleKeys } from "./keys.ts";
import { changeSettings } from "./settings.ts";
import type { VaultClient } from "./vault/client.ts";

const SINGLE_KEYS = "single_keys";

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
