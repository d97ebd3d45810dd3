import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { zipOf } from '../../api/mediation-file/archive.ts';
import { begun } from '../../attachments/begun.ts';
import { inParts, wholeOf } from './streams.ts';

/** A content without end that knows whether it is open. */
function endless() {
  const state = { open: false };
  async function* content(): AsyncGenerator<Uint8Array, void, void> {
    state.open = true;
    try {
      for (;;) yield Buffer.alloc(64 * 1024, 'x');
    } finally {
      state.open = false;
    }
  }
  return { state, content: content() };
}

test('a content that has begun gives every part once, from the first on', async () => {
  expect((await wholeOf(await begun(inParts(Buffer.from('abc'), 1)))).toString()).toBe('abc');
});

test.each([0, 1, 2])('who stops reading after %i parts closes it', async (read) => {
  const { state, content } = endless();
  const opened = await begun(content);
  expect(state.open).toBe(true);
  for (let part = 0; part < read; part += 1) await opened.next();
  const stream = Readable.from(opened);
  stream.destroy();
  await once(stream, 'close');
  expect(state.open).toBe(false);
});

test.each([
  ['in the middle of a file', 1],
  ['before its first part', 0],
])('who goes away from an archive %s closes the file that was being read', async (_rule, read) => {
  const { state, content } = endless();
  let turn = () => {};
  const itsTurn = new Promise<void>((resolve) => {
    turn = resolve;
  });
  const opening = async () => {
    const opened = await begun(content);
    turn();
    return opened;
  };
  const archive = zipOf([{ name: 'a', at: new Date(0), content: opening }], 0);
  if (read > 0) await once(archive, 'readable');
  await itsTurn;
  archive.destroy();
  for (let turns = 0; turns < 20; turns += 1) await setImmediate();
  expect(state.open).toBe(false);
});
