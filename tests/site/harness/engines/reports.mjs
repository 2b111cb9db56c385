// The built site, served with its own headers and one word more: where a browser reports what it refused.
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { serve } from "../../../../scripts/lib/server.mjs";
import { dist } from "../site.mjs";

/** Listens for reports and keeps them. */
async function listen(violations) {
  const server = createServer(async (request, response) => {
    violations.push(JSON.parse(await text(request))["csp-report"]);
    response.writeHead(204).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}

/**
 * Serves the site and collects the violations of its policy, from its first byte on and in its workers too.
 *
 * A listener in the page would miss both. The policy stays what it is: `report-uri` allows and forbids nothing.
 * `close` may be called again.
 */
export async function serveReporting() {
  const violations = [];
  const listener = await listen(violations);
  const folder = mkdtempSync(join(tmpdir(), "tracker-reporting-"));
  cpSync(dist, folder, { recursive: true });
  const rules = readFileSync(join(folder, "_headers"), "utf8");
  const reporting = rules.replace(/Content-Security-Policy: .*/g, `$&; report-uri http://localhost:${listener.address().port}/`);
  writeFileSync(join(folder, "_headers"), reporting);
  const server = await serve(folder);
  const close = async () => {
    await server.close();
    listener.close();
    listener.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  };
  return { origin: server.origin, violations, close };
}
