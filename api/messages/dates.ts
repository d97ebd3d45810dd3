import { addMonths } from '../../procedures/civil-dates.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { FieldError } from '../problems/problem.ts';
import { invalidFields } from '../problems/problems.ts';
import type { DecisionBody } from '../schemas/message-bodies.ts';

/** So far ahead a date may lie: beyond, it is a slip of the pen. */
const farthestMonths = 24;

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
export function checkDates(body: DecisionBody, today: CivilDate): void {
  const farthest = addMonths(today, farthestMonths);
  const errors: FieldError[] = datesOf(body).flatMap(({ path, date, today: todayToo }) => {
    if (date === undefined) return [];
    if (date < today || (date === today && !todayToo))
      return [{ path, message: todayToo ? 'has passed' : 'must be later than today' }];
    return date > farthest ? [{ path, message: `lies too far ahead; allowed: until ${farthest}` }] : [];
  });
  if (errors.length > 0) throw invalidFields(errors);
}

function datesOf(body: DecisionBody): DateRule[] {
  switch (body.decision) {
    case 'request-information':
      return [{ path: 'answerBy', date: body.answerBy, today: false }];
    case 'announce-delay':
      return [{ path: 'newDate', date: body.newDate, today: false }];
    case 'resolve':
      if (body.outcome === 'settled') return [{ path: 'offer.until', date: body.offer.until, today: false }];
      return [{ path: 'redress.paidBy', date: body.redress?.paidBy, today: true }];
    default:
      return [];
  }
}
