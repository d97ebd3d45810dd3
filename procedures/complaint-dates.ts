import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import type { ComplaintDates } from './plan-duties.ts';

/**
 * The dates that a complaint's limits run from. Where the firm asks for writing, everything begins with it; where it takes a call as a
 * complaint, its own limits begin with the call and the regulator's with the first writing.
 */
export function datesOf({
  receivedOn,
  sentOn,
  registeredOn,
  oral,
  writing,
  countedFromSending,
}: Pick<ComplaintFacts, 'receivedOn' | 'sentOn' | 'registeredOn' | 'oral' | 'writing' | 'countedFromSending'>): ComplaintDates {
  if (oral === 'invited' && writing) return { receivedOn: writing.receivedOn, sentOn: writing.sentOn, registeredOn };
  if (oral !== undefined)
    return { receivedOn, registeredOn, oral: true, sentOn: writing && (writing.sentOn ?? writing.receivedOn) };
  return { receivedOn: countedFromSending ? (sentOn ?? receivedOn) : receivedOn, sentOn, registeredOn };
}

/** True where there is something in writing, which a mediator asks for. */
export function isWritten({ oral, writing }: Pick<ComplaintFacts, 'oral' | 'writing'>): boolean {
  return oral === undefined || writing !== undefined;
}
