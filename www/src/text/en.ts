import { audit } from "./en/audit.ts";
import { app } from "./en/app.ts";
import { backup } from "./en/backup.ts";
import { drill } from "./en/drill.ts";
import { client, goals, milestones, sessionForm, sessions } from "./en/record.ts";
import { errors, moods, shell, words } from "./en/common.ts";
import { about, demo, files, settings, start } from "./en/vault.ts";
import { caseload } from "./en/caseload.ts";
import { notes, signing, striking, versions } from "./en/compartments.ts";
import { journal } from "./en/journal.ts";
import { clients, report, trend } from "./en/overview.ts";
import { findings } from "./en/findings.ts";
import { languageChoice } from "./en/language.ts";
import { paper } from "./en/paper.ts";
import { passphraseWords } from "./en/passphrase.ts";
import { locking, ways } from "./en/ways.ts";
import { writing } from "./en/writing.ts";
import { retention } from "./en/retention.ts";
import { reading } from "./en/reading.ts";
import { recordsCheck } from "./en/records-check.ts";

/** Every sentence the site shows, in English. */
export const en = {
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
