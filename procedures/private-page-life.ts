import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { mediatorTime } from './mediator-time.ts';
import { lastDay } from './plan-duties.ts';
import type { Procedure } from './schema.ts';

/** So long a page stays open after the complaint's end where the procedure names no time of its own. */
const usually = { within: 12, unit: 'months' } as const;

/**
 * The last day on which a complainant's private page can be opened, in the firm's zone; undefined while the complaint is open, or is with
 * the mediator or the court. It stays as long as somebody can go to the mediator; where nobody knows how long that is (Belgium), where
 * the way is not theirs, or was over when the complaint ended, for the procedure's own time after that end.
 *
 * @param capacity of the complainant: only a consumer can go to a consumer mediator
 * @param closedOn the day on which the complaint ended
 */
export function lastDayOfPrivatePage(
  procedure: Procedure,
  facts: ComplaintFacts,
  { capacity, closedOn }: { capacity: string; closedOn: CivilDate | undefined },
): CivilDate | undefined {
  if (facts.stage !== 'closed' || closedOn === undefined) return undefined;
  const until = capacity === 'consumer' ? mediatorTime(procedure, facts)?.until : undefined;
  if (until !== undefined && until > closedOn) return until;
  return lastDay(procedure, procedure.privatePage?.openFor ?? usually, closedOn);
}
