import { html, nothing, type TemplateResult } from "lit";
import { href } from "../router.ts";
import { text } from "../text/index.ts";
import type { StruckSession } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { VaultError } from "../vault/error.ts";

const words = text.striking;

/** A client's sessions that are struck out; null where one of them is damaged. */
export async function readStruck(vault: VaultClient, clientId: string): Promise<StruckSession[] | null> {
  try {
    return await vault.call("getStruckSessions", clientId);
  } catch (thrown) {
    if (!(thrown instanceof VaultError) || thrown.code !== "corrupt_record") throw thrown;
    return null;
  }
}

/** What was struck out, at the foot of the journal, each with its way to the session. */
export function struckList(struck: StruckSession[] | null, clientId: string): TemplateResult | typeof nothing {
  if (struck === null) return html`<p class="caution no-print"><span>${words.damaged}</span></p>`;
  if (struck.length === 0) return nothing;
  const row = ({ session, struck_at, reason }: StruckSession) => {
    const address = href({ page: "session", client: clientId, session: session.session_id });
    return html`<li><a href=${address}>${text.sessions.title(session)}</a><span class="facts">${words.struck(struck_at, reason)}</span></li>`;
  };
  return html`<details class="fold struck-list no-print">
    <summary>${words.list(struck.length)}</summary>
    <p class="facts">${words.listLead}</p>
    <ul>${struck.map(row)}</ul>
  </details>`;
}
