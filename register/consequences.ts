import type { PlannedDuty } from '../procedures/plan-owed.ts';
import type { Change, OwedDuty } from '../workflows/domain/change.ts';
import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import { type DutyStatus, sameDuty } from '../workflows/domain/duties.ts';
import type { CivilDate } from '../workflows/domain/time.ts';

/** What only the procedure can plan. */
export interface Planner {
  /** Plans a duty that a message, or Doléance itself, gives rise to on a day; undefined where no text and no law has a number. */
  planOwed(
    owed: OwedDuty,
    complaint: { facts: ComplaintFacts; duties: DutyStatus[] },
    occasion: string,
    on: CivilDate,
  ): PlannedDuty | undefined;
}

/** What a change comes to once the procedure has planned it. */
export interface Consequences {
  ended: Change['ended'];
  added: PlannedDuty[];
  /** All duties as they stand afterwards. */
  duties: DutyStatus[];
}

/**
 * Plans what a change gives rise to. Nothing is kept: the register writes it down where the change is made, and a preview looks at it.
 *
 * @param duties as they stood before
 * @param occasion of the duties that name none themselves: the message's id
 * @param on the day of the change, in the firm's zone
 */
export function consequencesOf(
  change: Change,
  duties: DutyStatus[],
  planner: Planner,
  occasion: string,
  on: CivilDate,
): Consequences {
  const { facts, owed } = change;
  const planned = owed.map((one) => planner.planOwed(one, { facts, duties }, occasion, on)).filter((duty) => duty !== undefined);
  let { ended } = change;
  const added: PlannedDuty[] = [];
  for (const duty of planned) {
    const unchanged = replacedByTheSame(duty, ended, duties);
    if (unchanged) ended = ended.filter((end) => end !== unchanged);
    else added.push(duty);
  }
  return { ended, added, duties: dutiesAfter(duties, ended, added) };
}

function dutiesAfter(duties: DutyStatus[], ended: Change['ended'], added: DutyStatus[]): DutyStatus[] {
  const kept = duties.map((duty) => {
    const reason = ended.find((end) => sameDuty(end, duty))?.void;
    return reason === undefined ? duty : { ...duty, void: reason };
  });
  return [...kept, ...added];
}

/** A duty that is planned anew with the limits that it has stays as it is, with what has come of it so far. */
function replacedByTheSame(
  added: PlannedDuty,
  ended: Change['ended'],
  duties: DutyStatus[],
): Change['ended'][number] | undefined {
  // Another mandate is asked of somebody else.
  if (added.duty === 'mandate-request') return undefined;
  const end = ended.find(({ duty, void: reason }) => duty === added.duty && reason === 'replaced');
  const before = end && duties.find((duty) => sameDuty(duty, end));
  return before && hasSameLimits(before, added) ? end : undefined;
}

function hasSameLimits(before: DutyStatus, after: PlannedDuty): boolean {
  const words = ({ limits, letters }: Pick<DutyStatus, 'limits' | 'letters'>) =>
    JSON.stringify([limits.map(({ source, dueOn }) => [source, dueOn]), letters]);
  return words(before) === words(after);
}
