// The views around the record: files, settings, and what opens above every view.

const files = [
  { name: "files", route: "files", steps: (visit) => visit.goTo("files") },
  {
    name: "files-made",
    route: "files",
    steps: async (visit) => {
      await visit.makeBackup();
      await visit.button(visit.words.backup.confirmSaved).waitFor();
    },
  },
  {
    name: "files-imported",
    fromEnd: true,
    route: "files",
    steps: async (visit) => {
      const { files: words } = visit.words;
      await visit.giveBackup(words.importTitle, { file: words.file, passphrase: words.filePassphrase, start: words.read });
      await visit.page.getByRole("heading", { name: words.imported }).waitFor();
    },
  },
  {
    name: "files-drill",
    fromEnd: true,
    route: "files",
    steps: async (visit) => {
      const { drill } = visit.words;
      await visit.giveBackup(drill.title, drill);
      await visit.page.getByRole("heading", { name: drill.whole }).waitFor();
    },
  },
];

const settings = [
  { name: "settings", route: "settings", steps: (visit) => visit.goTo("settings") },
  {
    name: "settings-delete",
    fromEnd: true,
    route: "settings",
    steps: async (visit) => {
      const { settings: words } = visit.words;
      await visit.page.getByText(`${words.delete}…`, { exact: true }).click();
      await visit.field(words.deletePassphrase).waitFor();
    },
  },
];

const ways = [
  {
    name: "new-passphrase",
    route: "new-passphrase",
    steps: async (visit) => {
      await visit.open("#/new-passphrase");
      await visit.page.locator("tp-new-passphrase form").waitFor();
    },
  },
];

const audit = [
  {
    name: "audit",
    route: "audit",
    steps: async (visit) => {
      await visit.goTo("settings");
      await visit.page.getByRole("link", { name: visit.words.audit.cardLink }).click();
      await visit.page.locator(".audit-lines li").first().waitFor();
    },
  },
];

const retention = [
  {
    name: "retention",
    route: "retention",
    steps: async (visit) => {
      const { retention: words } = visit.words;
      await visit.goTo("settings");
      await visit.link(words.open).click();
      await visit.page.locator("tp-retention-policy form").waitFor();
      await visit.page.locator("#kept-client").selectOption({ index: 1 });
      await visit.page.locator("tp-kept-client").waitFor();
    },
  },
  {
    name: "retention-delete",
    route: "retention",
    steps: async (visit) => {
      const { retention: words } = visit.words;
      await visit.button(words.delete).click();
      await visit.field(words.deleteReason).fill("The client asked for it.");
    },
  },
  {
    name: "retention-certificate",
    route: "retention",
    steps: async (visit) => {
      const { retention: words } = visit.words;
      const name = await visit.page.locator("#deletion-title").textContent();
      const [, client] = new RegExp(words.deleteTitle("(.+)")).exec(name);
      await visit.page.locator("#deletion-name").fill(client);
      await visit.button(words.deleteNow).click();
      await visit.page.locator(".certificate").waitFor({ timeout: 60_000 });
    },
  },
];

const above = [
  {
    name: "keys-help",
    route: "clients",
    steps: async (visit) => {
      await visit.goTo("clients");
      await visit.page.locator(".caseload-row").first().waitFor();
      await visit.page.keyboard.press("?");
      await visit.page.getByRole("heading", { name: visit.words.writing.keys.title, exact: true }).waitFor();
    },
  },
  {
    name: "palette",
    route: "clients",
    steps: async (visit) => {
      await visit.page.keyboard.press("Escape");
      await visit.page.keyboard.press("n");
      await visit.page.locator("[role=option]").first().waitFor();
    },
    after: (visit) => visit.page.keyboard.press("Escape"),
  },
];

/** In the order in which they are walked. */
export const around = [...files, ...settings, ...ways, ...audit, ...above, ...retention];
