import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readComplaint } from '../../register/complaints.ts';
import { acceptMessage, applyMessage } from '../../register/messages.ts';
import { ProcedureLibrary } from '../../register/procedure-library.ts';
import { alteredProcedure } from '../procedures/altered-procedure.ts';
import { type GivenRegister, givenRegister, register } from './given.ts';

// A running complaint keeps its version of the procedure until somebody decides otherwise.

let given: GivenRegister;
let library: ProcedureLibrary;
const stricter = alteredProcedure((content) => {
  for (const limit of content.timeLimits) if (limit.duty === 'acknowledgement') limit.within = 3;
});

beforeAll(async () => {
  given = await givenRegister();
  library = new ProcedureLibrary(given.register, {
    get: (id) => (id === stricter.id ? stricter : undefined),
    all: () => [stricter],
  });
  await library.keepCurrent();
});
afterAll(() => given.close());

async function move(reference: string): Promise<void> {
  const message = { signal: 'decide', body: { decision: 'move-to-version', version: stricter.version } } as const;
  const accepted = await acceptMessage(
    given.register,
    { reference, message, actor: 'tests' },
    await library.rulebookOf(reference),
  );
  if (!accepted.accepted) throw new Error(accepted.reason);
  await applyMessage(
    given.register,
    { reference, id: accepted.id, signal: 'decide', message },
    await library.rulebookOf(reference),
  );
}

async function lastDayOf(reference: string, name: string): Promise<string | undefined> {
  const complaint = await readComplaint(given.register.database, reference);
  return complaint?.duties.find(({ duty, void: ended }) => duty === name && ended === undefined)?.dueOn;
}

describe('A complaint that is moved to the version in force', () => {
  test('keeps its limits until then, and has the new ones from then on', async () => {
    const reference = await register(given);
    const before = await lastDayOf(reference, 'acknowledgement');
    await move(reference);
    expect(before).toBe('2026-05-27');
    expect(await lastDayOf(reference, 'acknowledgement')).toBe('2026-05-18');
  });

  test('is on that version in the register, whose letters and rules it has from then on', async () => {
    const reference = await register(given);
    await move(reference);
    expect((await library.procedureOf(reference)).version).toBe(stricter.version);
  });

  test('is not moved twice', async () => {
    const reference = await register(given);
    await move(reference);
    await expect(move(reference)).rejects.toThrow('already-decided');
  });

  test('leaves all others where they are', async () => {
    const [moved, other] = [await register(given), await register(given)];
    await move(moved);
    expect((await library.procedureOf(other)).version).not.toBe(stricter.version);
  });
});

describe('Four eyes', () => {
  const proposal = { decision: 'resolve', outcome: 'rejected', proposed: true } as const;
  const decide = async (reference: string, body: typeof proposal | { decision: 'approve' }, actor: string, isPerson: boolean) =>
    acceptMessage(
      given.register,
      { reference, message: { signal: 'decide', body }, texts: { reasons: 'x' }, actor },
      await library.rulebookOf(reference),
      { isPerson },
    );

  test.each([
    ['a person does not approve what they proposed', 'camille', true, 'own-proposal'],
    ['a second person does', 'dominique', true, 'accepted'],
    ['a system that several act through does', 'camille', false, 'accepted'],
  ])('%s', async (_rule, approver, isPerson, outcome) => {
    const reference = await register(given);
    await decide(reference, proposal, 'camille', true);
    const verdict = await decide(reference, { decision: 'approve' }, approver, isPerson);
    expect(verdict.accepted ? 'accepted' : verdict.reason).toBe(outcome);
  });
});
