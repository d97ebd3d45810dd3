import type { ComplaintKind } from '../workflows/domain/complaint.ts';
import type { DutyName } from '../workflows/domain/duties.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { datesOf } from './complaint-dates.ts';
import { lettersFor } from './letters-of-duties.ts';
import { planDuties, planOwnDuty } from './plan-duties.ts';
import type { PlannedDuty } from './plan-owed.ts';
import { inTimeForPost } from './post.ts';
import type { Procedure } from './schema.ts';

/** What a registration needs to know of a complaint. */
export interface Registration {
  reference: string;
  kind: ComplaintKind;
  /** How it arrived; who used the web form and has a mailbox gets a dated copy. */
  channel?: string | undefined;
  /** Civil dates in the firm's zone. */
  sentOn?: CivilDate | undefined;
  firstWrittenOn?: CivilDate | undefined;
  receivedOn: CivilDate;
  registeredOn: CivilDate;
  oral?: 'taken' | 'invited' | undefined;
  mandate?: 'recorded' | 'missing' | undefined;
  /** There is no e-mail address to write to. */
  byPost?: boolean | undefined;
  /** Told by word of mouth and put right at once: recorded, and nothing is owed. */
  solvedAtOnce?: boolean | undefined;
}

/**
 * The duties that a complaint gives rise to when it is registered. One made by word of mouth at a firm that asks for writing owes the
 * invitation to write and nothing else: the clocks begin with the writing.
 */
export function planRegistration(procedure: Procedure, complaint: Registration): PlannedDuty[] {
  if (complaint.solvedAtOnce) return [];
  const duties = dutiesOf(procedure, complaint);
  const { reference, receivedOn } = complaint;
  return complaint.byPost ? duties.map((duty) => inTimeForPost(procedure, reference, duty, receivedOn)) : duties;
}

function dutiesOf(procedure: Procedure, complaint: Registration): PlannedDuty[] {
  const { reference, registeredOn, oral, mandate } = complaint;
  const own = (duty: DutyName): PlannedDuty => ({
    ...planOwnDuty(procedure, { reference, duty, occasion: 'first', from: registeredOn }),
    letters: lettersFor(procedure, complaint.kind, duty),
  });
  const asked = mandate === 'missing' ? [own('mandate-request')] : [];
  if (oral === 'invited') return [own('invitation-to-write'), ...asked];
  const { kind, channel, byPost } = complaint;
  const copy = channel === 'web-form' && !byPost ? [own('complaint-copy')] : [];
  const fromTheStart = planDuties(procedure, { reference, kind, ...datesOf(complaint) });
  return [...fromTheStart.map((duty) => ({ ...duty, letters: lettersFor(procedure, kind, duty.duty) })), ...copy, ...asked];
}
