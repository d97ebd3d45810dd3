import { expect } from '@jest/globals';
import { lifecycleOfFile } from '../../helpers/lifecycle-of-file.ts';
import { testWith } from '../../helpers/programs.ts';

/* A bounced letter is not sent: its duty is open again with the same last day, and the letter waits to be posted. */

const test = testWith('Temporal test server');
const { complainAs } = lifecycleOfFile();
const complainTo = (procedure: string) => complainAs({ procedure, received: '2026-05-13 18:30' })();
const complain = complainAs({ procedure: 'opticourtage', received: '2026-05-13 18:30' });

test('an acknowledgement that bounced is owed until it is posted, with the same last day', async () => {
  const complaint = await complain();
  await complaint.decide({ decision: 'acknowledge-now' });
  const { dueOn } = await complaint.duty('acknowledgement');
  await complaint.bounce(await complaint.letter('acknowledgement'));
  expect(await complaint.duty('acknowledgement')).toMatchObject({ dueOn, openedAgain: 1 });
  expect(await complaint.facts()).toMatchObject({ stage: 'received', byPost: true, undeliverable: ['complainant'] });
  expect((await complaint.letter('acknowledgement')).state).toBe('awaiting-post');
  await complaint.post(await complaint.letter('acknowledgement'), '2026-05-15 12:00');
  expect(await complaint.facts()).toMatchObject({ stage: 'acknowledged' });
  await complaint.goTo('2026-05-29 12:00');
  expect(await complaint.breaches()).toEqual([]);
  expect(complaint.mails()).toHaveLength(1);
});

test('one that nobody posts is a breach once its last day has passed, of which the manager is told', async () => {
  const complaint = await complain();
  await complaint.decide({ decision: 'acknowledge-now' });
  await complaint.bounce(await complaint.letter('acknowledgement'));
  await complaint.goTo('2026-05-28 12:00');
  expect((await complaint.breaches()).map((breach) => breach.split(' ')[0])).toContain('acknowledgement');
  expect((await complaint.letter('breach-alert')).state).toBe('sent');
});

test('an answer that bounced after it had closed the complaint is owed again; posted, it closes the complaint again', async () => {
  const complaint = await complain();
  await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  expect(await complaint.facts()).toMatchObject({ closure: { reason: 'answered' } });
  await complaint.bounce(await complaint.letter('rejected'));
  expect(await complaint.facts()).toMatchObject({ stage: 'received' });
  expect((await complaint.facts()).closure).toBeUndefined();
  // Only a sent answer replaces the acknowledgement.
  expect(await complaint.openDuties()).toEqual(['acknowledgement', 'final-response']);
  await complaint.post(await complaint.letter('rejected'), '2026-05-18 12:00');
  expect(await complaint.facts()).toMatchObject({ stage: 'closed', closure: { reason: 'answered' } });
  expect(await complaint.letters()).toEqual(['rejected sent 2026-05-18']);
  expect(await complaint.breaches()).toEqual([]);
});

test('a second run takes up what is open again', async () => {
  const complaint = await complain();
  await complaint.decide({ decision: 'acknowledge-now' });
  await complaint.bounce(await complaint.letter('acknowledgement'));
  await complaint.runAnew();
  await complaint.post(await complaint.letter('acknowledgement'), '2026-05-15 12:00');
  expect(await complaint.facts()).toMatchObject({ stage: 'acknowledged' });
});

test('the same bounce again changes nothing, and letters that follow go by post', async () => {
  const complaint = await complain();
  await complaint.decide({ decision: 'acknowledge-now' });
  const letter = await complaint.letter('acknowledgement');
  await complaint.bounce(letter);
  const before = (await complaint.journal()).length;
  await complaint.bounce(letter);
  expect((await complaint.journal()).length).toBe(before);
  await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  expect((await complaint.letter('rejected')).state).toBe('awaiting-post');
});

test('a letter that waits for the post leaves by e-mail once there is another address, dated anew', async () => {
  const complaint = await complain();
  await complaint.decide({ decision: 'acknowledge-now' });
  await complaint.bounce(await complaint.letter('acknowledgement'));
  await complaint.goTo('2026-05-15 12:00');
  const completed = { complainant: { email: 'exemple@example.com' } };
  expect(await complaint.decide({ decision: 'complete-file', mailbox: true }, { completed })).toMatchObject({ state: 'applied' });
  expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-15']);
  expect(await complaint.addresseeOf('acknowledgement')).toBe('exemple@example.com');
  const facts = await complaint.facts();
  expect([facts.stage, facts.byPost, facts.undeliverable]).toEqual(['acknowledged', undefined, undefined]);
});

test('with a postal address instead it is written for that address, and waits to be posted', async () => {
  const complaint = await complain({ content: { address: undefined } });
  await complaint.decide({ decision: 'acknowledge-now' });
  await complaint.bounce(await complaint.letter('acknowledgement'));
  const completed = { complainant: { address: { lines: ['8 rue du Modèle', '59000 LILLE'], country: 'FR' } } };
  await complaint.decide({ decision: 'complete-file' }, { completed });
  expect((await complaint.letter('acknowledgement')).state).toBe('awaiting-post');
  expect(await complaint.textOf('acknowledgement')).toContain('8 rue du Modèle');
  await complaint.post(await complaint.letter('acknowledgement'), '2026-05-14 12:00');
  expect(await complaint.facts()).toMatchObject({ stage: 'acknowledged' });
});

test('an interim reply that bounced gives its date anew once it is posted', async () => {
  const complaint = await complainTo('123-courtage');
  await complaint.decide({ decision: 'interim-reply-now', newDate: '2026-07-20' });
  await complaint.bounce(await complaint.letter('interim-reply'));
  expect(await complaint.openDuties()).not.toContain('announced-date');
  await complaint.post(await complaint.letter('interim-reply'), '2026-05-18 12:00');
  expect(await complaint.openDuties()).toContain('announced-date');
  expect((await complaint.duty('announced-date')).dueOn).toBe('2026-07-20');
});

test('of two acknowledgements that both bounced, both leave once there is another address', async () => {
  const complaint = await complainAs({
    procedure: 'opticourtage',
    kind: 'classic-and-gdpr',
    received: '2026-05-13 18:30',
  })();
  await complaint.decide({ decision: 'acknowledge-now' });
  await complaint.bounce(await complaint.letter('acknowledgement'));
  await complaint.bounce(await complaint.letter('gdpr-acknowledgement'));
  const completed = { complainant: { email: 'exemple@example.com' } };
  await complaint.decide({ decision: 'complete-file', mailbox: true }, { completed });
  expect((await complaint.letters()).toSorted()).toEqual([
    'acknowledgement sent 2026-05-13',
    'gdpr-acknowledgement sent 2026-05-13',
  ]);
  expect(await complaint.facts()).toMatchObject({ stage: 'acknowledged' });
});

test('an insurer whose letter came back is not reminded before it was posted, and once', async () => {
  const complaint = await complain();
  await complaint.decide({ decision: 'set-responsibility', responsibility: 'insurer' });
  expect(await complaint.openDuties()).toContain('insurer-chaser');
  await complaint.bounce(await complaint.letter('forwarding'));
  expect(await complaint.openDuties()).not.toContain('insurer-chaser');
  await complaint.post(await complaint.letter('forwarding'), '2026-05-18 12:00');
  expect((await complaint.openDuties()).filter((duty) => duty === 'insurer-chaser')).toHaveLength(1);
});
