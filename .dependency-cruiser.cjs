/** Which folder may import which: imports point inwards. Run by `npm run imports`. */

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-stands-alone',
      comment:
        'The words and rules of the domain import nothing from outside, so that they run anywhere: sandbox, API, activities.',
      severity: 'error',
      from: { path: '^workflows/domain/' },
      to: { pathNot: '^workflows/domain/' },
    },
    {
      name: 'workflows-stay-in-the-sandbox',
      comment: 'The workflow bundle holds its own files, @temporalio/workflow and @temporalio/common, nothing else.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { pathNot: ['^workflows/', '^activities/', '(^|/)node_modules/@temporalio/(workflow|common)/'] },
    },
    {
      name: 'workflows-know-activities-by-type',
      comment: 'Only `import type`: an activity that got into the bundle would run inside the workflow.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'api-without-activities',
      comment: 'The API and the activities share register, procedures and letters, and meet nowhere else.',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^activities/' },
    },
    {
      name: 'activities-without-api',
      comment: 'The API and the activities share register, procedures and letters, and meet nowhere else.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^api/' },
    },
    {
      name: 'shared-folders-know-no-user',
      comment: 'Register, procedures and letters are used by the API and the activities, and know neither.',
      severity: 'error',
      from: { path: '^(register|procedures|letters)/' },
      to: { path: '^(api|activities)/' },
    },
    {
      name: 'nothing-knows-the-simulation',
      comment: 'The simulation runs the real parts; none of them knows that it is simulated.',
      severity: 'error',
      from: { path: '^(workflows|activities|api|register|procedures|letters)/' },
      to: { path: '^simulation/' },
    },
    {
      name: 'letters-are-words',
      comment: 'Rendering knows fields; only letters/writing knows where they come from, and the gallery what may stand in them.',
      severity: 'error',
      from: { path: '^letters/', pathNot: '^letters/(writing|gallery)/' },
      to: { path: '^(register|procedures)/' },
    },
    {
      name: 'pictures-are-drawn-from-what-they-are-given',
      comment: 'Pictures know days and procedures’ calendars, and nothing of where a page gets them from.',
      severity: 'error',
      from: { path: '^pictures/' },
      to: { path: '^(register|letters|activities|api|simulation)/' },
    },
    {
      name: 'the-gallery-needs-no-register',
      severity: 'error',
      from: { path: '^letters/gallery/' },
      to: { path: '^register/' },
    },
    {
      name: 'only-start-composes',
      comment: 'start/ reads the environment and puts the parts together; nothing imports it but measurements and tests.',
      severity: 'error',
      from: { pathNot: '^(start|bench|test)/' },
      to: { path: '^start/' },
    },
    {
      name: 'no-tests-in-the-product',
      comment: 'The bench of the desk fills its register from the complaints that the desk’s tests have.',
      severity: 'error',
      from: { pathNot: '^(test/|bench/desk)' },
      to: { path: '^test/' },
    },
    {
      name: 'no-measurements-in-the-product',
      severity: 'error',
      from: { pathNot: '^(bench|test)/' },
      to: { path: '^bench/' },
    },
    {
      name: 'the-bare-workflow-stays-in-the-sandbox',
      comment: 'It is bundled as the product’s own workflows are.',
      severity: 'error',
      from: { path: '^bench/workflows/' },
      to: { pathNot: ['^bench/workflows/', '^workflows/', '(^|/)node_modules/@temporalio/(workflow|common)/'] },
    },
    {
      name: 'no-development-packages-in-the-product',
      comment: 'npm ci --omit=dev must leave a Doléance that starts; client:types is a tool of developers alone.',
      severity: 'error',
      from: { pathNot: ['^test/', '^start/commands/client-types[.]ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'What is imported stands in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unknown-imports',
      comment: 'An import that leads nowhere; the types of the client in the tests are generated for each run.',
      severity: 'error',
      from: { pathNot: '^test/api/client/tour[.]mts$' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Type-only imports count too: a direction is a direction.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
