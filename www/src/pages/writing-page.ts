import { NO_WORDS } from "../components/tp-session-fields.ts";
import type { Vocabulary } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { asVaultError } from "../vault/error.ts";
import { FormPage } from "./page.ts";

/** A page on which a session is written, with the practice's own words to complete it. */
export abstract class WritingPage extends FormPage {
  static override properties = { ...FormPage.properties, vocabulary: { state: true } };
  declare vocabulary: Vocabulary;

  constructor() {
    super();
    this.vocabulary = NO_WORDS;
  }

  /** Fetches the words. It reads many sessions, so no form waits for it. */
  protected async loadVocabulary(vault: VaultClient): Promise<void> {
    try {
      this.vocabulary = await vault.call("getVocabulary");
    } catch (thrown) {
      this.failure = asVaultError(thrown);
    }
  }
}
