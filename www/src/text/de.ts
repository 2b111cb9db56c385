import type { en } from "./en.ts";
import { audit } from "./de/audit.ts";
import { app } from "./de/app.ts";
import { backup } from "./de/backup.ts";
import { drill } from "./de/drill.ts";
import { client, goals, milestones, sessionForm, sessions } from "./de/record.ts";
import { errors, moods, shell, words } from "./de/common.ts";
import { about, demo, files, settings, start } from "./de/vault.ts";
import { caseload } from "./de/caseload.ts";
import { notes, signing, striking, versions } from "./de/compartments.ts";
import { journal } from "./de/journal.ts";
import { clients, report, trend } from "./de/overview.ts";
import { findings } from "./de/findings.ts";
import { languageChoice } from "./de/language.ts";
import { paper } from "./de/paper.ts";
import { passphraseWords } from "./de/passphrase.ts";
import { locking, ways } from "./de/ways.ts";
import { writing } from "./de/writing.ts";
import { retention } from "./de/retention.ts";
import { reading } from "./de/reading.ts";
import { recordsCheck } from "./de/records-check.ts";

/** Every sentence the site shows, in German. */
export const de: typeof en = {
  about,
  caseload,
  app,
  audit,
  backup,
  client,
  clients,
  demo,
  drill,
  errors,
  files,
  findings,
  goals,
  languageChoice,
  journal,
  locking,
  milestones,
  moods,
  notes,
  paper,
  passphraseWords,
  reading,
  recordsCheck,
  report,
  retention,
  sessionForm,
  sessions,
  settings,
  shell,
  signing,
  start,
  striking,
  trend,
  versions,
  ways,
  words,
  writing,
};
