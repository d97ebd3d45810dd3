import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { runDeadlines } from '../../procedures/commands/run-deadlines.ts';
import { copyOfProcedures } from './procedure-files.ts';
import { slowDayAfter } from './slow-counting.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

/** The command within this process: what it would print, and its exit code. */
async function deadlines(args: string[], input = ''): Promise<Outcome> {
  const outcome: Outcome = { code: null, out: '', err: '' };
  outcome.code = await runDeadlines(args, {
    stdin: Readable.from([input]),
    stdout: { write: (printed) => (outcome.out += printed) },
    stderr: { write: (printed) => (outcome.err += printed) },
  });
  return outcome;
}

/** The command as a process of its own. */
async function run(command: 'deadlines' | 'check', args: string[], input = ''): Promise<Outcome> {
  const child = spawn(process.execPath, ['--import', 'tsx', `procedures/commands/${command}.ts`, ...args], {
    cwd: root,
    env: { ...process.env, TZ: 'Pacific/Kiritimati', NODE_OPTIONS: '' },
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

describe('npm run deadlines', () => {
  test('prints one answer as JSON, whatever the zone of the machine', async () => {
    const { code, out, err } = await run('deadlines', ['--procedure', 'opticourtage', '--received', '2026-05-13T18:30:00+02:00']);
    expect([code, err]).toEqual([0, '']);
    const answer = JSON.parse(out);
    expect(Object.keys(answer)).toEqual(['procedure', 'received', 'deadlines']);
    expect(answer.received).toBe('2026-05-13T18:30:00+02:00');
    expect(answer.deadlines[0]).toEqual({
      duty: 'acknowledgement',
      dueOn: '2026-05-27',
      sendOn: '2026-05-27',
      limits: [
        { source: 'procedure', dueOn: '2026-05-27', rule: '10 monToSatDays from received' },
        { source: 'acpr', dueOn: '2026-05-27', rule: '10 monToSatDays from sent (unknown: received)' },
      ],
    });
    expect(answer.deadlines[2]).toMatchObject({ duty: 'final-response', dueOn: '2026-07-13', sendOn: '2026-07-13' });
  });

  test('answers thousands of questions from standard input in one process, in their order', async () => {
    const questions = Array.from({ length: 5000 }, (_, index) => ({
      procedure: 'opticourtage',
      received: slowDayAfter('2024-01-01', index % 2000),
      ...(index % 3 === 0 && { sent: slowDayAfter('2024-01-01', (index % 2000) - 2) }),
      ...(index % 5 === 0 && { kind: 'gdpr' }),
    }));
    const { code, out, err } = await run('deadlines', ['--batch', '-'], JSON.stringify(questions));
    expect([code, err]).toEqual([0, '']);
    const answers: { received: string; deadlines: unknown[] }[] = JSON.parse(out);
    expect(answers.map(({ received }) => received)).toEqual(questions.map(({ received }) => received));
    expect(answers.slice(0, 2).map(({ deadlines }) => deadlines.length)).toEqual([2, 3]);
  });

  test.each<[string, string[], string, RegExp]>([
    [
      'an unknown procedure',
      ['--procedure', 'nobody', '--received', '2026-05-13'],
      '',
      /^deadlines: --procedure: 'nobody' is not known; allowed: 123-courtage, almena, alter-ego, opticourtage, optimco\n$/,
    ],
    [
      'sent after received',
      ['--procedure', 'opticourtage', '--received', '2026-05-13', '--sent', '2026-05-14'],
      '',
      /^deadlines: --sent: '2026-05-14' is after '2026-05-13', when the complaint was received\n$/,
    ],
    [
      'an unknown option',
      ['--recieved', '2026-05-13'],
      '',
      /^deadlines: Unknown option '--recieved'; allowed: --procedure, --received, --sent, --kind, --batch, --help\n$/,
    ],
    ['a missing option', ['--procedure', 'opticourtage'], '', /^deadlines: --received is missing; --help shows an example\n$/],
    [
      'an option without its value',
      ['--procedure'],
      '',
      /^deadlines: Option '--procedure <value>' argument missing; allowed: [^\n]*\n$/,
    ],
    [
      'one question beside a batch',
      ['--batch', '-', '--kind', 'gdpr'],
      '[]',
      /^deadlines: --kind cannot stand beside --batch[^\n]*\n$/,
    ],
    ['a batch that is no JSON', ['--batch', '-'], 'received', /^deadlines: --batch: standard input is no JSON[^\n]*\n$/],
    ['a batch that is no array', ['--batch', '-'], '{}', /^deadlines: --batch: standard input is no array[^\n]*\n$/],
    [
      'a batch whose file does not exist',
      ['--batch', 'nowhere.json'],
      '',
      /^deadlines: --batch: 'nowhere\.json' does not exist\n$/,
    ],
    [
      'a wrong entry of a batch',
      ['--batch', '-'],
      '[{"procedure":"opticourtage","received":"2026-05-13"},{"procedure":"opticourtage","received":"2026-13-05"}]',
      /^deadlines: entry 2, received: '2026-13-05' is no date[^\n]*\n$/,
    ],
    [
      'an unknown field of an entry',
      ['--batch', '-'],
      '[{"procedure":"opticourtage","recieved":"2026-05-13"}]',
      /^deadlines: entry 1: 'recieved' is not known; allowed: procedure, received, sent, kind\n$/,
    ],
    [
      'a number for a date',
      ['--batch', '-'],
      '[{"procedure":"opticourtage","received":20260513}]',
      /^deadlines: entry 1, received: must be a text\n$/,
    ],
  ])('refuses %s in one line and prints nothing else', async (_what, args, input, message) => {
    const { code, out, err } = await deadlines(args, input);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
  });

  test('ends with 1 and one line as a process too', async () => {
    const { code, out, err } = await run('deadlines', ['--recieved', '2026-05-13']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^deadlines: Unknown option '--recieved'[^\n]*\n$/);
  });

  test('explains itself', async () => {
    const { code, out } = await deadlines(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/--received WHEN/);
  });
});

describe('npm run procedures:check', () => {
  test('names each procedure that is in order, with its version', async () => {
    const { code, out } = await run('check', []);
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines).toContainEqual(
      expect.stringMatching(/^opticourtage@[0-9a-f]{12}: in order; \d+ quotations found in its text, 3 limits unconfirmed$/),
    );
  });

  test('names file, line, what is wrong and what is allowed, and fails', async () => {
    const copy = await copyOfProcedures();
    try {
      await copy.change('opticourtage.yaml', 'unit: monToSatDays', 'unit: jours');
      const { code, out, err } = await run('check', [copy.folder]);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(
        /^procedures\/opticourtage\.yaml, line \d+: timeLimits\[0\]\.unit: 'jours' is not allowed; allowed: monToSatDays, [^\n]+\n$/,
      );
    } finally {
      await copy.remove();
    }
  });

  test('refuses an unknown option', async () => {
    expect(await run('check', ['--all'])).toEqual({
      code: 1,
      out: '',
      err: "procedures:check: '--all' is not known; allowed: one folder, or --help\n",
    });
  });
});
