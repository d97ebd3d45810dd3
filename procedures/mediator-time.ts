import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import { partsOf } from '../workflows/domain/parts.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { datesOf, isWritten } from './complaint-dates.ts';
import { lastDay, mediatorPeriod } from './plan-duties.ts';
import type { Procedure } from './schema.ts';

/** Until when a consumer can go to the mediator, and the written complaint that this is counted from; days in the firm's zone. */
export interface MediatorTime {
  writtenOn: CivilDate;
  until: CivilDate;
}

/** Nothing where the mediator's period is not known (Belgium), where nothing is in writing, or for personal data alone. */
export function mediatorTime(procedure: Procedure, facts: ComplaintFacts): MediatorTime | undefined {
  if (!isWritten(facts) || !partsOf(facts.kind).includes('classic')) return undefined;
  const dates = datesOf(facts);
  const period = mediatorPeriod(procedure, dates);
  return period?.until === undefined ? undefined : { writtenOn: dates.sentOn ?? dates.receivedOn, until: period.until };
}

/**
 * True from the day on which the complainant is reminded to the mediator's last day.
 *
 * @param inForce the procedure whose recourse directory says how long before the end that is
 */
export function endsSoon(inForce: Procedure, { until }: MediatorTime, today: CivilDate): boolean {
  const remindBefore = inForce.recourse.find(({ type, period }) => type === 'mediator' && period !== undefined)?.period
    ?.remindBefore;
  return remindBefore !== undefined && today <= until && until <= lastDay(inForce, remindBefore, today);
}
