// The comparison as rows: what was done, what each store took, and the tracker's part of the best peer's.

const own = "tracker";
const days = { report30: "30 days", report365: "365 days", report3650: "3,650 days" };

const pick = (values, figure) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, figure(value)]));
const row = (key, work, unit, values, better = Math.min) => ({ key, work, unit, values, better });
/** What is a store's own choice: there is no better or worse. */
const aside = (key, work, unit, values) => row(key, work, unit, values, null);

const asked = (key, work, values) => [
  row(`${key}.cold`, `${work}, cold`, "ms", pick(values, ({ cold }) => cold)),
  row(`${key}.warm`, `${work}, warm`, "ms", pick(values, ({ warm }) => warm)),
];

function writing({ log, imported }) {
  return [
    row("log", "log one session, median", "ms", pick(log, (one) => one.median)),
    row("log.p95", "log one session, 95 of 100", "ms", pick(log, (one) => one.p95)),
    row("import", "import 10,000 sessions", "ms", imported),
  ];
}

const opened = ({ report30 }) => [
  aside("loaded", "  of which loading the module", "ms", pick(report30, (one) => one.loaded)),
  aside("opened", "  of which opening the store", "ms", pick(report30, (one) => one.opened)),
];

function reading({ questions, many }) {
  const [cold, ...reports] = Object.entries(days).flatMap(([key, span]) => asked(key, `report, ${span}`, questions[key]));
  return [
    cold,
    ...opened(questions),
    ...reports,
    ...asked("caseload", "caseload, 10,000 sessions", questions.caseload),
    ...(many ? asked("caseload.many", "caseload, 100,000 sessions", many.caseload) : []),
    ...asked("search", "search in 3,650 sessions", questions.search),
  ];
}

function moving({ files }) {
  return [
    row("file.out", "export 3,650 sessions", "MB/s", pick(files, (one) => one.export.mbPerSecond), Math.max),
    row("file.in", "import them back", "MB/s", pick(files, (one) => one.import.mbPerSecond), Math.max),
    aside("file.out.fixed", "  key derivation apart, export", "ms", pick(files, (one) => one.export.fixedMs)),
    aside("file.in.fixed", "  key derivation apart, import", "ms", pick(files, (one) => one.import.fixedMs)),
  ];
}

function weighing({ disk, download }) {
  return [
    row("disk", "on the disk, 10,000 sessions", "MB", pick(disk, (bytes) => bytes / 1e6)),
    row("download", "download of the engine, gzip", "KB", pick(download, (bytes) => bytes / 1000)),
  ];
}

function ratioOf({ values, better }) {
  const others = Object.entries(values).filter(([name]) => name !== own).map(([, value]) => value);
  return better ? values[own] / better(...others) : undefined;
}

/** `[{key, work, unit, values, ratio}]`; `ratio` is the tracker's figure over the best peer's, where one is better. */
export function rowsOf(measured) {
  const rows = [...writing(measured), ...reading(measured), ...moving(measured), ...weighing(measured)];
  return rows.map((one) => ({ ...one, ratio: ratioOf(one) }));
}

/** The row of this key. */
export const rowFor = (rows, key) => rows.find((one) => one.key === key);

/** The tracker's figure over that of one peer. */
export const against = (rows, key, peer) => rowFor(rows, key).values[own] / rowFor(rows, key).values[peer];
