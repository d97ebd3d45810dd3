import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { recordBreach } from '../../register/breaches.ts';
import { readComplaint } from '../../register/complaints.ts';
import { recordLetterSent } from '../../register/evidence.ts';
import { readJournal } from '../../register/journal.ts';
import { keepLetter } from '../../register/letters.ts';
import { applyMessage, type Rulebook } from '../../register/messages.ts';
import { recordPosting } from '../../register/posting.ts';
import { rulebook } from '../../register/procedure-rules.ts';
import { breachesOf, lettersOf } from '../../register/queries.ts';
import type { DutyName } from '../../workflows/domain/duties.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import type { Decision } from '../../workflows/domain/messages.ts';
import { theProcedure } from '../procedures/altered-procedure.ts';
import { decide, type GivenRegister, givenRegister, register } from './given.ts';

/* Received on Wednesday 13 May 2026: to the insurer by Wednesday 20 May, acknowledged by Wednesday 27 May. */

let given: GivenRegister;
let reference: string;
const rules: Rulebook = rulebook(theProcedure());
beforeEach(async () => {
  given = await givenRegister();
  reference = await register(given);
});
afterEach(() => given.close());

const paris = (moment: string) => Date.parse(`${moment.replace(' ', 'T')}:00+02:00`);

async function decided(body: Decision): Promise<void> {
  const accepted = await decide(given, reference, body);
  if (!accepted.accepted) throw new Error(accepted.reason);
  await applyMessage(given.register, { reference, id: accepted.id, signal: 'decide' }, rules);
}

/** A letter as it waits to be sent. @returns its id */
async function written(duty: DutyName, kind: LetterKind, way: 'e-mail' | 'post'): Promise<string> {
  const { id } = await keepLetter(
    given.register,
    { reference, duty, occasion: 'first', kind },
    {
      id: randomUUID(),
      recipient: 'complainant',
      language: 'fr',
      way,
      letterDate: '2026-05-20',
      content: { subject: 'x', html: '<p>x</p>', text: 'x', to: { name: 'x' } },
      ...(way === 'e-mail' ? { message: { id: '<x@example.org>', bytes: Buffer.from('x') } } : {}),
    },
  );
  return id;
}

async function sent(letter: string, moment: string): Promise<void> {
  await recordLetterSent(given.register, letter, { sentAt: paris(moment), actor: 'doleance' }, rules);
}

async function posted(letter: string, moment: string): Promise<void> {
  await recordPosting(given.register, { reference, letter, on: moment.slice(0, 10), at: paris(moment), actor: 'tests' }, rules);
}

async function breaches(): Promise<string[]> {
  const rows = await breachesOf(given.register.database, reference);
  return rows.map(({ duty, source, reason, withdrawn_at }) => `${duty} ${source} ${reason}${withdrawn_at ? ' withdrawn' : ''}`);
}

async function duty(name: DutyName) {
  return (await readComplaint(given.register.database, reference))?.duties.find((one) => one.duty === name);
}

test('a duty of two letters is done when the later of them left, whichever was recorded last', async () => {
  await decided({ decision: 'set-responsibility', responsibility: 'insurer' });
  const forwarding = await written('insurer-forwarding', 'forwarding', 'e-mail');
  const notice = await written('insurer-forwarding', 'forwarding-notice', 'post');
  await sent(forwarding, '2026-05-21 09:00');
  expect((await duty('insurer-forwarding'))?.doneAt).toBeUndefined();
  await posted(notice, '2026-05-20 16:00');
  expect((await duty('insurer-forwarding'))?.doneAt).toBe(paris('2026-05-21 09:00'));
  expect(await breaches()).toEqual(['insurer-forwarding procedure sent-late']);
});

test('a breach that was noted before the evidence came is withdrawn if the letter was in time, and both are in the journal', async () => {
  const letter = await written('acknowledgement', 'acknowledgement', 'post');
  await recordBreach(
    given.register,
    { reference, duty: 'acknowledgement', occasion: 'first', source: 'procedure' },
    'not-done-in-time',
  );
  await posted(letter, '2026-05-27 16:00');
  expect(await breaches()).toEqual(['acknowledgement procedure not-done-in-time withdrawn']);
  const events = (await readJournal(given.register.database, reference)).map(({ event }) => event);
  expect(events.filter((event) => event.startsWith('breach'))).toEqual(['breach', 'breach-withdrawn']);
});

test('a letter that left a second after the last day is late, and one that left a second before it is not', async () => {
  const { dueAt = 0 } = (await duty('acknowledgement')) ?? {};
  expect(dueAt).toBe(paris('2026-05-28 00:00'));
  const letter = await written('acknowledgement', 'acknowledgement', 'e-mail');
  await recordLetterSent(given.register, letter, { sentAt: dueAt, actor: 'doleance' }, rules);
  expect(await breaches()).toHaveLength(2);

  reference = await register(given);
  const inTime = await written('acknowledgement', 'acknowledgement', 'e-mail');
  await recordLetterSent(given.register, inTime, { sentAt: dueAt - 1, actor: 'doleance' }, rules);
  expect(await breaches()).toEqual([]);
});

test('the same posting again changes nothing, and another day is refused', async () => {
  const letter = await written('acknowledgement', 'acknowledgement', 'post');
  const posting = { reference, letter, on: '2026-05-20', at: paris('2026-05-20 16:00'), actor: 'tests' };
  expect(await recordPosting(given.register, posting, rules)).toMatchObject({ posted: true });
  const before = (await readJournal(given.register.database, reference)).length;
  expect(await recordPosting(given.register, posting, rules)).toMatchObject({ posted: true });
  expect(await recordPosting(given.register, { ...posting, on: '2026-05-21' }, rules)).toMatchObject({ posted: false });
  expect((await readJournal(given.register.database, reference)).length).toBe(before);
});

test('what is owed no more leaves the post tray, and the journal says so', async () => {
  await written('acknowledgement', 'acknowledgement', 'post');
  await decided({ decision: 'withdraw' });
  expect((await lettersOf(given.register.database, reference)).map(({ state }) => state)).toEqual(['superseded']);
  expect((await readJournal(given.register.database, reference)).map(({ event }) => event)).toContain('letter-superseded');
});
