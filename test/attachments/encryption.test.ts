import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { decryptFile, encryptFile, FileDamaged } from '../../attachments/encryption.ts';
import { inParts, wholeOf } from './streams.ts';

const key = randomBytes(32);
const header = 36;
const sealedChunk = 64 * 1024 + 16;

const sealed = (content: Buffer, id = 'one') => wholeOf(encryptFile(key, id, inParts(content, 50_000)));
const opened = (kept: Buffer, id = 'one', withKey = key) => wholeOf(decryptFile(withKey, id, inParts(kept, 9_973)));

describe('An encrypted file', () => {
  test.each([0, 1, 15, 65_535, 65_536, 65_537, 131_072, 200_001])('of %d bytes is read again as it was', async (length) => {
    const content = randomBytes(length);
    expect((await opened(await sealed(content))).equals(content)).toBe(true);
  });

  test('shows nothing of its content, and never looks the same twice', async () => {
    const content = Buffer.from('Dominique Exemple '.repeat(10_000));
    const [one, other] = [await sealed(content), await sealed(content)];
    expect(one.includes('Dominique')).toBe(false);
    expect(one.subarray(header, header + 64).equals(other.subarray(header, header + 64))).toBe(false);
  });

  test('can be read with its own key and under its own id alone', async () => {
    const kept = await sealed(randomBytes(100));
    await expect(opened(kept, 'another')).rejects.toThrow(FileDamaged);
    await expect(opened(kept, 'one', randomBytes(32))).rejects.toThrow(FileDamaged);
  });
});

describe('What was done to a kept file is noticed:', () => {
  const content = randomBytes(3 * 64 * 1024 + 100);
  const chunk = (kept: Buffer, number: number) =>
    kept.subarray(header + number * sealedChunk, header + (number + 1) * sealedChunk);
  const changes: [what: string, change: (kept: Buffer) => Buffer][] = [
    ['a bit of its header', (kept) => flipped(kept, 10)],
    ['a bit of its mark', (kept) => flipped(kept, 0)],
    ['a bit of its first chunk', (kept) => flipped(kept, header + 5)],
    ['a bit of its last seal', (kept) => flipped(kept, kept.length - 1)],
    ['its last byte cut off', (kept) => kept.subarray(0, -1)],
    ['its last chunk cut off', (kept) => kept.subarray(0, header + 3 * sealedChunk)],
    ['all but its header cut off', (kept) => kept.subarray(0, header)],
    ['all but a part of its header cut off', (kept) => kept.subarray(0, 20)],
    ['everything cut off', () => Buffer.alloc(0)],
    [
      'two chunks changed round',
      (kept) =>
        Buffer.concat([kept.subarray(0, header), chunk(kept, 1), chunk(kept, 0), kept.subarray(header + 2 * sealedChunk)]),
    ],
    ['a chunk left out', (kept) => Buffer.concat([kept.subarray(0, header), kept.subarray(header + sealedChunk)])],
    [
      'a chunk said twice',
      (kept) => Buffer.concat([kept.subarray(0, header + sealedChunk), chunk(kept, 0), kept.subarray(header + sealedChunk)]),
    ],
    ['its last chunk said twice', (kept) => Buffer.concat([kept, kept.subarray(header + 3 * sealedChunk)])],
    ['something put after its end', (kept) => Buffer.concat([kept, Buffer.from('x')])],
  ];

  test.each(changes)('%s', async (_what, change) => {
    await expect(opened(change(Buffer.from(await sealed(content))))).rejects.toThrow(FileDamaged);
  });

  test('no byte of a damaged chunk is handed on', async () => {
    const kept = flipped(await sealed(content), header + sealedChunk + 5);
    const seen: Buffer[] = [];
    await expect(
      (async () => {
        for await (const part of decryptFile(key, 'one', inParts(kept, 1_000))) seen.push(part);
      })(),
    ).rejects.toThrow(FileDamaged);
    expect(Buffer.concat(seen).equals(content.subarray(0, 64 * 1024))).toBe(true);
  });
});

function flipped(kept: Buffer, at: number): Buffer {
  const changed = Buffer.from(kept);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
