import { EventEmitter } from 'node:events';
import { describe, expect, jest, test } from '@jest/globals';
import { stopInOrder } from '../../start/stop-in-order.ts';

function setting() {
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line), error: (line: string) => lines.push(line) };
  const exited = new EventEmitter();
  const exit = jest.fn((code?: unknown) => void exited.emit('exit', code));
  const of = Object.assign(new EventEmitter(), { exit }) as unknown as Pick<NodeJS.Process, 'on' | 'exit'> & EventEmitter;
  let now = 0;
  const stopping = stopInOrder({ log, of, clock: () => now });
  const untilExit = () => new Promise<unknown>((told) => exited.once('exit', told));
  return { stopping, of, exit, untilExit, lines, at: (milliseconds: number) => (now = milliseconds) };
}

describe('a program is stopped in order', () => {
  test.each(['SIGINT', 'SIGTERM'])('%s stops the last started first, one after the other, and ends with 0', async (signal) => {
    const { stopping, of, untilExit } = setting();
    const order: string[] = [];
    stopping.add('database', () => void order.push('database'));
    stopping.add('worker', async () => {
      order.push('worker stops');
      await Promise.resolve();
      order.push('worker stopped');
    });
    const exited = untilExit();
    of.emit(signal);
    expect(await exited).toBe(0);
    expect(order).toEqual(['worker stops', 'worker stopped', 'database']);
  });

  test('one that fails or takes too long is told and does not keep the others from stopping', async () => {
    const { stopping, of, untilExit, lines } = setting();
    const order: string[] = [];
    stopping.add('database', () => void order.push('database'));
    stopping.add('slow worker', () => new Promise<void>(() => undefined), 0.01);
    stopping.add('broken server', () => {
      throw new Error('broken');
    });
    const exited = untilExit();
    of.emit('SIGTERM');
    expect(await exited).toBe(1);
    expect(order).toEqual(['database']);
    expect(lines.slice(1)).toEqual([
      'broken server did not stop in order: broken',
      'slow worker did not stop in order: no end within 0.01 s',
    ]);
  });

  test('a second signal ends the process at once', () => {
    const { stopping, of, exit, at } = setting();
    stopping.add('worker', () => new Promise<void>(() => undefined), 0.01);
    of.emit('SIGINT');
    at(1001);
    of.emit('SIGINT');
    expect(exit).toHaveBeenCalledWith(130);
  });

  test('the same keypress that arrives twice, from the terminal and from npm, is one', async () => {
    const { stopping, of, exit, untilExit, at } = setting();
    let stopped = 0;
    stopping.add('worker', () => void (stopped += 1));
    const exited = untilExit();
    of.emit('SIGINT');
    at(20);
    of.emit('SIGINT');
    expect(await exited).toBe(0);
    expect(stopped).toBe(1);
    expect(exit).toHaveBeenCalledTimes(1);
  });

  test('what is still being started learns of it', async () => {
    const { stopping } = setting();
    expect(stopping.signal.aborted).toBe(false);
    await stopping.stop();
    expect(stopping.signal.aborted).toBe(true);
    expect(stopping.stopping).toBe(true);
  });
});
