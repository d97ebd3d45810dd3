import { runSimulate } from '../run-simulate.ts';

// Runs scenarios through the real workflow on a server that skips time; only here is the environment read.
await runSimulate(process.argv.slice(2), process.env);
