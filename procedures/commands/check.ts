import { resolve } from 'node:path';
import { loadProcedures } from '../load-procedures.ts';
import { quotationsIn } from '../quotations.ts';
import { ProcedureFilesError } from '../yaml-files.ts';

const usage = `Checks the procedures, regulators, calendars, limitation periods and the recourse directory.

  npm run procedures:check [-- FOLDER]

Prints for each fault the file, the line, what is wrong and what is allowed, and ends with 1.
`;

async function check(folder: string | undefined): Promise<void> {
  const procedures = await loadProcedures(folder === undefined ? undefined : resolve(folder));
  for (const procedure of procedures.all()) {
    const quotations = quotationsIn(procedure).length;
    const laws = [...procedure.regulators.flatMap(({ limits }) => limits), ...(procedure.limitations ?? [])];
    const unconfirmed = laws.filter(({ status }) => status === 'unconfirmed').length;
    process.stdout.write(
      `${procedure.version}: in order; ${quotations} quotations found in its text, ${unconfirmed} ${unconfirmed === 1 ? 'limit' : 'limits'} unconfirmed\n`,
    );
  }
}

const [folder, ...more] = process.argv.slice(2);
if (folder === '--help') {
  process.stdout.write(usage);
} else if (more.length > 0 || folder?.startsWith('-')) {
  process.stderr.write(`procedures:check: '${more[0] ?? folder}' is not known; allowed: one folder, or --help\n`);
  process.exitCode = 1;
} else {
  try {
    await check(folder);
  } catch (error) {
    if (!(error instanceof ProcedureFilesError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
