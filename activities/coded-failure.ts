import { ApplicationFailure } from '@temporalio/activity';

/**
 * Runs an activity's work so that a fault leaves it as a code only: the database's and the mail server's own words hold names
 * and addresses, and failures stand in histories. All of them are retried.
 */
export async function coded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (fault) {
    if (fault instanceof ApplicationFailure) throw fault;
    throw codedFailure(codeOf(fault));
  }
}

/** A failure with a code, and with how long to wait before the next attempt. */
export function codedFailure(code: string, waitMilliseconds?: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: code,
    message: code,
    nonRetryable: false,
    ...(waitMilliseconds === undefined ? {} : { nextRetryDelay: Math.max(1, Math.ceil(waitMilliseconds)) }),
  });
}

/** SQLSTATE or a system error's code, else the error's class: never its message. */
function codeOf(fault: unknown): string {
  const code = (fault as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^[A-Z0-9_]{3,40}$/.test(code)) return `register-${code}`;
  return fault instanceof Error ? `fault-${fault.name}` : 'fault';
}
