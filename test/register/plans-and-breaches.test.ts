import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { isJustified, recordBreach } from '../../register/breaches.ts';
import { readComplaint } from '../../register/complaints.ts';
import { recordLetterSent } from '../../register/evidence.ts';
import { keepLetter } from '../../register/letters.ts';
import { acceptMessage, applyMessage } from '../../register/messages.ts';
import { rulebook } from '../../register/procedure-rules.ts';
import { breachesOf } from '../../register/queries.ts';
import { type DutyName, isOpen } from '../../workflows/domain/duties.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import type { Decision } from '../../workflows/domain/messages.ts';
import { inZone, ordinaryTexts, registerWanted } from '../helpers/lifecycle-wanted.ts';
import { procedureOf } from '../procedures/altered-procedure.ts';
import { type GivenRegister, givenRegister } from './given.ts';

/* Complaints received on Wednesday 13 May 2026, and what decisions do to their plans and to the breaches of them. */

let given: GivenRegister;
beforeAll(async () => {
  given = await givenRegister();
});
beforeEach(() => {
  given.time.now = inZone('2026-05-13 12:00', 'Europe/Paris');
});
afterAll(() => given.close());

/** A complaint to a firm, and what a test does with it. */
async function complaintTo(firm: string, kind: 'classic' | 'classic-and-gdpr' = 'classic') {
  const procedure = procedureOf(firm);
  const rules = rulebook(procedure);
  const { register } = given;
  const { reference } = await registerWanted(register, procedure, { procedure: firm, kind, received: '2026-05-13 12:00' });
  const known = async () => {
    const complaint = await readComplaint(register.database, reference);
    if (!complaint) throw new Error('There is no complaint.');
    return complaint;
  };
  return {
    known,
    /** @returns the message's id */
    async decide(body: Decision): Promise<string> {
      const message = { signal: 'decide' as const, body };
      const accepted = await acceptMessage(register, { reference, message, texts: ordinaryTexts, actor: 'tests' }, rules);
      if (!accepted.accepted) throw new Error(accepted.reason);
      const { outcome } = await applyMessage(register, { reference, id: accepted.id, signal: 'decide' }, rules);
      expect(outcome.state).toBe('applied');
      return accepted.id;
    },
    async send(duty: DutyName, occasion: string, kind: LetterKind, moment: string): Promise<void> {
      const { id } = await keepLetter(
        register,
        { reference, duty, occasion, kind },
        {
          id: randomUUID(),
          recipient: 'complainant',
          language: 'fr',
          way: 'e-mail',
          letterDate: moment.slice(0, 10),
          content: { subject: 'x', html: '<p>x</p>', text: 'x', to: { name: 'x' } },
          message: { id: '<x@example.org>', bytes: Buffer.from('x') },
        },
      );
      await recordLetterSent(register, id, { sentAt: inZone(moment, procedure.firm.timeZone), actor: 'doleance' }, rules);
    },
    pass: (duty: DutyName, source: 'procedure' | 'acpr') =>
      recordBreach(register, { reference, duty, occasion: 'first', source }, 'not-done-in-time'),
    async breaches(): Promise<string[]> {
      const rows = await breachesOf(register.database, reference);
      return rows.map(({ duty, source, reason }) => `${duty} ${source} ${reason}`);
    },
    async openDuties(): Promise<string[]> {
      return (await known()).duties.filter(isOpen).map(({ duty, occasion, dueOn }) => `${duty} ${occasion} ${dueOn}`);
    },
    /** Whether a limit of a duty that allows reasons is kept by those that were given. */
    async justifies(duty: DutyName): Promise<boolean> {
      const { facts } = await known();
      const dueAt = inZone('2026-07-14 00:00', procedure.firm.timeZone);
      const limit = { source: 'procedure' as const, dueOn: '2026-07-13', dueAt, rule: '', extension: 'with-reasons' as const };
      return isJustified(register.database, { facts, duty, limit });
    },
  };
}

describe('a delay whose reasons are told in time', () => {
  test.each([
    ['gdpr', 'gdpr-response', 'final-response'],
    ['classic', 'final-response', 'gdpr-response'],
  ] as const)('is justified for its own part alone: %s', async (part, own, other) => {
    const complaint = await complaintTo('almena', 'classic-and-gdpr');
    const id = await complaint.decide({ decision: 'announce-delay', newDate: '2026-08-03', part });
    const occasion = part === 'gdpr' ? `gdpr-response-${id}` : id;
    expect(await complaint.openDuties()).toContain(`announced-date ${occasion} 2026-08-03`);
    await complaint.send('announced-date', occasion, 'delay', '2026-05-13 13:00');
    expect([await complaint.justifies(own), await complaint.justifies(other)]).toEqual([true, false]);
  });

  test('is justified where the complaint is about personal data alone, which needs no name', async () => {
    const complaint = await complaintTo('almena');
    await complaint.decide({ decision: 'classify', as: 'gdpr' });
    const id = await complaint.decide({ decision: 'announce-delay', newDate: '2026-08-03' });
    await complaint.send('announced-date', id, 'delay', '2026-05-13 13:00');
    expect(await complaint.justifies('gdpr-response')).toBe(true);
  });
});

describe('a plan that is made anew', () => {
  test('leaves a duty whose limits are the same as it is: what was broken is not broken again', async () => {
    const complaint = await complaintTo('opticourtage');
    given.time.now = inZone('2026-07-14 12:00', 'Europe/Paris');
    const before = await complaint.openDuties();
    expect(await complaint.pass('final-response', 'acpr')).toBe(true);
    await complaint.decide({ decision: 'recompute-plan' });
    expect(await complaint.openDuties()).toEqual(before);
    expect(await complaint.breaches()).toEqual(['final-response acpr not-done-in-time']);
  });

  test('replaces one whose limits have moved', async () => {
    const complaint = await complaintTo('opticourtage');
    const id = await complaint.decide({ decision: 'recompute-plan', sentOn: '2026-05-11' });
    expect(await complaint.openDuties()).toContain(`final-response ${id} 2026-07-11`);
    expect((await complaint.known()).duties.find(({ duty }) => duty === 'final-response')?.void).toBe('replaced');
  });

  test('leaves it as it is however often it is made', async () => {
    const complaint = await complaintTo('opticourtage');
    await complaint.decide({ decision: 'recompute-plan' });
    await complaint.decide({ decision: 'recompute-plan' });
    expect((await complaint.known()).duties.filter(({ duty }) => duty === 'final-response')).toHaveLength(1);
  });
});

describe('an acknowledgement that was put off for an answer within the week', () => {
  test('and sent all the same within its first days breaks nothing', async () => {
    const complaint = await complaintTo('optimco');
    const occasion = await complaint.decide({ decision: 'answer-within-week' });
    await complaint.decide({ decision: 'acknowledge-now' });
    await complaint.send('acknowledgement', occasion, 'acknowledgement', '2026-05-13 13:00');
    expect(await complaint.breaches()).toEqual([]);
    expect(await complaint.pass('acknowledgement', 'procedure')).toBe(false);
  });

  test('and sent after them instead of an answer breaks the first limit', async () => {
    const complaint = await complaintTo('optimco');
    const occasion = await complaint.decide({ decision: 'answer-within-week' });
    given.time.now = inZone('2026-05-20 09:00', 'Europe/Brussels');
    await complaint.send('acknowledgement', occasion, 'acknowledgement', '2026-05-20 09:00');
    expect(await complaint.breaches()).toEqual(['acknowledgement procedure no-answer-within-week']);
    expect(await complaint.pass('acknowledgement', 'procedure')).toBe(true);
  });
});
