// Serves dist/ until it is interrupted. With --open it opens the address that follows the site's, "#/demo" say.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { at } from "./lib/files.mjs";
import { serve } from "./lib/server.mjs";

const port = Number(process.env.PORT ?? 8001);
const opened = process.argv.indexOf("--open");

function stop(message) {
  console.error(message);
  process.exit(1);
}

/** Shows the address in the user's browser where there is a desktop; the address is printed in any case. */
function show(address) {
  const opener = process.platform === "darwin" ? "open" : "xdg-open";
  spawn(opener, [address], { stdio: "ignore", detached: true }).on("error", () => {}).unref();
}

if (!existsSync(at("dist/_headers"))) stop("There is no built site yet. Run: make build");
try {
  const { origin } = await serve(at("dist"), port);
  const address = opened < 0 ? `${origin}/` : `${origin}/${process.argv[opened + 1]}`;
  console.log(`== Serving the site at ${address} (stop with Ctrl-C)`);
  if (opened >= 0) show(address);
} catch (error) {
  if (error.code !== "EADDRINUSE") throw error;
  stop(`Port ${port} is taken. Run: PORT=${port + 1} make serve`);
}
