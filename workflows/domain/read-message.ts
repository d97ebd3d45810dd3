import { complaintKinds, complaintParts, escalationTargets, levels, mandates, outcomes, responsibilities } from './complaint.ts';
import { type Decision, type Message, receivedKinds } from './messages.ts';
import type { CivilDate } from './time.ts';

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
    if (what !== 'written-complaint') return what && { signal, body: { what } };
    const sentOn = dayOr(given['sentOn'], undefined);
    return sentOn === null ? undefined : { signal, body: { what, ...(sentOn === undefined ? {} : { sentOn }) } };
  }
  const body = readDecision(given);
  return body && { signal, body };
}

function readDecision(given: Record<string, unknown>): Decision | undefined {
  const decision = given['decision'];
  switch (decision) {
    case 'acknowledge-now':
    case 'answer-within-week':
    case 'invite-to-write':
    case 'approve':
    case 'send-back':
    case 'announce-measures':
    case 'redirect':
    case 'send-on-to-mediator':
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
    case 'name-representative': {
      const mandate = oneOf(mandates, given['mandate']);
      return mandate && { decision, mandate, ...(given['byPost'] === true ? { byPost: true } : {}) };
    }
    case 'complete-file':
      return { decision, ...(given['mailbox'] === true ? { mailbox: true } : {}) };
    case 'set-responsibility': {
      const responsibility = oneOf(responsibilities, given['responsibility']);
      return responsibility && { decision, responsibility };
    }
    case 'classify': {
      const as = oneOf([...complaintKinds, 'not-a-complaint'] as const, given['as']);
      return as && { decision, as };
    }
    case 'announce-delay': {
      const newDate = dayOr(given['newDate'], null);
      const part = oneOf(complaintParts, given['part']);
      if (newDate === null || (given['part'] !== undefined && !part)) return undefined;
      return { decision, newDate, ...(part ? { part } : {}) };
    }
    case 'interim-reply-now':
    case 'extend-gdpr': {
      const newDate = dayOr(given['newDate'], null);
      return newDate === null || newDate === undefined ? undefined : { decision, newDate };
    }
    case 'record-result': {
      const outcome = oneOf(outcomes, given['outcome']);
      return outcome && { decision, outcome };
    }
    case 'resolve':
      return readResolution(given);
    case 'raise-level': {
      const level = oneOf(levels, given['level']);
      return level && { decision, level };
    }
    case 'recompute-plan': {
      const sentOn = dayOr(given['sentOn'], undefined);
      return sentOn === null ? undefined : { decision, ...(sentOn === undefined ? {} : { sentOn }) };
    }
    case 'move-to-version': {
      const version = given['version'];
      return typeof version === 'string' && /^[a-z0-9-]{1,60}@[0-9a-f]{1,64}$/.test(version) ? { decision, version } : undefined;
    }
    case 'declare-conflict': {
      const staff = given['staff'];
      return typeof staff === 'string' && /^[a-z0-9-]{1,60}$/.test(staff) ? { decision, staff } : undefined;
    }
    default:
      return undefined;
  }
}

function readResolution(given: Record<string, unknown>): Decision | undefined {
  const outcome = oneOf(outcomes, given['outcome']);
  const part = oneOf(complaintParts, given['part']);
  const validUntil = dayOr(given['validUntil'], undefined);
  if (!outcome || validUntil === null || (given['part'] !== undefined && !part)) return undefined;
  return {
    decision: 'resolve',
    outcome,
    ...(part ? { part } : {}),
    ...(given['proposed'] === true ? { proposed: true } : {}),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}

/** The day given, what stands in for none, or null where it is no day. */
function dayOr<Absent>(value: unknown, absent: Absent): CivilDate | Absent | null {
  if (value === undefined) return absent;
  return typeof value === 'string' && isDay(value) ? value : null;
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
