import { escalationTargets, outcomes, responsibilities } from './complaint.ts';
import { type Decision, type Message, receivedKinds } from './messages.ts';

/**
 * Reads what a signal carries, taking over nothing but the facts of the procedure: a signal sent by hand may carry anything.
 *
 * @returns undefined where it is none of the known messages, or lacks what its kind needs
 */
export function readMessage(signal: Message['signal'], payload: unknown): Message | undefined {
  const given = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
  if (signal === 'escalate') {
    const to = oneOf(escalationTargets, given['to']);
    return to && { signal, body: { to } };
  }
  if (signal === 'receive') {
    const what = oneOf(receivedKinds, given['what']);
    return what && { signal, body: { what } };
  }
  const body = readDecision(given);
  return body && { signal, body };
}

function readDecision(given: Record<string, unknown>): Decision | undefined {
  const decision = given['decision'];
  switch (decision) {
    case 'acknowledge-now':
    case 'request-information':
    case 'answer-enquiry':
    case 'cannot-treat-further':
    case 'withdraw':
    case 'reopen':
    case 'close':
      return { decision };
    case 'assign': {
      const caseHandler = given['caseHandler'];
      return typeof caseHandler === 'string' && /^[a-z0-9-]{1,60}$/.test(caseHandler) ? { decision, caseHandler } : undefined;
    }
    case 'set-responsibility': {
      const responsibility = oneOf(responsibilities, given['responsibility']);
      return responsibility && { decision, responsibility };
    }
    case 'announce-delay': {
      const newDate = given['newDate'];
      return typeof newDate === 'string' && isDay(newDate) ? { decision, newDate } : undefined;
    }
    case 'resolve': {
      const outcome = oneOf(outcomes, given['outcome']);
      return outcome && { decision, outcome };
    }
    default:
      return undefined;
  }
}

/** A day that the calendar has: 29 February only in a leap year. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const start = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(text);
}

function oneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((one) => one === value);
}
