// The views that need no vault, and those of a vault that holds nothing yet.

/**
 * Each view: the `name` of its pictures, the `route` it stands for, and the `steps` that lead there from the view before.
 *
 * `fromEnd` pictures a tall page up from its end; `after` are steps that the next view needs to find its way.
 */
export const outside = [
  { name: "start-first-visit", route: "start", steps: (visit) => visit.home() },
  { name: "about", route: "about", steps: (visit) => visit.open("#/about") },
  { name: "sample-offer", route: "demo", steps: (visit) => visit.open("#/demo") },
  {
    name: "start-refused",
    route: "start",
    steps: async (visit) => {
      await visit.home();
      await visit.field(visit.words.start.passphrase).fill("short");
      await visit.button(visit.words.start.create).click();
      await visit.page.locator(".field-error").first().waitFor();
    },
  },
  {
    name: "recovery-code",
    route: "recovery-code",
    steps: async (visit) => {
      await visit.home();
      await visit.createVault();
      // Drawn at random, it would make every picture a new one.
      const still = "FR0Z ENRE C0VE RYC0 DE26 SYM8 01QC".split(" ");
      await visit.page.locator(".recovery-code span").evaluateAll((groups, code) => groups.forEach((group, at) => ([...group.childNodes].find(({ nodeType }) => nodeType === 3).data = code[at])), still);
    },
  },
  {
    name: "caseload-empty",
    route: "clients",
    steps: async (visit) => {
      await visit.goWithoutCode();
      await visit.button(visit.words.demo.fill).waitFor();
    },
  },
  {
    name: "client-new",
    route: "add-client",
    steps: async (visit) => {
      await visit.open("#/add-client");
      await visit.button(visit.words.client.save).click();
      await visit.page.locator(".field-error").first().waitFor();
    },
  },
  {
    name: "journal-empty",
    route: "client/journal",
    steps: async (visit) => {
      await visit.field(visit.words.client.name).fill("A. B.");
      await visit.button(visit.words.client.save).click();
      await visit.page.locator(".empty-note").waitFor();
    },
  },
];

/** The locked site, once there are vaults. */
export const locked = [
  {
    name: "start-locked",
    route: "start",
    steps: async (visit) => {
      await visit.lock();
      await visit.field(visit.words.start.passphrase).fill("not this one at all");
      await visit.button(visit.words.start.unlock).click();
      await visit.page.locator("[role=alert]").waitFor();
    },
  },
];
