import { Temporal } from 'temporal-polyfill/implementation';
import { type ComplaintKind, complaintKinds } from '../workflows/domain/complaint.ts';
import type { DutyName, LimitSource } from '../workflows/domain/duties.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { isCivilDate } from './civil-dates.ts';
import type { Procedures } from './load-procedures.ts';
import { planDuties } from './plan-duties.ts';
import { civilDateAt } from './zoned-time.ts';

/** A question as it is typed: nothing in it has been checked. */
export interface DeadlinesQuestion {
  procedure: string;
  /** A date-time with its offset, whose day in the firm's zone counts, or a date. */
  received: string;
  sent?: string | undefined;
  /** `classic` where left out. */
  kind?: string | undefined;
}

/** The deadlines of a complaint; `dueOn` and `sendOn` are days in the firm's zone, and limits come strictest first. */
export interface DeadlinesAnswer {
  procedure: string;
  /** As given. */
  received: string;
  deadlines: {
    duty: DutyName;
    dueOn: CivilDate;
    sendOn: CivilDate;
    limits: { source: LimitSource; dueOn: CivilDate; rule: string }[];
  }[];
}

/** A question that cannot be answered, and the field that is wrong. */
export class DeadlinesQuestionError extends Error {
  readonly field: keyof DeadlinesQuestion;

  constructor(field: keyof DeadlinesQuestion, message: string) {
    super(message);
    this.name = 'DeadlinesQuestionError';
    this.field = field;
  }
}

/**
 * The deadlines of a complaint received, and perhaps sent, at that time.
 *
 * @throws DeadlinesQuestionError with the field, what is wrong and what is allowed
 */
export function deadlinesAnswer(procedures: Procedures, question: DeadlinesQuestion): DeadlinesAnswer {
  const procedure = procedures.get(question.procedure);
  if (procedure === undefined) {
    const known = procedures
      .all()
      .map(({ id }) => id)
      .join(', ');
    throw new DeadlinesQuestionError('procedure', `'${question.procedure}' is not known; allowed: ${known}`);
  }
  const { timeZone } = procedure.firm;
  const received = dayOf('received', question.received, timeZone);
  const sent = question.sent === undefined ? undefined : dayOf('sent', question.sent, timeZone);
  if (sent !== undefined && isAfter(sent, received)) {
    throw new DeadlinesQuestionError(
      'sent',
      `'${question.sent}' is after '${question.received}', when the complaint was received`,
    );
  }
  const duties = planDuties(procedure, {
    reference: procedure.prefix,
    kind: kindOf(question.kind),
    receivedOn: received.day,
    sentOn: sent?.day,
  });
  return {
    procedure: procedure.id,
    received: question.received,
    deadlines: duties.map(({ duty, dueOn, sendOn, limits }) => ({
      duty,
      dueOn,
      sendOn,
      limits: limits.map(({ source, dueOn, rule }) => ({ source, dueOn, rule })),
    })),
  };
}

interface Moment {
  day: CivilDate;
  /** Known only where a time was given. */
  instant?: Instant;
}

const withOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const withoutOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;
/** Beyond these years the holidays and limits of the files say nothing. */
const firstYear = 1990;
const lastYear = 2199;

function dayOf(field: 'received' | 'sent', value: string, timeZone: string): Moment {
  const moment = momentOf(value, timeZone);
  if (moment === undefined) {
    const what = withoutOffset.test(value) ? 'has no offset from UTC' : 'is no date';
    throw new DeadlinesQuestionError(field, `'${value}' ${what}; allowed: 2026-05-13T18:30:00+02:00 or 2026-05-13`);
  }
  const year = Number(moment.day.slice(0, 4));
  if (year >= firstYear && year <= lastYear) return moment;
  throw new DeadlinesQuestionError(field, `'${value}' is too far away; allowed: years ${firstYear} to ${lastYear}`);
}

function momentOf(value: string, timeZone: string): Moment | undefined {
  if (isCivilDate(value)) return { day: value };
  if (!withOffset.test(value)) return undefined;
  try {
    const instant = Temporal.Instant.from(value).epochMilliseconds;
    return { day: civilDateAt(instant, timeZone), instant };
  } catch {
    return undefined;
  }
}

function isAfter(sent: Moment, received: Moment): boolean {
  if (sent.instant !== undefined && received.instant !== undefined) return sent.instant > received.instant;
  return sent.day > received.day;
}

function kindOf(kind: string | undefined): ComplaintKind {
  const known = complaintKinds.find((one) => one === (kind ?? 'classic'));
  if (known === undefined)
    throw new DeadlinesQuestionError('kind', `'${kind}' is not known; allowed: ${complaintKinds.join(', ')}`);
  return known;
}
