import type { CivilDate } from '../workflows/domain/time.ts';
import type { ComplaintDates } from './plan-duties.ts';

/** What the facts of a complaint say of its dates; civil dates in the firm's zone. */
interface DatedComplaint {
  receivedOn: CivilDate;
  sentOn?: CivilDate | undefined;
  firstWrittenOn?: CivilDate | undefined;
  registeredOn: CivilDate;
  oral?: 'taken' | 'invited' | undefined;
  writing?: { sentOn?: CivilDate; receivedOn: CivilDate } | undefined;
  countedFromSending?: true | undefined;
}

/**
 * The dates that a complaint's limits run from. Where the firm asks for writing, everything begins with it; where it takes a call as a
 * complaint, its own limits begin with the call and the regulator's with the first writing.
 */
export function datesOf(complaint: DatedComplaint): ComplaintDates {
  const { receivedOn, sentOn, firstWrittenOn, registeredOn, oral, writing, countedFromSending } = complaint;
  if (oral === 'invited' && writing) return { receivedOn: writing.receivedOn, sentOn: writing.sentOn, registeredOn };
  if (oral !== undefined)
    return { receivedOn, registeredOn, oral: true, sentOn: writing && (writing.sentOn ?? writing.receivedOn) };
  const firstWriting = [sentOn, firstWrittenOn].filter((day) => day !== undefined).toSorted()[0];
  return { receivedOn: countedFromSending ? (sentOn ?? receivedOn) : receivedOn, sentOn: firstWriting, registeredOn };
}

/** True where there is something in writing, which a mediator asks for. */
export function isWritten({ oral, writing }: Pick<DatedComplaint, 'oral' | 'writing'>): boolean {
  return oral === undefined || writing !== undefined;
}
