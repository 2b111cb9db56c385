/** Bytes from base64 text, by the browser's own hand where it has one: a loop takes ten times as long. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const own: { fromBase64?: typeof Uint8Array.fromBase64 } = Uint8Array;
  if (own.fromBase64) return Uint8Array.fromBase64(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < bytes.length; place++) bytes[place] = letters.charCodeAt(place);
  return bytes;
}

/** Bytes as a stream. A Blob would do, but in the worker of a page from a folder WebKit cannot read one. */
function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

/** The module in base64 text of its gzip form, compiled while it is unpacked. Rejects where the text was changed. */
export function compilePacked(packed: string): Promise<WebAssembly.Module> {
  const unpacked = streamOf(bytesOf(packed)).pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compileStreaming(new Response(unpacked, { headers: { "content-type": "application/wasm" } }));
}
