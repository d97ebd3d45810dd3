// Dates and zones are the subject here: no test may depend on the machine's zone, not even when jest is started by hand.
process.env.TZ = 'UTC';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  injectGlobals: false,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  watchman: false,
  modulePathIgnorePatterns: ['<rootDir>/data/', '<rootDir>/.cache/'],
  globalSetup: '<rootDir>/test/helpers/jest-set-up.js',
  globalTeardown: '<rootDir>/test/helpers/jest-tear-down.js',
  testSequencer: '<rootDir>/test/helpers/jest-sequencer.js',
  setupFiles: ['<rootDir>/test/helpers/jest-errors-of-node.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023', experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Real servers on two cores: slow is not wrong, and a test that hangs must still end.
  testTimeout: 60_000,
  // One more than the cores there are at the least: a third of the tests' time is waiting for servers.
  maxWorkers: 3,
};
