import { parseArgs } from 'node:util';

export const simulateUsage = `Runs a complaint's story through the real workflow, at its own dates, and prints what happens as JSON lines.

  npm run --silent simulate -- scenario.yaml --out FOLDER
  npm run --silent simulate -- --batch test/scenarios --out FOLDER

  --out FOLDER     writes the letters and a page with the timeline as a picture; in a batch, a folder for each scenario
  --batch FOLDER   runs all scenarios of a folder (*.yaml); each line has its 'scenario'
  --json-schema    prints the JSON schema of a scenario
  --help           prints this
`;

/** Something wrong in how the command was called, in one line. */
export class UsageError extends Error {
  constructor(message: string) {
    super(`simulate: ${message}`);
    this.name = 'UsageError';
  }
}

/** What the simulator is asked for. */
export type Call =
  | { what: 'help' }
  | { what: 'json-schema' }
  | { what: 'one'; file: string; out: string | undefined }
  | { what: 'batch'; folder: string; out: string | undefined };

const options = {
  out: { type: 'string' },
  batch: { type: 'string' },
  'json-schema': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** @throws UsageError */
export function readCall(args: string[]): Call {
  const { values, positionals } = parsed(args);
  if (values.help) return { what: 'help' };
  if (values['json-schema']) return { what: 'json-schema' };
  const { out, batch } = values;
  const [file, second] = positionals;
  if (batch !== undefined && file !== undefined) throw new UsageError(`'${file}' cannot stand beside --batch`);
  if (batch !== undefined) return { what: 'batch', folder: batch, out };
  if (second !== undefined) throw new UsageError(`one scenario at a time, or --batch FOLDER; '${second}' is one too many`);
  if (file === undefined) throw new UsageError('the scenario is missing; --help shows an example');
  return { what: 'one', file, out };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true });
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split(/\.(?:\s|$)|\n/)[0] ?? error.message) : String(error);
    throw new UsageError(`${problem}; allowed: a scenario's file, --out FOLDER, --batch FOLDER, --json-schema, --help`);
  }
}
