/** SQLSTATE classes and codes that say that the database is away, overloaded or lost a race: the same request can come again. */
const passing = [/^08/, /^53/, /^57/, /^40/, /^55P03$/, /^25P03$/];
const networkCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ENOENT',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
];

/** What pg and kysely say without a code. */
const withoutCode = [
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Connection terminated',
  'Client has encountered a connection error',
  'Cannot use a pool after calling end on the pool',
  'driver has already been destroyed',
];

/** True where an error says that the register cannot be reached or used at the moment. */
export function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error);
  if (
    code !== undefined &&
    (networkCodes.includes(code) || passing.some((form) => /^[0-9A-Z]{5}$/.test(code) && form.test(code)))
  )
    return true;
  const message = error instanceof Error ? error.message : '';
  return withoutCode.some((words) => message.includes(words));
}

/** SQLSTATE codes of a value that no column of its type can hold: no id, too large a number, a NUL. */
const unstorable = ['22P02', '22003', '22021'];

/** Whether a value that was sent is one that the register cannot even look for; whoever reads it should have refused it before. */
export function isUnstorable(error: unknown): boolean {
  return unstorable.includes(codeOf(error) ?? '');
}

/** What a log may say of an error: its name, its code and where it arose. Messages can hold what was sent, so they stay out. */
export function describeFault(error: unknown): { name: string; code?: string; at: string[] } {
  const name = error instanceof Error ? error.name : typeof error;
  const code = codeOf(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const at = stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  return { name, ...(code === undefined ? {} : { code }), at };
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined | null)?.code;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}
