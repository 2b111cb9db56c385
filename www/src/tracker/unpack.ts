/** Bytes from base64 text of their gzip form. Rejects where the text was changed. */
export async function unpack(packed: string): Promise<ArrayBuffer> {
  const compressed = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
