import { buildWorkflowBundle, builtBundle } from '../workflow-bundle.ts';

// Builds ahead what a worker would build at each start; WORKFLOW_BUNDLE names the file to the worker.
await buildWorkflowBundle(builtBundle);
process.stdout.write(`WORKFLOW_BUNDLE=${builtBundle}\n`);
