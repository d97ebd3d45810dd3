import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { type DeadlinesQuestion, DeadlinesQuestionError, deadlinesAnswer } from '../deadlines.ts';
import { loadProcedures } from '../load-procedures.ts';
import { ProcedureFilesError } from '../yaml-files.ts';

const usage = `Prints the deadlines of a complaint as JSON.

  npm run --silent deadlines -- --procedure opticourtage --received 2026-05-13T18:30:00+02:00
  npm run --silent deadlines -- --batch questions.json

  --procedure ID    the firm's procedure
  --received WHEN   a date-time with its offset, or a date; its day in the firm's time zone counts
  --sent WHEN       the same for the day on which the complaint was sent; left out where unknown
  --kind KIND       classic (default), gdpr or classic-and-gdpr
  --batch FILE      a JSON array of { procedure, received, sent?, kind? }, '-' for standard input; prints an array
  --help            prints this
`;

const options = {
  procedure: { type: 'string' },
  received: { type: 'string' },
  sent: { type: 'string' },
  kind: { type: 'string' },
  batch: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Something wrong in how the command was called, in one line. */
class UsageError extends Error {}

/** Where a command reads and writes. */
interface Streams {
  stdin: NodeJS.ReadableStream;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

/**
 * Answers a call of the command; a fault is one line on the standard error output, and then nothing else is printed.
 *
 * @returns the exit code
 */
export async function runDeadlines(args: string[], { stdin, stdout, stderr }: Streams): Promise<0 | 1> {
  try {
    stdout.write(await answerTo(args, stdin));
    return 0;
  } catch (error) {
    stderr.write(`deadlines: ${faultOf(error)}\n`);
    return 1;
  }
}

/** @throws what is no fault of the caller or the files */
function faultOf(error: unknown): string {
  if (error instanceof UsageError) return error.message.replaceAll('\n', ' ');
  if (error instanceof ProcedureFilesError) return "the procedures' files have faults; 'npm run procedures:check' names them";
  throw error;
}

async function answerTo(args: string[], stdin: NodeJS.ReadableStream): Promise<string> {
  const given = readOptions(args);
  if (given.help) return usage;
  if (given.batch !== undefined) {
    const besides = Object.keys(given).find((option) => option !== 'batch');
    if (besides !== undefined)
      throw new UsageError(`--${besides} cannot stand beside --batch; each entry of the file has its own`);
    return batchAnswer(given.batch, stdin);
  }
  const { procedure, received, sent, kind } = given;
  if (procedure === undefined) throw new UsageError('--procedure is missing; --help shows an example');
  if (received === undefined) throw new UsageError('--received is missing; --help shows an example');
  const procedures = await loadProcedures();
  try {
    return `${JSON.stringify(deadlinesAnswer(procedures, { procedure, received, sent, kind }), null, 2)}\n`;
  } catch (error) {
    throw error instanceof DeadlinesQuestionError ? new UsageError(`--${error.field}: ${error.message}`) : error;
  }
}

async function batchAnswer(file: string, stdin: NodeJS.ReadableStream): Promise<string> {
  const questions = questionsIn(await contentOf(file, stdin), file);
  const procedures = await loadProcedures();
  const answers = questions.map((question, index) => {
    try {
      return JSON.stringify(deadlinesAnswer(procedures, question));
    } catch (error) {
      throw error instanceof DeadlinesQuestionError
        ? new UsageError(`entry ${index + 1}, ${error.field}: ${error.message}`)
        : error;
    }
  });
  return answers.length === 0 ? '[]\n' : `[\n${answers.join(',\n')}\n]\n`;
}

async function contentOf(file: string, stdin: NodeJS.ReadableStream): Promise<string> {
  if (file === '-') return text(stdin);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code ?? 'unknown reason'})`;
    throw new UsageError(`--batch: '${file}' ${reason}`);
  });
}

function questionsIn(content: string, file: string): DeadlinesQuestion[] {
  const name = file === '-' ? 'standard input' : `'${file}'`;
  let questions: unknown;
  try {
    questions = JSON.parse(content);
  } catch {
    throw new UsageError(`--batch: ${name} is no JSON; allowed: an array of { procedure, received, sent?, kind? }`);
  }
  if (!Array.isArray(questions))
    throw new UsageError(`--batch: ${name} is no array; allowed: an array of { procedure, received, sent?, kind? }`);
  return questions.map((question: unknown, index) => questionOf(question, index + 1));
}

const questionFields = ['procedure', 'received', 'sent', 'kind'] as const;

function questionOf(value: unknown, entry: number): DeadlinesQuestion {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`entry ${entry} is no object; allowed: { procedure, received, sent?, kind? }`);
  }
  const given = new Map<string, unknown>(Object.entries(value));
  for (const [field, content] of given) {
    if (!questionFields.some((known) => known === field)) {
      throw new UsageError(`entry ${entry}: '${field}' is not known; allowed: ${questionFields.join(', ')}`);
    }
    if (typeof content !== 'string' && !(content === null && field !== 'procedure' && field !== 'received')) {
      throw new UsageError(`entry ${entry}, ${field}: must be a text`);
    }
  }
  const [procedure, received, sent, kind] = questionFields.map((field) => given.get(field));
  if (typeof procedure !== 'string') throw new UsageError(`entry ${entry}: procedure is missing`);
  if (typeof received !== 'string') throw new UsageError(`entry ${entry}: received is missing`);
  return {
    procedure,
    received,
    sent: typeof sent === 'string' ? sent : undefined,
    kind: typeof kind === 'string' ? kind : undefined,
  };
}

function readOptions(args: string[]) {
  try {
    return { ...parseArgs({ args, options, strict: true, allowPositionals: false }).values };
  } catch (error) {
    if (!isParsingError(error)) throw error;
    const problem = error.message.split(/\.(?:\s|$)|\n/)[0] ?? error.message;
    throw new UsageError(
      `${problem}; allowed: ${Object.keys(options)
        .map((option) => `--${option}`)
        .join(', ')}`,
    );
  }
}

function isParsingError(error: unknown): error is Error {
  const code: unknown = error !== null && typeof error === 'object' && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_');
}
