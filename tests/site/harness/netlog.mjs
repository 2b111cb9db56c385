// Reads Chromium's own account of the network, which no page can keep anything out of.
import { readFileSync } from "node:fs";

/** The browser's own business, such as its attempts to look for updates: no page asked for it, and none was opened. */
const isHousekeeping = ({ initiator, request_type: type }) => initiator === "not an origin" && type !== "main frame";

/** Every request that a page or a worker made, or that opened a page, in order: `{method, url, initiator}`. */
export function readNetLog(path) {
  const { constants, events } = JSON.parse(readFileSync(path, "utf8"));
  const start = constants.logEventTypes.URL_REQUEST_START_JOB;
  const started = events.filter(({ type, params }) => type === start && params?.url);
  const ours = started.map(({ params }) => params).filter((params) => !isHousekeeping(params));
  return ours.map(({ method, url, initiator }) => ({ method, url, initiator }));
}
