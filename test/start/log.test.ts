import { describe, expect, test } from '@jest/globals';
import { type LogOptions, makeLog } from '../../start/log.ts';

function logInto(lines: string[], options: Partial<LogOptions> = {}) {
  return makeLog({ level: 'info', destination: { write: (line: string) => void lines.push(line) }, ...options });
}

describe('the log', () => {
  test('is one JSON object per line, with level and time in UTC', () => {
    const lines: string[] = [];
    logInto(lines, { name: 'worker' }).warn({ reference: 'OPT-2026-000001' }, 'late');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
      name: 'worker',
      reference: 'OPT-2026-000001',
      msg: 'late',
    });
  });

  test('is one plain line for people', () => {
    const lines: string[] = [];
    logInto(lines, { name: 'worker', forPeople: true }).warn({ reference: 'OPT-2026-000001', attempt: 2 }, 'late');
    expect(lines).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d warn {2}worker: late \(reference=OPT-2026-000001, attempt=2\)\n$/),
    ]);
  });

  test('stays one line whatever is logged', () => {
    const lines: string[] = [];
    logInto(lines, { forPeople: true }).error({ err: new Error('a\nb'), text: 'c\nd' }, 'e\u001b[31m\nf');
    expect(lines.join('').match(/\p{Cc}/gu)).toEqual(['\n']);
  });

  test('leaves out what is less severe than its level', () => {
    const lines: string[] = [];
    logInto(lines, { level: 'error' }).warn('late');
    expect(lines).toEqual([]);
  });

  const secrets: [where: string, logged: object][] = [
    ['a header', { headers: { authorization: 'Bearer secret-value' } }],
    ['a request', { req: { headers: { authorization: 'Bearer secret-value', cookie: 'secret-value' } } }],
    ['a response', { res: { headers: { 'set-cookie': ['secret-value'] } } }],
    ['a setting', { token: 'secret-value', password: 'secret-value' }],
  ];
  test.each(secrets)('never shows what gives access in %s', (_where, logged) => {
    const lines: string[] = [];
    logInto(lines).info(logged, 'x');
    logInto(lines, { forPeople: true }).info(logged, 'x');
    expect(lines.join('')).toContain('[redacted]');
    expect(lines.join('')).not.toContain('secret-value');
  });
});
