/** The part of jest's JSON report that counts. */
export type JestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: readonly {
    /** Path of the test file. */
    name: string;
    status: string;
    assertionResults: readonly { fullName: string; status: string }[];
  }[];
};

/** What a run of the tests came to. */
export type Outcome = {
  passed: number;
  /** Failed tests, and crashes. */
  failed: number;
  /** Test files that failed as a whole, or jest itself; one line each. */
  crashes: readonly string[];
  /** Names of the tests that did not run; a name says why. */
  skipped: readonly string[];
};

const notRun = ['pending', 'todo', 'disabled'];

/** Reads the outcome from jest's report, undefined where there is none, and its exit code, undefined where a signal ended it. */
export function outcomeOf(report: JestReport | undefined, exitCode: number | undefined): Outcome {
  const ending = exitCode === undefined ? 'was ended by a signal' : `ended with exit code ${exitCode}`;
  if (report === undefined) return { passed: 0, failed: 1, crashes: [`jest ${ending} and left no report`], skipped: [] };
  const crashes = crashedFiles(report);
  const failed = report.numFailedTests + crashes.length;
  const crashedAtEnd = failed === 0 && exitCode !== 0;
  return {
    passed: report.numPassedTests,
    failed: crashedAtEnd ? 1 : failed,
    crashes: crashedAtEnd ? [`jest ${ending} although no test failed`] : crashes,
    skipped: report.testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => notRun.includes(status)).map(({ fullName }) => fullName),
    ),
  };
}

/** 'N passed, N failed', and ', N skipped' where there are any. */
export function closingLine({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}

function crashedFiles({ testResults }: JestReport): string[] {
  return testResults
    .filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'))
    .map(({ name }) => name);
}
