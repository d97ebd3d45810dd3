import { planDuties } from '../../../procedures/plan-duties.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { registerComplaint } from '../../../register/complaints.ts';
import type { RegisterParts } from '../../../start/register-parts.ts';
import type { Duty } from '../../../workflows/domain/duties.ts';
import type { Instant } from '../../../workflows/domain/time.ts';

/** Registers a complaint whose acknowledgement is due so many seconds from now: no procedure has a limit that short. */
export async function registerWithLimitIn(
  seconds: number,
  { register, library }: RegisterParts,
): Promise<{ reference: string; dueAt: Instant }> {
  const procedure = library.inForce('opticourtage');
  if (procedure === undefined) throw new Error('opticourtage is missing');
  const now = register.clock();
  const today = civilDateAt(now, procedure.firm.timeZone);
  const dueAt = now + seconds * 1000;
  const acknowledgement: Duty = {
    duty: 'acknowledgement',
    occasion: 'first',
    dueOn: today,
    dueAt,
    sendOn: today,
    sendAt: dueAt,
    sendBy: dueAt,
    limits: [{ source: 'procedure', dueOn: today, dueAt, rule: `${seconds} seconds, for a test` }],
  };
  const { reference } = await registerComplaint(
    register,
    {
      procedure,
      kind: 'classic',
      channel: 'letter',
      language: 'fr',
      country: 'FR',
      capacity: 'consumer',
      receivedOn: today,
      receivedAt: now,
      registeredOn: today,
      level: '1',
      sender: 'private-person',
      actor: 'test',
      content: {
        complainant: { name: 'Dominique Exemple', salutation: 'madam', email: 'dominique@example.org' },
        matter: 'la résiliation de votre contrat',
        reason: 'Mon contrat a été résilié sans préavis.',
      },
    },
    (reference) =>
      planDuties(procedure, { reference, kind: 'classic', receivedOn: today }).map((duty) =>
        duty.duty === 'acknowledgement' ? acknowledgement : duty,
      ),
  );
  return { reference, dueAt };
}
