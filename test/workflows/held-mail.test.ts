import { afterAll, beforeAll, expect } from '@jest/globals';
import { holdMail, releaseMail } from '../../register/mail-holds.ts';
import { type Lifecycle, openLifecycle } from '../helpers/lifecycle.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';

const test = testWith('Temporal test server');

let lifecycle: Lifecycle | undefined;
beforeAll(async () => {
  const program = outsideProgram('Temporal test server');
  if (program !== undefined) lifecycle = await openLifecycle('skipping', { program });
}, 60_000);
afterAll(() => lifecycle?.close());

const acknowledgeNow = { signal: 'decide', body: { decision: 'acknowledge-now' } } as const;

for (const whose of ['a firm', 'a complaint'])
  test(`nothing leaves while the mail of ${whose} is held, time limits go on, and it leaves within five minutes of its release`, async () => {
    const ofComplaint = whose === 'a complaint';
    if (lifecycle === undefined) throw new Error('no server');
    const { register, clock } = lifecycle;
    const complaint = await lifecycle.complain({ received: '2026-05-13 18:30', registered: '2026-05-26 18:00' });
    const { reference } = complaint;
    const mail = { procedure: 'opticourtage', ...(ofComplaint ? { reference } : {}), actor: 'an operator' };
    const at = <Result>(work: () => Promise<Result>) => clock.during(reference, work);

    expect(await at(() => holdMail(register, { ...mail, reason: 'wrong letterhead' }))).toBe(true);
    expect(await at(() => holdMail(register, { ...mail, reason: 'once more' }))).toBe(false);
    await complaint.sayAndPass(acknowledgeNow, {});
    await complaint.passUntil('2026-05-28 00:30');
    expect(complaint.mails()).toEqual([]);
    expect(await complaint.letters()).toEqual([]);
    expect(await complaint.breaches()).toContain('acknowledgement procedure 2026-05-27 not-done-in-time');

    expect(await at(() => releaseMail(register, mail))).toBe('wrong letterhead');
    expect(await at(() => releaseMail(register, mail))).toBeUndefined();
    await complaint.passUntil('2026-05-28 00:36');
    await complaint.rest();
    expect(await complaint.letters()).toEqual(expect.arrayContaining(['acknowledgement sent 2026-05-28']));
    const journal = (await complaint.journal()).map(({ event, actor }) => `${event} by ${actor}`);
    expect(journal.filter((line) => line.startsWith('mail-'))).toEqual(
      ofComplaint ? ['mail-held by an operator', 'mail-released by an operator'] : [],
    );
  });

test('the hold of one firm, or of one complaint, holds nobody else', async () => {
  if (lifecycle === undefined) throw new Error('no server');
  const { register, clock } = lifecycle;
  const held = await lifecycle.complain({ received: '2026-05-13 18:30' });
  const other = await lifecycle.complain({ received: '2026-05-13 18:30' });
  await clock.during(held.reference, async () => {
    const hold = { reason: 'to be looked at', actor: 'an operator' };
    await holdMail(register, { ...hold, procedure: 'opticourtage', reference: held.reference });
    await holdMail(register, { ...hold, procedure: 'alter-ego' });
  });
  await other.decide({ decision: 'acknowledge-now' });
  expect(await other.letters()).toEqual([expect.stringContaining('acknowledgement sent')]);
});
