import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Kept bytes are not what was written under this key and id: changed, cut short, put together otherwise, or another file's. */
export class FileDamaged extends Error {
  constructor() {
    super('The kept file is damaged, or it is not the one that the register means.');
    this.name = 'FileDamaged';
  }
}

/** What kept files begin with: the form, so that a later one can be told apart, and the salt of the file's own key. */
const mark = Buffer.from('DLA1');
const saltLength = 32;
const headerLength = mark.length + saltLength;

/** So many bytes of content are sealed at a time: none is handed on before its seal was checked. */
const chunkLength = 64 * 1024;
const sealLength = 16;

/**
 * Encrypts a file as a stream: AES-256-GCM over chunks that are numbered, of which the last says that it is (the STREAM construction of
 * Hoang, Reyhanitabar, Rogaway and Vizár, 2015), under a key of the file's own that follows from the complaint's (HKDF, RFC 5869).
 *
 * @param key the complaint's
 * @param id the attachment's: the bytes can be read under no other
 */
export async function* encryptFile(
  key: Buffer,
  id: string,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer, void, void> {
  const salt = randomBytes(saltLength);
  const fileKey = fileKeyOf(key, salt, id);
  yield Buffer.concat([mark, salt]);
  let number = 0;
  for await (const { bytes, last } of inPieces(content, () => chunkLength)) {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(number++, last));
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Gives a file's content again, each chunk once it is known to be right. @throws FileDamaged */
export async function* decryptFile(key: Buffer, id: string, kept: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, void> {
  let fileKey: Buffer | undefined;
  let number = 0;
  for await (const { bytes, last } of inPieces(kept, (piece) => (piece === 0 ? headerLength : chunkLength + sealLength))) {
    if (fileKey) yield openChunk(fileKey, nonceOf(number++, last), bytes);
    else if (last || !bytes.subarray(0, mark.length).equals(mark)) throw new FileDamaged();
    else fileKey = fileKeyOf(key, bytes.subarray(mark.length), id);
  }
}

function openChunk(fileKey: Buffer, nonce: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < sealLength) throw new FileDamaged();
  const split = sealed.length - sealLength;
  const decipher = createDecipheriv('aes-256-gcm', fileKey, nonce).setAuthTag(sealed.subarray(split));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, split)), decipher.final()]);
  } catch {
    throw new FileDamaged();
  }
}

function fileKeyOf(key: Buffer, salt: Buffer, id: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `doleance attachment ${id}`, 32));
}

/** No two chunks share one: the key is the file's own, the number the chunk's, and the last byte says whether it is the last. */
function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Cuts a stream into pieces of the lengths asked for; the last one, and it alone, may be shorter or empty. */
async function* inPieces(
  content: AsyncIterable<Uint8Array>,
  lengthOf: (piece: number) => number,
): AsyncGenerator<{ bytes: Buffer; last: boolean }, void, void> {
  let held = Buffer.alloc(0);
  let piece = 0;
  for await (const part of content) {
    held = held.length === 0 ? Buffer.from(part) : Buffer.concat([held, part]);
    // A whole piece is held back until more comes: only then it is known that it is not the last.
    for (let length = lengthOf(piece); held.length > length; length = lengthOf(++piece)) {
      yield { bytes: held.subarray(0, length), last: false };
      held = held.subarray(length);
    }
  }
  yield { bytes: held, last: true };
}
