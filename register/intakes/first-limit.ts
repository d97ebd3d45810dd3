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
 * @param registeredOn the day on which somebody registers it; that of the receipt where left out
 */
export function dutiesForeseen(
  procedure: Procedure,
  {
    channel,
    fields,
    receivedOn,
    registeredOn = receivedOn,
  }: { channel: string; fields: IntakeFields; receivedOn: CivilDate; registeredOn?: CivilDate },
): PlannedDuty[] {
  const kind = kindOf(fields.kind);
  const oral = channel === 'phone' || channel === 'meeting' ? takenByWordOfMouth(kind, procedure) : undefined;
  const duties = planRegistration(procedure, {
    reference: procedure.prefix,
    kind,
    receivedOn,
    registeredOn,
    mandate: mandateOf(fields),
    byPost: isByPost(fields),
    solvedAtOnce: oral !== undefined && said(fields.solvedAtOnce),
    sentOn: oral ? undefined : possibleDay(fields.sent, receivedOn),
    firstWrittenOn: oral ? undefined : possibleDay(fields.earlierWriting?.on, receivedOn),
    oral,
  });
  return duties.toSorted((one, other) => one.dueOn.localeCompare(other.dueOn));
}

function mandateOf({ representative }: IntakeFields): 'recorded' | 'missing' | undefined {
  if (!said(representative?.name)) return undefined;
  return representative?.mandate === 'recorded' ? 'recorded' : 'missing';
}

/** Letters by post are written earlier; nothing is known of that while nobody has said how to reach the person. */
function isByPost(fields: IntakeFields): boolean {
  const addressee = mandateOf(fields) === 'recorded' ? fields.representative : fields.complainant;
  return addressee !== undefined && !said(addressee.email);
}

function said(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
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
