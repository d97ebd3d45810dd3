import { fileURLToPath } from 'node:url';
import { buildWorkflowBundle } from '../workflow-bundle.ts';

// Builds ahead what a worker would build at each start; WORKFLOW_BUNDLE names the file to the worker.
const file = fileURLToPath(new URL('../../build/workflow-bundle.js', import.meta.url));
await buildWorkflowBundle(file);
process.stdout.write(`WORKFLOW_BUNDLE=${file}\n`);
