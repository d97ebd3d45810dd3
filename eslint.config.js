import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Formatting is Biome's; here stand only the rules that find mistakes.

const environment = {
  object: 'process',
  property: 'env',
  message: 'Only start/, commands and tests read the environment; take the value as a parameter.',
};

const multiPartDate = {
  selector: "NewExpression[callee.name='Date'][arguments.length>1]",
  message: 'Date counts its parts in the zone of the machine. Use civil dates, or an instant with its offset.',
};

// What a workflow may not do: the sandbox replays it, and a replay must come to the same result on any machine.
const notDeterministic = [
  multiPartDate,
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the time from now() in workflows/, which subtracts the clock offset of the run.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take the time from now() in workflows/, which subtracts the clock offset of the run.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='parse']",
    message: 'Date.parse takes a text without an offset as the time of the machine.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'A replay draws another number. Use uuid4() of @temporalio/workflow, or derive it from the reference.',
  },
  {
    selector: "MemberExpression[object.name='Intl']",
    message: 'Workflows format nothing: zones and languages come from the machine. Plan dates in an activity.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^toLocale(String|DateString|TimeString)$/]',
    message: 'Workflows format nothing: zones and languages come from the machine.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(get|set)(Date|Day|FullYear|Month|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$/]',
    message: 'Local parts of a Date follow the zone of the machine. Use the UTC ones, or civil dates.',
  },
  {
    selector: 'ImportExpression',
    message: 'A workflow is one bundle: import at the top of the file.',
  },
];

const notInTheSandbox = [
  'process',
  'Buffer',
  'setInterval',
  'setImmediate',
  'setTimeout',
  'fetch',
  'structuredClone',
  'performance',
  'crypto',
  'require',
].map((name) => ({
  name,
  message: 'Not in the workflow sandbox, or not deterministic: use @temporalio/workflow or an activity.',
}));

export default defineConfig(
  { ignores: ['node_modules/', '.cache/', 'data/', 'coverage/', 'test/histories/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // The worst slip in a workflow: an activity that nobody waits for.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Interfaces demand promises of functions that happen to have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', multiPartDate],
      'no-restricted-properties': ['error', environment],
      'no-restricted-imports': [
        'error',
        { paths: ['process', 'node:process'].map((name) => ({ name, message: 'process is global.' })) },
      ],
    },
  },
  {
    files: ['start/**/*.ts', 'bench/**/*.ts', '**/commands/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
  {
    files: ['workflows/**/*.ts', 'bench/workflows/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...notInTheSandbox],
      'no-restricted-syntax': ['error', ...notDeterministic],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.{1,2}/|@temporalio/(workflow|common)$)',
              message: 'Workflows import their own files, @temporalio/workflow and @temporalio/common, nothing else.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    // Tests look into untyped answers (JSON of an API, rows), and pass handlers to libraries as they come.
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
);
