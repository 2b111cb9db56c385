import { html, type TemplateResult } from "lit";
import { ownBuild } from "../app/build.ts";
import { icons } from "../components/icons.ts";
import { LightElement } from "../components/light-element.ts";
import { href } from "../router.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";

const words = text.about;

function part(title: string, content: TemplateResult): TemplateResult {
  return html`<dt>${title}</dt><dd>${content}</dd>`;
}

function list(items: readonly string[]): TemplateResult {
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** Which version this is, and by what it can be told from a changed one. */
function versionText(): TemplateResult {
  const { version, checksum } = ownBuild();
  return html`<p>${words.version(version)}</p><p><code class="checksum">${checksum}</code></p><p>${words.versionCheck}</p>`;
}

/** What the vault protects and what not, in plain words. */
export function aboutText(): TemplateResult {
  const { protects, not, visible, offline, browser, judgement } = words;
  return html`<dl class="about">
    ${part(words.protectsTitle, list(protects))} ${part(words.notTitle, list(not))}
    ${part(words.visibleTitle, html`${visible}`)} ${part(words.offlineTitle, html`${offline}`)}
    ${part(words.browserTitle, html`${browser}`)} ${part(words.judgementTitle, html`${judgement}`)}
    ${part(words.versionTitle, versionText())}
  </dl>`;
}

/** The same as a page of its own, which needs no open vault. */
export class AboutPage extends LightElement {
  protected override render(): TemplateResult {
    const back = state.vault ? text.shell.clients : text.start.title;
    return html`<p class="crumb"><a href=${href({ page: "clients" })}>${icons.back}${back}</a></p>
      <h1 tabindex="-1" data-focus>${words.title}</h1>
      <section class="card">${aboutText()}</section>`;
  }
}

customElements.define("tp-about", AboutPage);
