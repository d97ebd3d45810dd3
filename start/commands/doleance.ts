import { runOperator } from '../operator/run-operator.ts';

// What an operator needs: npm run doleance -- --help
await runOperator(process.argv.slice(2), process.env);
