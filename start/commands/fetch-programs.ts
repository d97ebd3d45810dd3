import { readEnvironment } from '../environment.ts';
import { findVeraPdf } from '../java-programs.ts';
import { findS3Server } from '../s3-program.ts';
import { findTemporalCli, findTemporalServer, findTestServer } from '../temporal-programs.ts';

// Makes the programs available that Doléance and its tests run: Temporal's command line, time-skipping test server and the server of
// production, an S3-compatible server, and veraPDF; fetched or built where they are missing. Prints where they are.
const say = (line: string) => process.stderr.write(`${line}\n`);

try {
  const env = readEnvironment(process.env);
  process.stdout.write(`TEMPORAL_CLI_PATH=${await findTemporalCli({ env, say })}\n`);
  process.stdout.write(`TEMPORAL_TEST_SERVER_PATH=${await findTestServer({ env, say })}\n`);
  const { server, sql } = await findTemporalServer({ env, say });
  process.stdout.write(`Temporal server: ${server}, ${sql}\n`);
  process.stdout.write(`S3-compatible server: ${await findS3Server({ env, say })}\n`);
  process.stdout.write(`veraPDF: ${await findVeraPdf({ env, say })}\n`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
