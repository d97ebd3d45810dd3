import { readEnvironment } from '../environment.ts';
import { findTemporalCli, findTemporalServer, findTestServer } from '../temporal-programs.ts';

// Makes Temporal's programs available: command line, time-skipping test server, the server that production runs; fetched or built where they
// are missing. Prints where they are.
const say = (line: string) => process.stderr.write(`${line}\n`);

try {
  const env = readEnvironment(process.env);
  process.stdout.write(`TEMPORAL_CLI_PATH=${await findTemporalCli({ env, say })}\n`);
  process.stdout.write(`TEMPORAL_TEST_SERVER_PATH=${await findTestServer({ env, say })}\n`);
  const { server, sql } = await findTemporalServer({ env, say });
  process.stdout.write(`Temporal server: ${server}, ${sql}\n`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
