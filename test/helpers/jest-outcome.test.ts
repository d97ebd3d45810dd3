import { describe, expect, test } from '@jest/globals';
import { closingLine, type JestReport, outcomeOf } from './jest-outcome.ts';

function report(...files: { status?: string; tests?: string[] }[]): JestReport {
  const testResults = files.map(({ status = 'passed', tests = [] }, index) => ({
    name: `file-${index}.test.ts`,
    status,
    assertionResults: tests.map((test) => ({ fullName: `a test that is ${test}`, status: test })),
  }));
  const count = (wanted: string) =>
    testResults.flatMap((file) => file.assertionResults).filter((t) => t.status === wanted).length;
  return { numPassedTests: count('passed'), numFailedTests: count('failed'), testResults };
}

describe('the closing line of npm test', () => {
  test.each([
    { what: 'all passed', given: report({ tests: ['passed', 'passed'] }), exitCode: 0, line: '2 passed, 0 failed' },
    {
      what: 'one failed',
      given: report({ status: 'failed', tests: ['passed', 'failed'] }),
      exitCode: 1,
      line: '1 passed, 1 failed',
    },
    {
      what: 'skipped and unwritten tests',
      given: report({ tests: ['passed', 'pending', 'todo'] }),
      exitCode: 0,
      line: '1 passed, 0 failed, 2 skipped',
    },
    {
      what: 'a file that does not load',
      given: report({ tests: ['passed'] }, { status: 'failed' }),
      exitCode: 1,
      line: '1 passed, 1 failed',
    },
    {
      what: 'a file whose tests pass and whose clearing up fails',
      given: report({ status: 'failed', tests: ['passed'] }),
      exitCode: 1,
      line: '1 passed, 1 failed',
    },
    {
      what: 'jest fails although no test did',
      given: report({ tests: ['passed'] }),
      exitCode: 1,
      line: '1 passed, 1 failed',
    },
    { what: 'jest is killed at the end', given: report({ tests: ['passed'] }), exitCode: undefined, line: '1 passed, 1 failed' },
    { what: 'jest leaves no report', given: undefined, exitCode: 1, line: '0 passed, 1 failed' },
    { what: 'no test ran', given: report(), exitCode: 0, line: '0 passed, 0 failed' },
  ])('$what: $line', ({ given, exitCode, line }) => {
    expect(closingLine(outcomeOf(given, exitCode))).toBe(line);
  });
});

test('a crash says which file it was', () => {
  expect(outcomeOf(report({ tests: ['passed'] }, { status: 'failed' }), 1).crashes).toEqual(['file-1.test.ts']);
});

test('skipped tests are told by name', () => {
  expect(outcomeOf(report({ tests: ['passed', 'pending'] }), 0).skipped).toEqual(['a test that is pending']);
});
