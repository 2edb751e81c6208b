/** A file as it is sent: packed where that makes it smaller, in base 64. */
export async function sentFile(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const packed = bytes[0] === 0x50 && bytes[1] === 0x4b ? bytes : await gzipped(bytes);
  return base64(packed.length < bytes.length ? packed : bytes);
}

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Bytes in base 64, a part after the other: a call takes so many arguments and no more. */
export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 32_768)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 32_768)));
  return btoa(parts.join(""));
}
