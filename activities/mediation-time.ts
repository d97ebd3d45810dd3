import { addMonths } from '../procedures/civil-dates.ts';
import { endsSoon, type MediatorTime, mediatorTime } from '../procedures/mediator-time.ts';
import type { Procedure } from '../procedures/schema.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { Queries } from '../register/register.ts';
import { consumerComplaints } from '../register/watch.ts';
import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import { isContestable } from '../workflows/domain/ending.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { dayOfLastDigest } from './digest-contents.ts';

/** A consumer's complaint whose time with the mediator ends soon. */
export interface EndingMediation {
  facts: ComplaintFacts;
  time: MediatorTime;
  /** It did not end soon yet on the day of the last digest. */
  comesIntoView: boolean;
  reminded: boolean;
}

/** No mediator's period is as long as this, in months from the receipt of the complaint; older ones need not be looked at. */
const longestPeriod = 36;

/** Those who can still go to the mediator, but not for long. */
export async function endingMediations(
  queries: Queries,
  library: ProcedureLibrary,
  procedure: Procedure,
  today: CivilDate,
): Promise<EndingMediation[]> {
  const complaints = await consumerComplaints(queries, { procedure: procedure.id, since: addMonths(today, -longestPeriod) });
  const lastDigest = dayOfLastDigest(procedure, today);
  const ending: EndingMediation[] = [];
  for (const { facts, reminded } of complaints) {
    if (hasGoneOn(facts) || isContestable(facts)) continue;
    const time = mediatorTime(await library.version(facts.procedureVersion), facts);
    if (!time || !endsSoon(procedure, time, today)) continue;
    ending.push({ facts, time, reminded, comesIntoView: !endsSoon(procedure, time, lastDigest) });
  }
  return ending;
}

/** Nobody is sent where the complaint is or has been. */
function hasGoneOn({ escalations, mediator }: ComplaintFacts): boolean {
  return mediator !== undefined || escalations.some((target) => target !== 'insurer');
}

/** Once; who still waits for the answer needs it most: the mediator's year runs from the complaint and not from the answer. */
export function isToBeReminded({ reminded }: EndingMediation): boolean {
  return !reminded;
}
