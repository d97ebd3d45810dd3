import { loadProcedures } from '../../procedures/load-procedures.ts';
import { planDuties } from '../../procedures/plan-duties.ts';
import { type NewComplaint, registerComplaint } from '../../register/complaints.ts';
import { type Acceptance, acceptMessage } from '../../register/messages.ts';
import { migrate } from '../../register/migrate.ts';
import { ProcedureLibrary } from '../../register/procedure-library.ts';
import { rulebook } from '../../register/procedure-rules.ts';
import { openRegister, type Register } from '../../register/register.ts';
import type { RequestKey } from '../../register/request-keys.ts';
import type { Decision } from '../../workflows/domain/messages.ts';
import { type FreshDatabase, registerDatabase } from '../helpers/database.ts';

/** A register on a database of its own, with the procedures in force; its clock is set by the test. */
export interface GivenRegister {
  register: Register;
  library: ProcedureLibrary;
  database: FreshDatabase;
  time: { now: number };
  close(): Promise<void>;
}

/** Noon of 13 May 2026 in Paris. */
const noon = Date.parse('2026-05-13T12:00:00+02:00');

export async function givenRegister(): Promise<GivenRegister> {
  const database = await registerDatabase();
  const time = { now: noon };
  const register = openRegister(database.url, { clock: () => time.now });
  await migrate(register);
  const library = new ProcedureLibrary(register, await loadProcedures());
  await library.keepCurrent();
  return {
    register,
    library,
    database,
    time,
    close: async () => {
      await register.close();
      await database.drop();
    },
  };
}

/** Everything that is personal here; none of it may be found in the open. */
export const personal = {
  name: 'Dominique Exemple',
  email: 'dominique.exemple@example.org',
  street: '3 rue des Essais',
  phone: '+33199000000',
  reason: 'Ma résiliation n’a jamais été prise en compte',
  solution: 'Le remboursement de quatre mensualités',
  policy: 'POL-778899',
  decision: 'Les pièces vous donnent entièrement raison',
  insurer: 'Exemple Assurances Mutuelles',
};

function newComplaint({ library }: Pick<GivenRegister, 'library'>): NewComplaint {
  const procedure = library.inForce('opticourtage');
  if (procedure === undefined) throw new Error('opticourtage is missing');
  return {
    procedure,
    kind: 'classic',
    channel: 'letter',
    language: 'fr',
    country: 'FR',
    capacity: 'consumer',
    sender: 'private-person',
    receivedOn: '2026-05-13',
    registeredOn: '2026-05-13',
    receivedAt: noon,
    level: '1',
    actor: 'tests',
    content: {
      complainant: {
        name: personal.name,
        salutation: 'madam',
        email: personal.email,
        phone: personal.phone,
        address: { lines: [personal.street, '59000 LILLE'], country: 'FR' },
      },
      reason: personal.reason,
      solutionSought: personal.solution,
      policyNumber: personal.policy,
    },
  };
}

/** Registers a complaint. @returns its reference */
export async function register(
  given: Pick<GivenRegister, 'register' | 'library'>,
  {
    requestKey,
    checkpoint,
    change = {},
  }: { requestKey?: RequestKey; checkpoint?: (point: string) => void; change?: Partial<NewComplaint> } = {},
): Promise<string> {
  const complaint = { ...newComplaint(given), ...change };
  const procedure = given.library.inForce('opticourtage');
  if (procedure === undefined) throw new Error('opticourtage is missing');
  const plan = (reference: string) => planDuties(procedure, { reference, kind: 'classic', receivedOn: complaint.receivedOn });
  const { reference } = await registerComplaint(given.register, complaint, plan, {
    ...(requestKey ? { requestKey } : {}),
    ...(checkpoint ? { checkpoint } : {}),
  });
  return reference;
}

/** Staff decide, with personal texts. */
export function decide(given: GivenRegister, reference: string, body: Decision, requestKey?: RequestKey): Promise<Acceptance> {
  const procedure = given.library.inForce('opticourtage');
  if (procedure === undefined) throw new Error('opticourtage is missing');
  const texts = {
    reasons: personal.decision,
    measures: personal.decision,
    insurer: { name: personal.insurer, email: 'x@example.com' },
  };
  return acceptMessage(
    given.register,
    { reference, message: { signal: 'decide', body }, texts, actor: 'tests' },
    rulebook(procedure),
    {
      ...(requestKey ? { requestKey } : {}),
    },
  );
}
