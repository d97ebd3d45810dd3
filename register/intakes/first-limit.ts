import { isCivilDate } from '../../procedures/civil-dates.ts';
import type { PlannedDuty } from '../../procedures/plan-owed.ts';
import { planRegistration } from '../../procedures/plan-registration.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { takenByWordOfMouth } from '../../procedures/word-of-mouth.ts';
import { type ComplaintKind, complaintKinds } from '../../workflows/domain/complaint.ts';
import type { DutyName } from '../../workflows/domain/duties.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { IntakeFields } from './intake-content.ts';

/**
 * The duties that an intake would have if it were registered as it stands, the nearest first: the clock runs from its receipt, whenever
 * somebody confirms it.
 *
 * @param receivedOn the day of receipt, in the firm's zone
 */
export function dutiesForeseen(
  procedure: Procedure,
  { channel, fields, receivedOn }: { channel: string; fields: IntakeFields; receivedOn: CivilDate },
): PlannedDuty[] {
  const kind = kindOf(fields.kind);
  const oral = channel === 'phone' || channel === 'meeting' ? takenByWordOfMouth(kind, procedure) : undefined;
  const duties = planRegistration(procedure, {
    reference: procedure.prefix,
    kind,
    receivedOn,
    registeredOn: receivedOn,
    sentOn: oral ? undefined : possibleDay(fields.sent, receivedOn),
    firstWrittenOn: oral ? undefined : possibleDay(fields.earlierWriting?.on, receivedOn),
    oral,
  });
  return duties.toSorted((one, other) => one.dueOn.localeCompare(other.dueOn));
}

/** False for what is owed only once somebody has decided that the insurer is responsible. */
export function isOwedAtOnce({ duty }: { duty: DutyName }): boolean {
  return duty !== 'insurer-forwarding';
}

/** What was read may be no day at all, or one after the receipt: then the receipt counts. */
function possibleDay(day: string | undefined, receivedOn: CivilDate): CivilDate | undefined {
  return day !== undefined && isCivilDate(day) && day <= receivedOn ? day : undefined;
}

function kindOf(kind: string | undefined): ComplaintKind {
  return complaintKinds.find((known) => known === kind) ?? 'classic';
}
