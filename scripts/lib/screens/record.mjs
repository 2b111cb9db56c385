// The views of the list of clients and of one client's record.

const ADDRESS = "client/journal";

/** Three events that explain the bends of the course. */
const EVENTS = [
  ["medication", "Sertraline raised to 100 mg", "2024-09-03"],
  ["loss", "Her grandmother died", "2025-02-11"],
  ["life", "New job, four days a week", "2025-11-03"],
];

const session = [
  {
    name: "session-form",
    route: "new-session",
    steps: (visit) => visit.writeSession(),
  },
  {
    name: "session-form-template",
    route: "new-session",
    steps: async (visit) => {
      const { writing, sessionForm, moods } = visit.words;
      await visit.page.getByText(writing.templates.soap.name, { exact: true }).click();
      await visit.page.getByText(moods.state("positive"), { exact: true }).click();
      await visit.field(writing.templates.soap.parts.conversation_summary.label).fill("Slept well all week.");
      const techniques = visit.page.getByRole("combobox", { name: sessionForm.techniques });
      await techniques.focus();
      await techniques.press("ArrowDown");
      await techniques.press("Enter");
      await techniques.press("ArrowDown");
      await visit.page.locator(".combo-list:not([hidden])").waitFor();
      await visit.page.locator(".save-bar .hint:not(.keys)").waitFor();
    },
  },
  {
    name: "session",
    route: "session",
    steps: async (visit) => {
      await visit.client();
      await visit.page.locator(".entry a").nth(2).click();
      await visit.button(visit.words.sessions.amend).waitFor();
    },
  },
  {
    name: "session-amend",
    route: "session",
    steps: async (visit) => {
      await visit.button(visit.words.sessions.amend).click();
      await visit.field(visit.words.sessions.reason).waitFor();
    },
  },
];

const journal = [
  { name: "journal", route: ADDRESS, steps: (visit) => visit.client() },
  {
    name: "journal-filtered",
    route: ADDRESS,
    steps: async (visit) => {
      const { journal: words, moods } = visit.words;
      await visit.button(words.filter).click();
      await visit.button(moods.state("negative")).click();
      await visit.page.locator(".journal-chips li").waitFor();
    },
  },
  {
    name: "journal-searched",
    route: ADDRESS,
    steps: async (visit) => {
      const { journal: words, sessions } = visit.words;
      await visit.button(words.clear).click();
      await visit.button(words.filter).click();
      await visit.field(sessions.searchLabel).fill("sleep");
      await visit.page.locator(".found").first().waitFor();
    },
  },
];

const plans = [
  {
    name: "goals",
    route: "client/goals",
    steps: async (visit) => {
      const { goals } = visit.words;
      await visit.client("goals");
      await visit.page.locator(".goal summary", { hasText: goals.history }).first().click();
      await visit.page.locator("tp-goal-chart svg").first().waitFor();
    },
  },
  {
    name: "goals-update",
    route: "client/goals",
    steps: async (visit) => {
      const { goals } = visit.words;
      await visit.page.locator(".goal summary", { hasText: goals.history }).first().click();
      await visit.page.locator(".goal summary", { hasText: goals.update }).first().click();
      await visit.button(goals.add).click();
      await visit.field(goals.description).waitFor();
    },
  },
  {
    name: "milestones",
    route: "client/milestones",
    steps: async (visit) => {
      await visit.client("milestones");
      await visit.button(visit.words.milestones.add).click();
      await visit.field(visit.words.milestones.description).waitFor();
    },
  },
];

const trend = [
  {
    name: "trend-timeline",
    route: "client/trend/timeline",
    steps: async (visit) => {
      await visit.trend("timeline");
      await visit.noteEvents(EVENTS);
      await visit.button(visit.words.reading.timeline.spans.all).click();
      await visit.page.evaluate(() => scrollTo(0, 0));
    },
  },
  {
    name: "trend-events",
    fromEnd: true,
    route: "client/trend/timeline",
    steps: async (visit) => {
      const { timeline, events } = visit.words.reading;
      await visit.button(timeline.spans.d366).click();
      await visit.button(events.add).click();
      await visit.field(events.description).waitFor();
    },
  },
  ...["year", "quarters", "daily", "weekly", "monthly", "quarterly", "yearly", "multi-year"].map((view) => ({
    name: `trend-${view}`,
    route: `client/trend/${view}`,
    steps: (visit) => visit.trend(view),
  })),
];

const reports = ["own", "client", "supervisor"].map((audience) => ({
  name: `report-${audience}`,
  route: "client/report",
  steps: async (visit) => {
    const { report, paper } = visit.words;
    await visit.client("report");
    await visit.button(report.days(365)).click();
    await visit.button(paper.audiences[audience]).click();
    await visit.page.locator(".report[aria-busy=false] svg").first().waitFor();
  },
}));

const clients = [
  {
    name: "caseload",
    route: "clients",
    steps: async (visit) => {
      await visit.goTo("clients");
      await visit.page.locator(".caseload-row").first().waitFor();
    },
  },
  {
    name: "caseload-narrowed",
    route: "clients",
    steps: async (visit) => {
      await visit.button(visit.words.caseload.statuses.closed).click();
      await visit.page.locator("[type=search]").fill("q");
      await visit.button(visit.words.caseload.clear).waitFor();
    },
  },
  {
    name: "client-details",
    route: "edit-client",
    steps: async (visit) => {
      await visit.button(visit.words.caseload.clear).click();
      await visit.client();
      await visit.link(visit.words.client.details).click();
      await visit.page.locator("#client-notes").waitFor();
    },
  },
];

/** Last of all: what is signed and amended here would stand in the pictures before. */
const compartments = [
  {
    name: "session-signed",
    route: "session",
    steps: async (visit) => {
      const { signing, notes } = visit.words;
      await visit.client();
      await visit.page.locator(".entry a").nth(2).click();
      await visit.button(signing.sign).click();
      await visit.field(signing.statement).fill("A. Quill");
      await visit.button(signing.confirm).click();
      await visit.page.locator(".entry-full .signature", { hasText: "A. Quill" }).waitFor();
      await visit.button(notes.open).click();
      await visit.field(notes.label).fill("What if the pause was hers to ask for?");
      await visit.button(notes.save).click();
    },
  },
  {
    name: "session-versions",
    fromEnd: true,
    route: "session",
    steps: async (visit) => {
      const { notes, sessions } = visit.words;
      await visit.button(notes.close).click();
      await visit.button(sessions.amend).click();
      const field = visit.page.locator("textarea").first();
      await field.fill(`${(await field.inputValue()).replace(/ \w+/, " hardly")} She said so twice.`);
      await visit.field(sessions.reason).fill("Said more exactly");
      await visit.button(sessions.saveAmendment).click();
      await visit.page.locator(".revisions > summary").click();
      await visit.page.locator(".comparison ins").first().waitFor();
    },
  },
];

/** In the order in which they are walked. */
export const record = [...clients, ...journal, ...session, ...plans, ...trend, ...reports, ...compartments];
