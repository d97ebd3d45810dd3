import { expect, test } from '@jest/globals';
import { BadOptions, readOptions } from '../../bench/options.ts';

test('a full run is on both servers, and a quick one is smaller in everything', () => {
  const full = readOptions([]);
  const quick = readOptions(['--quick']);
  if (full === undefined || quick === undefined) throw new Error('only the usage was asked for');
  expect(full.servers).toEqual(['dev server', 'PostgreSQL']);
  expect(quick.servers).toEqual(full.servers);
  expect(full.rounds).toBe(3);
  expect(quick.rounds).toBe(3);
  for (const name of ['lifecycles', 'inFlight', 'openComplaints', 'seconds', 'limitMinutes'] as const)
    expect(quick[name]).toBeLessThan(full[name]);
  expect(quick.maxCachedWorkflows).toBe(full.maxCachedWorkflows);
});

test('numbers and the server can be chosen', () => {
  const chosen = readOptions(['--server', 'dev', '--lifecycles', '20', '--in-flight', '4', '--rounds', '1', '--profile']);
  expect(chosen).toMatchObject({ servers: ['dev server'], lifecycles: 20, inFlight: 4, rounds: 1, profile: true });
});

test('--help asks for the usage only', () => {
  expect(readOptions(['--help'])).toBeUndefined();
});

test.each([[['--lifecycles', '0']], [['--in-flight', 'many']], [['--rounds', '99']], [['--server', 'cloud']], [['--fast']]])(
  '%j is refused',
  (args) => {
    expect(() => readOptions(args)).toThrow(BadOptions);
  },
);
