import { sentenceFor } from "../components/refusal.ts";
import type { SessionDraft } from "../components/session-draft.ts";
import { go } from "../router.ts";
import { DraftBackEvent, state } from "../state.ts";
import { text } from "../text/index.ts";
import { asVaultError } from "../vault/error.ts";

const words = text.writing.undo;

/** The client whose save can be taken back at the moment. */
let offered: string | null = null;

/** Says that a session was saved, and offers to take that back. */
export function offerUndo(saved: SessionDraft, clientId: string): void {
  offered = clientId;
  state.notify(text.sessionForm.saved, { label: words.undo, key: "u", run: () => void undoSave(saved, clientId) });
}

/** Withdraws the offer: what is being written about this client now would be lost to what comes back. */
export function withdrawUndo(clientId: string): void {
  if (offered !== clientId) return;
  offered = null;
  state.notify("");
}

/**
 * Takes the save back and brings the form back filled.
 *
 * The draft is sealed first, so that the text is never nowhere. It gets another number: the one taken back stays with
 * the struck-out session.
 */
async function undoSave(saved: SessionDraft, clientId: string): Promise<void> {
  offered = null;
  const { vault } = state;
  if (!vault) return;
  try {
    await vault.call("saveDraft", clientId, { ...saved, session_id: crypto.randomUUID() });
    await vault.call("undoSave", saved.session_id).catch(async (refused: unknown) => {
      await vault.call("discardDraft", clientId);
      throw refused;
    });
  } catch (thrown) {
    state.notify(words.refused(sentenceFor(asVaultError(thrown))));
    return;
  }
  state.notify(words.undone);
  state.dispatchEvent(new DraftBackEvent(clientId));
  go({ page: "new-session", client: clientId });
}
