import { html, nothing, type TemplateResult } from "lit";
import { inputField } from "../components/field.ts";
import { askPasskey, mayHavePasskeys, passkeysAmong } from "../passkeys.ts";
import { text } from "../text/index.ts";
import type { VaultSecret, VaultSlot } from "../vault/api.ts";
import { valuesOf } from "./page.ts";

const words = text.ways;

type Open = (ask: () => Promise<VaultSecret>) => Promise<void>;

/** The ways into a locked vault beside its passphrase: a passkey, and the recovery code. */
export function otherWays(slots: readonly VaultSlot[], isHeldUp: boolean, open: Open): TemplateResult | typeof nothing {
  const hasPasskey = mayHavePasskeys() && passkeysAmong(slots).length > 0;
  const hasCode = slots.some(({ kind }) => kind === "recovery_code");
  if (!hasPasskey && !hasCode) return nothing;
  return html`<div class="other-ways">
    ${hasPasskey ? passkey(slots, isHeldUp, open) : nothing} ${hasCode ? code(isHeldUp, open) : nothing}
  </div>`;
}

function passkey(slots: readonly VaultSlot[], isHeldUp: boolean, open: Open): TemplateResult {
  const ask = () => open(async () => ({ passkey: await askPasskey(slots) }));
  return html`<p class="actions"><button type="button" ?disabled=${isHeldUp} @click=${ask}>${words.usePasskey}</button></p>`;
}

function code(isHeldUp: boolean, open: Open): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { recovery_code = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    void open(() => Promise.resolve({ recovery_code }));
  };
  return html`<details class="fold">
    <summary>${words.forgotten}</summary>
    <form class="stack" autocomplete="off" @submit=${submit}>
      <p>${words.forgottenLead}</p>
      ${inputField({ id: "recovery-code", name: "recovery_code", label: words.code, hint: words.typedHint, required: true })}
      <p class="actions"><button ?disabled=${isHeldUp}>${words.useCode}</button></p>
    </form>
  </details>`;
}
