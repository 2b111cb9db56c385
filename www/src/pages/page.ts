import { LightElement } from "../components/light-element.ts";
import { sentenceFor } from "../components/refusal.ts";
import type { FieldErrors } from "../components/session-draft.ts";
import { state } from "../state.ts";
import type { VaultClient } from "../vault/client.ts";
import { asVaultError, VaultError } from "../vault/error.ts";

/** A page's content has loaded, so its heading can take the focus. */
export const READY = "tp-ready";

/** What every page shares: the open vault, one running action, the refusal it met. */
export abstract class Page extends LightElement {
  static override properties = { busy: { state: true }, failure: { state: true }, loaded: { state: true } };
  declare busy: boolean;
  declare failure: VaultError | null;
  declare loaded: boolean;

  constructor() {
    super();
    this.busy = false;
    this.failure = null;
    this.loaded = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.reload();
  }

  /** Fetches what the page shows. The default has nothing to fetch. */
  protected load(_vault: VaultClient): Promise<void> {
    return Promise.resolve();
  }

  /** Fetches again, and says so when it is done. */
  protected async reload(): Promise<void> {
    await this.attempt((vault) => this.load(vault));
    this.loaded = true;
    await this.updateComplete;
    this.dispatchEvent(new Event(READY, { bubbles: true }));
  }

  /** What a call answers, or `without` where a record is damaged: that is said, and the rest of the page goes on. */
  protected async unlessDamaged<T>(answer: Promise<T>, without: T): Promise<T> {
    try {
      return await answer;
    } catch (thrown) {
      const error = asVaultError(thrown);
      if (error.code !== "corrupt_record") throw error;
      this.failure = error;
      return without;
    }
  }

  /** Runs one action on the vault; true when it went through. A refusal is kept in `failure`. */
  protected async attempt(action: (vault: VaultClient) => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.failure = null;
    try {
      if (!state.vault) throw new VaultError({ code: "locked", message: "The vault is locked." });
      await action(state.vault);
      return true;
    } catch (thrown) {
      this.failure = asVaultError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

/** A page with a form. What is wrong stands at the field to blame, which then takes the focus. */
export abstract class FormPage extends Page {
  static override properties = { ...Page.properties, errors: { state: true } };
  declare errors: FieldErrors;

  constructor() {
    super();
    this.errors = {};
  }

  /** Acts unless the form was found wrong already; true when it went through. */
  protected async submit(found: FieldErrors, action: (vault: VaultClient) => Promise<void>): Promise<boolean> {
    this.failure = null;
    this.errors = found;
    if (Object.keys(found).length === 0 && (await this.attempt(action))) return true;
    this.errors = { ...found, ...this.#blamed() };
    await this.updateComplete;
    focusFirstError(this);
    return false;
  }

  #blamed(): FieldErrors {
    const { failure } = this;
    return failure?.field === undefined ? {} : { [failure.field]: sentenceFor(failure) };
  }
}

/** The text values of a form by name, as typed: of itself `FormData` would replace broken characters without a word. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const names = [...new FormData(form)].filter(([, value]) => typeof value === "string").map(([name]) => name);
  return Object.fromEntries(names.map((name) => [name, valueOf(form.elements.namedItem(name))]));
}

function valueOf(control: Element | RadioNodeList | null): string {
  return control && "value" in control ? control.value : "";
}

/** Moves the focus to the first field marked as wrong inside an element. */
export function focusFirstError(root: Element): void {
  root.querySelector<HTMLElement>("[aria-invalid='true'], .has-error input, .has-error textarea")?.focus();
}
