import type { ReactiveController, ReactiveControllerHost } from "lit";
import { pageRules, type Margins } from "./page-sheet.ts";

/** What a page looks like on paper. */
export interface Paper extends Margins {
  /** The document's title, which browsers offer as the file's name. */
  title: string;
}

/**
 * Gives a page its paper for as long as it is shown: size, margins, and a title while it prints.
 *
 * The rules are made at run time, since no rule can take its words from the page. The content policy allows a sheet
 * that a script constructs, and no markup is involved.
 */
export class PaperController implements ReactiveController {
  #sheet = new CSSStyleSheet();
  #screenTitle = "";
  #describe: () => Paper | null;
  #printed: () => void;

  /** `describe` answers null while there is nothing to print; `printed` hears of each printing. */
  constructor(host: ReactiveControllerHost, describe: () => Paper | null, printed: () => void = () => undefined) {
    this.#describe = describe;
    this.#printed = printed;
    host.addController(this);
  }

  hostConnected(): void {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#sheet];
    addEventListener("beforeprint", this.#before);
    addEventListener("afterprint", this.#after);
  }

  hostDisconnected(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    removeEventListener("beforeprint", this.#before);
    removeEventListener("afterprint", this.#after);
  }

  hostUpdated(): void {
    const paper = this.#describe();
    this.#sheet.replaceSync(paper ? pageRules(paper) : "");
  }

  #before = (): void => {
    this.#screenTitle = document.title;
    const paper = this.#describe();
    document.title = paper?.title ?? document.title;
    if (paper) this.#printed();
  };

  #after = (): void => {
    document.title = this.#screenTitle;
  };
}
