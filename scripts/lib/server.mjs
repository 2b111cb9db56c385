// Serves dist/ as a static host would, with the production headers.
import { createReadStream, readFileSync, realpathSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { createGzip } from "node:zlib";
import { headersFor, parseHeaders } from "./policy.mjs";

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ts": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** What gains by compression; pictures and the like are compressed already. */
const isText = (type) => /^text\/|json$|manifest|svg|wasm$/.test(type);

function decode(url) {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return undefined;
  }
}

/** The file that an address names, or undefined: nothing outside the root, no folder, no hidden file, no `_headers`. */
function fileFor(root, url) {
  const path = decode(url);
  if (!path?.startsWith("/") || path.includes("\0") || /[/\\][._]/.test(path)) return undefined;
  const wanted = join(root, path.endsWith("/") ? `${path}index.html` : path);
  const file = statSync(wanted, { throwIfNoEntry: false })?.isFile() ? realpathSync(wanted) : undefined;
  return file?.startsWith(root + sep) ? file : undefined;
}

function refuse(response, status, headers) {
  response.writeHead(status, { ...headers, "Content-Type": "text/plain; charset=utf-8" });
  response.end(status === 405 ? "Only GET and HEAD are served here.\n" : "There is no such file.\n");
}

/** Sends a file, compressed where that helps and the browser takes it, as hosts do. */
function send(file, headers, request, response) {
  const type = types[extname(file)] ?? "application/octet-stream";
  const packs = isText(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  const length = packs ? { "Content-Encoding": "gzip" } : { "Content-Length": statSync(file).size };
  response.writeHead(200, { ...headers, "Content-Type": type, Vary: "Accept-Encoding", ...length });
  if (request.method === "HEAD") return response.end();
  const content = createReadStream(file);
  return packs ? content.pipe(createGzip()).pipe(response) : content.pipe(response);
}

function answer(root, rules, request, response) {
  const headers = headersFor(rules, decode(request.url));
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, { ...headers, Allow: "GET, HEAD" });
  const file = fileFor(root, request.url);
  if (!file) return refuse(response, 404, headers);
  return send(file, headers, request, response);
}

/**
 * Serves a built site on this machine alone. Port 0 picks a free one.
 *
 * Resolves once it listens, to its origin and a function that closes it; rejects where the port is taken.
 */
export function serve(folder, port = 0) {
  const root = realpathSync(folder);
  const rules = parseHeaders(readFileSync(join(root, "_headers"), "utf8"));
  const server = createServer((request, response) => answer(root, rules, request, response));
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve({ origin: `http://localhost:${server.address().port}`, close }));
  });
}
