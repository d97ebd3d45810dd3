/** Bytes as a stream gives them, in parts of a length. */
export async function* inParts(content: Uint8Array, length: number): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length);
}

/** Everything that a stream gives. */
export async function wholeOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
