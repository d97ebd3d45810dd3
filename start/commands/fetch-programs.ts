import { readEnvironment } from '../environment.ts';
import { findTemporalCli, findTestServer } from '../temporal-programs.ts';

// Makes Temporal's two programs available, fetched where they are missing, and prints where they are.
const say = (line: string) => process.stderr.write(`${line}\n`);

try {
  const env = readEnvironment(process.env);
  process.stdout.write(`TEMPORAL_CLI_PATH=${await findTemporalCli({ env, say })}\n`);
  process.stdout.write(`TEMPORAL_TEST_SERVER_PATH=${await findTestServer({ env, say })}\n`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
