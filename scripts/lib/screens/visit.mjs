// A walk through the site in one language: how the views are reached, whatever their words.

/** The client of the pictures: three years of sessions, a pause, goals, milestones and a crisis. */
export const CLIENT = "Elif Wren";

const PASSPHRASE = "four quiet words here";

/** The site in one language, as a person goes through it. `words` are the site's in that language. */
export class Visit {
  constructor(page, words, origin, folder) {
    Object.assign(this, { page, words, origin, folder });
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  field(name) {
    return this.page.getByLabel(name, { exact: true });
  }

  link(name) {
    return this.page.locator("main").getByRole("link", { name, exact: true });
  }

  /** Opens an address of the site, by its fragment. */
  async open(hash) {
    await this.page.evaluate((next) => (location.hash = next), hash);
    await this.page.locator("main h1").first().waitFor();
  }

  async home() {
    await this.page.goto(`${this.origin}/`);
    await this.page.locator(".gate form").waitFor();
  }

  async createVault(name = this.words.start.nameDefault) {
    const { start } = this.words;
    await this.field(start.name).fill(name);
    await this.field(start.passphrase).fill(PASSPHRASE);
    await this.field(start.again).fill(PASSPHRASE);
    await this.button(start.create).click();
    await this.page.locator(".recovery-code").waitFor();
  }

  /** Goes on from a new vault's recovery code without keeping it. */
  async goWithoutCode() {
    const { skip, skipSure } = this.words.ways;
    await this.button(skip).click();
    await this.button(skipSure).click();
    await this.page.locator(".page-head").waitFor();
  }

  /** Makes the vault that is full of sample data. */
  async openDemo() {
    await this.open("#/demo");
    await this.button(this.words.demo.create).click();
    await this.page.locator(".caseload-row").first().waitFor({ timeout: 120_000 });
  }

  async lock() {
    await this.button(this.words.shell.lock).click();
    await this.page.locator(".vault-choice").first().waitFor();
  }

  async goTo(page) {
    await this.page.locator(".bar-nav").getByRole("link", { name: this.words.shell[page], exact: true }).click();
  }

  /** Opens the record of a client, on one of its parts. */
  async client(section = "journal", name = CLIENT) {
    await this.goTo("clients");
    await this.page.locator(".caseload-name", { hasText: name }).click();
    await this.page.locator(".tabs").getByRole("link", { name: this.words.client.sections[section], exact: true }).click();
    await this.page.locator(`.tabs [aria-current=page]`, { hasText: this.words.client.sections[section] }).waitFor();
  }

  /** Opens one of the views of the trend. */
  async trend(view) {
    await this.client("trend");
    const name = this.words.reading.views.links[view];
    await this.page.locator(".views").getByRole("link", { name, exact: true }).click();
    await this.page.locator(".views [aria-current=page]", { hasText: name }).waitFor();
    await this.page.locator(".reading .drawing svg").first().waitFor();
  }

  async writeSession(name = CLIENT) {
    await this.client("journal", name);
    await this.link(this.words.client.newSession).click();
    await this.page.locator("#session-minutes").waitFor();
  }

  /** Notes what happened in the client's life, `[kind, description, date]` each. */
  async noteEvents(events) {
    const { add, kind, kinds, description, date, save } = this.words.reading.events;
    for (const [of, what, day] of events) {
      await this.button(add).click();
      await this.field(description).fill(what);
      await this.field(kind).selectOption({ label: kinds[of] });
      await this.field(date).fill(day);
      await this.button(save).click();
      await this.page.locator(".event-what", { hasText: what }).waitFor();
    }
  }

  /** Makes a backup, and keeps the file's path for the views that read one. */
  async makeBackup() {
    const { exportTitle, passphrase, again, make } = this.words.files;
    const form = this.page.getByRole("region", { name: exportTitle });
    await form.getByLabel(passphrase, { exact: true }).fill(PASSPHRASE);
    await form.getByLabel(again, { exact: true }).fill(PASSPHRASE);
    await this.button(make).click();
    const link = form.locator("a[download]");
    const download = this.page.waitForEvent("download");
    await link.click();
    this.backup = `${this.folder}/backup.tar.age`;
    await (await download).saveAs(this.backup);
  }

  /** Brings the backup to one of the forms of the page of files. */
  async giveBackup(title, { file, passphrase, start }) {
    const form = this.page.getByRole("region", { name: title });
    await form.getByLabel(file).setInputFiles(this.backup);
    await form.getByLabel(passphrase, { exact: true }).fill(PASSPHRASE);
    await this.button(start).click();
  }
}
