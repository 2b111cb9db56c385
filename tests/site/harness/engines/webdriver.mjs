// A client of classic WebDriver (https://www.w3.org/TR/webdriver2/), as far as one person's story needs it.

/** The name under which the protocol passes an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

async function call(method, address, body) {
  const response = await fetch(address, { method, body: body && JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  const { value } = await response.json();
  if (response.ok) return value;
  throw new Error(`${value.error}: ${value.message}`);
}

/** One browser with one page, held by a driver that listens at an address. */
export class WebDriver {
  #address;
  #onEveryPage;

  constructor(address, version, onEveryPage) {
    this.#address = address;
    this.#onEveryPage = onEveryPage;
    this.version = version;
  }

  /** Starts a browser; rejects where the driver cannot. `onEveryPage` runs in each page once it has loaded. */
  static async start(address, capabilities, onEveryPage = () => undefined) {
    const { sessionId, capabilities: granted } = await call("POST", `${address}/session`, { capabilities: { alwaysMatch: capabilities } });
    return new WebDriver(`${address}/session/${sessionId}`, granted.browserVersion, onEveryPage);
  }

  /** Any command of the session, for what one driver alone can do. */
  command(path, body = {}) {
    return call("POST", `${this.#address}/${path}`, body);
  }

  async goto(url) {
    await this.command("url", { url });
    await this.run(this.#onEveryPage);
  }

  /** Runs a function in the page and resolves to what it resolves to; elements may go in and come out. */
  run(work, ...args) {
    return this.command("execute/sync", { script: `return (${work}).apply(null, arguments)`, args });
  }

  press(element) {
    return this.command(`element/${element[ELEMENT]}/click`);
  }

  /** Types at the end of a field. */
  type(element, text) {
    return this.command(`element/${element[ELEMENT]}/value`, { text });
  }

  /** Chooses a file as the picker of a file field would. */
  choose(element, path) {
    return this.type(element, path);
  }

  async picture() {
    return Buffer.from(await call("GET", `${this.#address}/screenshot`), "base64");
  }

  end() {
    return call("DELETE", this.#address);
  }
}
