import { start } from './run-everything.ts';

await start(process.env);
