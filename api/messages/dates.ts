import { addMonths } from '../../procedures/civil-dates.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { FieldError } from '../problems/problem.ts';
import { invalidFields } from '../problems/problems.ts';
import type { DecisionBody, ReceivedBody } from '../schemas/message-bodies.ts';

/** So far ahead a date may lie, or so far back: beyond, it is a slip of the pen. */
const farthestMonths = 24;
const longestAgoMonths = 120;

interface DateRule {
  path: string;
  date: CivilDate | undefined;
  /** Whether today itself is allowed. */
  today: boolean;
}

/**
 * A letter that gives a date gives one that can still be kept.
 *
 * @param today in the firm's zone
 * @throws Problem 422
 */
export function checkDecisionDates(body: DecisionBody, today: CivilDate): void {
  const farthest = addMonths(today, farthestMonths);
  const errors: FieldError[] = datesOf(body).flatMap(({ path, date, today: todayToo }): FieldError[] => {
    if (date === undefined) return [];
    if (date < today || (date === today && !todayToo))
      return [
        todayToo
          ? { path, code: 'passed', message: 'has passed' }
          : { path, code: 'not-later', message: 'must be later than today' },
      ];
    return date > farthest
      ? [{ path, code: 'too-far-ahead', message: `lies too far ahead; allowed: until ${farthest}`, until: farthest }]
      : [];
  });
  if (body.decision === 'recompute-plan') errors.push(...errorsOfSending(body.sentOn, today));
  if (errors.length > 0) throw invalidFields(errors);
}

/**
 * What has come in was not sent tomorrow.
 *
 * @param today in the firm's zone
 * @throws Problem 422
 */
export function checkReceivedDates(body: ReceivedBody, today: CivilDate): void {
  const errors = body.what === 'written-complaint' ? errorsOfSending(body.sentOn, today) : [];
  if (errors.length > 0) throw invalidFields(errors);
}

function errorsOfSending(sentOn: CivilDate | undefined, today: CivilDate): FieldError[] {
  if (sentOn === undefined) return [];
  if (sentOn > today) return [{ path: 'sentOn', code: 'in-the-future', message: 'lies in the future' }];
  const earliest = addMonths(today, -longestAgoMonths);
  return sentOn < earliest
    ? [{ path: 'sentOn', code: 'too-far-back', message: `lies too far back; allowed: from ${earliest} on` }]
    : [];
}

function datesOf(body: DecisionBody): DateRule[] {
  switch (body.decision) {
    case 'request-information':
      return [{ path: 'answerBy', date: body.answerBy, today: false }];
    case 'announce-delay':
    case 'interim-reply-now':
    case 'extend-gdpr':
      return [{ path: 'newDate', date: body.newDate, today: false }];
    case 'announce-measures':
      return [{ path: 'doneBy', date: body.doneBy, today: true }];
    case 'resolve':
      if (body.outcome === 'settled') return [{ path: 'offer.until', date: body.offer.until, today: false }];
      return [{ path: 'redress.paidBy', date: body.redress?.paidBy, today: true }];
    default:
      return [];
  }
}
