// Takes a picture of every view: on a desktop and on a phone, light and dark, in English and in German.
// What it writes to docs/screens/ is committed, so that a change of the site's looks shows in a diff.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSite } from "../tests/site/harness/index.mjs";
import { pictured } from "../tests/site/harness/pages.mjs";
import { wordsOf } from "../tests/site/harness/words.mjs";
import { at, BuildError } from "./lib/files.mjs";
import { writePng } from "./lib/png.mjs";
import { DEVICES, openCamera, SCHEMES } from "./lib/screens/camera.mjs";
import { inFewColours } from "./lib/screens/palette.mjs";
import { readPng } from "./lib/screens/read-png.mjs";
import { sheetOf } from "./lib/screens/sheet.mjs";
import { holdStill, TIME_ZONE } from "./lib/screens/still.mjs";
import { routeOf, views, walk } from "./lib/screens/views.mjs";
import { Visit } from "./lib/screens/visit.mjs";

const LANGUAGES = { en: "en-GB", de: "de-DE" };
/** Views of which the name contains one of these, separated by commas, or all. */
const wanted = (process.argv[2] ?? "").split(",");
const isWanted = ({ name }) => wanted.some((part) => name.includes(part));
const taken = new Map();

function checkRoute(visit, { name, route }) {
  const isLocked = route === "start";
  const found = isLocked ? "start" : routeOf(new URL(visit.page.url()).hash);
  if (found !== route) throw new BuildError(`The view ${name} should show ${route}, and shows ${found}.`);
}

async function picture({ visit, camera, language }, view) {
  await camera.rest();
  await pictured(visit.page, () => view.steps(visit));
  checkRoute(visit, view);
  if (isWanted(view)) {
    await visit.page.locator(".notice").waitFor({ state: "detached", timeout: 60_000 });
    for (const device of Object.keys(DEVICES)) {
      for (const scheme of SCHEMES) {
        taken.set(`${view.name} ${device} ${language} ${scheme}`, await camera.take(device, scheme, view.fromEnd));
      }
    }
  }
  await view.after?.(visit);
}

async function goRound(round) {
  const { visit } = round;
  for (const view of walk.outside) await picture(round, view);
  await visit.lock();
  await visit.openDemo();
  for (const view of [...walk.filled, ...walk.locked]) await picture(round, view);
}

async function walkIn(language, folder) {
  const site = await openSite({ locale: LANGUAGES[language], timezoneId: TIME_ZONE, reducedMotion: "reduce" });
  try {
    await holdStill(site.context);
    const page = await site.context.newPage();
    page.setDefaultTimeout(20_000);
    const visit = new Visit(page, await wordsOf(language), site.origin, folder);
    await goRound({ visit, camera: await openCamera(page), language });
  } finally {
    await site.close();
  }
}

function writeSheets(name) {
  for (const device of Object.keys(DEVICES)) {
    const pictures = Object.keys(LANGUAGES).map((language) => SCHEMES.map((scheme) => readPng(taken.get(`${name} ${device} ${language} ${scheme}`))));
    const file = writePng(inFewColours(sheetOf(pictures, device)));
    writeFileSync(at("docs/screens", device, `${name}.png`), file);
    console.log(`docs/screens/${device}/${name}.png: ${file.length} bytes`);
  }
}

const folder = mkdtempSync(join(tmpdir(), "tracker-screens-"));
try {
  for (const language of Object.keys(LANGUAGES)) await walkIn(language, folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const { name } of views.filter(isWanted)) writeSheets(name);
