// What a browser downloads.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Every file of the built site, as it is and compressed, and the sum of those that a browser asks for. */
export function measureDownload(site) {
  const files = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const measured = files.map(({ name, parentPath }) => {
    const content = readFileSync(join(parentPath, name));
    return { name, bytes: content.length, gzip: gzipSync(content, { level: 9 }).length };
  });
  const asked = measured.filter(({ name }) => name !== "_headers" && name !== "tracker.html" && !name.endsWith(".d.ts"));
  return { files: measured, gzip: asked.reduce((sum, file) => sum + file.gzip, 0) };
}
