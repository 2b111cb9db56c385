// A client of WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), as far as one person's story needs it.
import { once } from "node:events";
import { WebSocket } from "ws";

/** A plain value or an element, as the protocol wants to be given it. */
function given(value) {
  if (value?.sharedId) return value;
  if (value === undefined || value === null) return { type: String(value) };
  return { type: typeof value, value };
}

/** What the protocol answered, as a plain value or an element. */
function received({ type, value, sharedId }) {
  if (type === "node") return { sharedId };
  if (type === "array") return value.map(received);
  return type === "null" ? null : value;
}

const keys = (text) => [...text].flatMap((value) => ["keyDown", "keyUp"].map((type) => ({ type, value })));

/** One browser with one page, which listens for the protocol itself. */
export class Bidi {
  #socket;
  #page;
  #waiting = new Map();
  /** What the page reported as an error since the browser started: uncaught ones, and errors on its console. */
  errors = [];

  constructor(socket) {
    this.#socket = socket;
    socket.on("message", (data) => this.#take(JSON.parse(data)));
    socket.on("close", () => this.#waiting.forEach(({ reject }) => reject(new Error("The browser is gone."))));
  }

  /** Opens a session with a browser. `downloads` is the folder that files are saved in. */
  static async start(address, downloads) {
    const socket = new WebSocket(`${address}/session`);
    await once(socket, "open");
    const bidi = new Bidi(socket);
    const { capabilities } = await bidi.command("session.new", { capabilities: {} });
    bidi.version = capabilities.browserVersion;
    await bidi.command("session.subscribe", { events: ["log.entryAdded"] });
    await bidi.command("browser.setDownloadBehavior", { downloadBehavior: { type: "allowed", destinationFolder: downloads } });
    bidi.#page = (await bidi.command("browsingContext.getTree", {})).contexts[0].context;
    return bidi;
  }

  command(method, params) {
    return new Promise((resolve, reject) => {
      const id = this.#waiting.size + 1;
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  goto(url) {
    return this.command("browsingContext.navigate", { context: this.#page, url, wait: "complete" });
  }

  /** Runs a function in the page and resolves to what it resolves to; elements may go in and come out. */
  async run(work, ...args) {
    const call = { functionDeclaration: String(work), arguments: args.map(given), target: { context: this.#page }, awaitPromise: true };
    const { type, result, exceptionDetails } = await this.command("script.callFunction", call);
    if (type === "success") return received(result);
    throw new Error(exceptionDetails.text);
  }

  /** Presses the middle of an element, or whatever covers it there. */
  press(element) {
    const move = { type: "pointerMove", x: 0, y: 0, origin: { type: "element", element } };
    const actions = [move, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
    return this.#act({ type: "pointer", id: "mouse", actions });
  }

  /** Types at the end of a field. */
  async type(element, text) {
    await this.run((target) => target.focus(), element);
    await this.#act({ type: "key", id: "keyboard", actions: keys(text) });
  }

  /** Chooses a file as the picker of a file field would. */
  choose(element, path) {
    return this.command("input.setFiles", { context: this.#page, element, files: [path] });
  }

  async picture() {
    const { data } = await this.command("browsingContext.captureScreenshot", { context: this.#page });
    return Buffer.from(data, "base64");
  }

  /** The page as a PDF on paper of this size in centimetres. */
  async print(page) {
    const { data } = await this.command("browsingContext.print", { context: this.#page, page });
    return Buffer.from(data, "base64");
  }

  end() {
    return this.command("browser.close", {});
  }

  #act(source) {
    return this.command("input.performActions", { context: this.#page, actions: [source] });
  }

  #take({ type, id, result, error, message, params }) {
    if (type === "event") {
      if (params.level === "error") this.errors.push(params.text);
    } else if (type === "success") this.#waiting.get(id).resolve(result);
    else this.#waiting.get(id).reject(new Error(`${error}: ${message}`));
  }
}
