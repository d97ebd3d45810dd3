import { runDeadlines } from './run-deadlines.ts';

process.exitCode = await runDeadlines(process.argv.slice(2), process);
