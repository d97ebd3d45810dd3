import { describe, expect, test } from '@jest/globals';
import { runLimited } from '../../start/run-limited.ts';

const sleep = ['-e', 'setTimeout(() => undefined, 60_000)'];

describe('a program outside is run for a limited time', () => {
  test('its output is given where it ends well', async () => {
    expect(await runLimited(process.execPath, ['-e', 'console.log(42)'], { limitSeconds: 20 })).toEqual({
      ok: true,
      output: '42\n',
    });
  });

  test('its last words are given where it fails', async () => {
    const script = 'console.error("first\\nthe reason"); process.exit(3)';
    expect(await runLimited(process.execPath, ['-e', script], { limitSeconds: 20 })).toEqual({
      ok: false,
      reason: 'first the reason',
    });
  });

  test('it is ended at its limit', async () => {
    expect(await runLimited(process.execPath, sleep, { limitSeconds: 1 })).toEqual({ ok: false, reason: 'no end within 1 s' });
  });

  test('it is ended where there is a reason to give up', async () => {
    const result = await runLimited(process.execPath, sleep, { limitSeconds: 20, givesUp: () => 'nothing arrived' });
    expect(result).toEqual({ ok: false, reason: 'nothing arrived' });
  });

  test('it is ended when the start is stopped', async () => {
    const stopping = new AbortController();
    const result = runLimited(process.execPath, sleep, { limitSeconds: 20, signal: stopping.signal });
    stopping.abort();
    expect(await result).toEqual({ ok: false, reason: 'stopped' });
  });

  test('one that is missing is a reason, not an exception', async () => {
    expect(await runLimited('/nowhere/program', [], { limitSeconds: 5 })).toMatchObject({ ok: false });
  });
});
