import { recordBreach } from '../register/breaches.ts';
import { announceNewDate, closeAsNeverWritten, closeComplaint, takeUp } from '../register/course.ts';
import { applyMessage } from '../register/messages.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { Register } from '../register/register.ts';
import type { LimitSource } from '../workflows/domain/duties.ts';
import type { DeliveredMessage, DutyOccasion, MessageOutcome, Standing } from '../workflows/domain/standing.ts';
import type { Instant } from '../workflows/domain/time.ts';
import { coded } from './coded-failure.ts';

/** What the workflow reads from the register and writes to it; every write may be run twice. */
export interface RegisterActivities {
  takeUp(input: { reference: string }): Promise<Standing>;
  applyMessage(message: DeliveredMessage): Promise<{ outcome: MessageOutcome; standing: Standing }>;
  nextSendingTime(input: DutyOccasion & { now: Instant }): Promise<Instant>;
  recordBreach(input: DutyOccasion & { source: LimitSource }): Promise<boolean>;
  closeComplaint(input: { reference: string }): Promise<Standing>;
  closeAsNeverWritten(input: { reference: string; occasion: string }): Promise<Standing>;
  announceNewDate(input: { reference: string; after: Pick<DutyOccasion, 'duty' | 'occasion'> }): Promise<Standing>;
}

/** Makes the activities from what they work on. */
export function createRegisterActivities({
  register,
  library,
  checkpoint,
}: {
  register: Register;
  library: ProcedureLibrary;
  checkpoint: (point: string) => void;
}): RegisterActivities {
  return {
    takeUp: ({ reference }) => coded(() => takeUp(register, reference)),
    applyMessage: (message) =>
      coded(async () => {
        checkpoint('decision-before-applying');
        const applied = await applyMessage(register, message, await library.rulebookOf(message.reference));
        checkpoint('decision-after-applying');
        return applied;
      }),
    nextSendingTime: ({ reference, duty, occasion, now }) =>
      coded(async () => library.nextSendingTime(reference, { duty, occasion }, now)),
    recordBreach: (limit) => coded(() => recordBreach(register, limit, 'not-done-in-time')),
    closeComplaint: ({ reference }) => coded(() => closeComplaint(register, reference)),
    closeAsNeverWritten: (input) =>
      coded(async () => closeAsNeverWritten(register, input, await library.rulebookOf(input.reference))),
    announceNewDate: (input) => coded(async () => announceNewDate(register, input, await library.rulebookOf(input.reference))),
  };
}
