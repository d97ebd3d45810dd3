import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { parseArgs } from 'node:util';
import { expect, test } from '@jest/globals';

class OwnError extends Error {}

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test.each([
  { what: 'a file that is not there', error: thrownBy(() => readFileSync('/nowhere')), kind: Error },
  { what: 'an unknown option', error: thrownBy(() => parseArgs({ args: ['--x'] })), kind: TypeError },
  { what: 'a port out of range', error: thrownBy(() => connect(70_000)), kind: RangeError },
  { what: 'an abort', error: thrownBy(() => AbortSignal.abort().throwIfAborted()), kind: Error },
])('in tests as in production, $what is an instance of its error class, and of no other', ({ error, kind }) => {
  expect(error instanceof kind).toBe(true);
  expect(error instanceof Error).toBe(true);
  expect(error instanceof SyntaxError).toBe(false);
  expect(error instanceof OwnError).toBe(false);
});

test('what only looks like an error is none', () => {
  expect({ name: 'Error', message: 'x' } instanceof Error).toBe(false);
  expect(new OwnError() instanceof OwnError).toBe(true);
  expect(new OwnError() instanceof TypeError).toBe(false);
});
