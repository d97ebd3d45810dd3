import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ApiUnderTest, registered, startApi } from './api-server.ts';
import { answer, decided, received } from './drive.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.setClock('2026-05-13T16:30:00Z'));
afterAll(() => api.close());

const complaint = async (reference: string) => (await api.get(`/api/complaints/${reference}`)).body;
const codes = async (reference: string): Promise<string[]> =>
  (await complaint(reference)).warnings.map(({ code }: { code: string }) => code);
const rejected = { decision: 'resolve', outcome: 'rejected', reasons: 'x' };

describe('A complaint without anybody in charge', () => {
  // 13 May 2026 is a Wednesday, Ascension Day follows: the working day that may pass is Friday.
  test.each([
    ['2026-05-15T21:59:59Z', []],
    ['2026-05-15T22:00:00Z', ['unassigned']],
  ])('is warned of once a whole working day has passed: %s', async (now, expected) => {
    const reference = await registered(api);
    api.setClock(now);
    expect(await codes(reference)).toEqual(expected);
  });

  test('is warned of no more once somebody is in charge, or it is being closed', async () => {
    const [assigned, withdrawn] = [await registered(api), await registered(api)];
    api.setClock('2026-05-18T08:00:00Z');
    expect(await codes(assigned)).toEqual(['unassigned']);
    await decided(api, assigned, { decision: 'assign', caseHandler: 'client-service' });
    await decided(api, withdrawn, { decision: 'withdraw' });
    expect([await codes(assigned), await codes(withdrawn)]).toEqual([[], []]);
  });
});

describe('A mediator who writes', () => {
  test('without a referral that is known here is warned of', async () => {
    const reference = await registered(api);
    await received(api, reference, { what: 'mediator-accepted', text: 'Le médiateur a ouvert un dossier.' });
    expect(await codes(reference)).toEqual(['mediator-uninvited']);
    expect(await complaint(reference)).toMatchObject({ mediator: 'has-it', level: '3', stage: 'with-mediator' });
  });

  test('after a referral is expected', async () => {
    const reference = await registered(api);
    await api.post(`/api/complaints/${reference}/escalations`, { to: 'mediator' });
    await received(api, reference, { what: 'mediator-opinion' });
    expect(await codes(reference)).toEqual([]);
    expect(await complaint(reference)).toMatchObject({ mediator: 'gave-opinion' });
  });

  test('about a complaint that the mediator brought is expected', async () => {
    const reference = await registered(api, { sender: 'mediator' });
    await received(api, reference, { what: 'mediator-refused' });
    expect(await codes(reference)).toEqual([]);
  });
});

describe('A complaint that goes to the insurer', () => {
  const insurerIsResponsible = {
    decision: 'set-responsibility',
    responsibility: 'insurer',
    insurer: { name: 'Exemple Assurances', email: 'reclamations@example.org' },
    reasons: 'x',
  };

  test.each([
    ['without a policy number is warned of', {}, ['no-policy-number']],
    ['with one is not', { policyNumber: 'C-1' }, []],
  ])('%s', async (_what, changes, expected) => {
    const reference = await registered(api, changes);
    expect(await codes(reference)).toEqual([]);
    await decided(api, reference, insurerIsResponsible);
    expect(await codes(reference)).toEqual(expected);
  });
});

describe('The time with the mediator', () => {
  const period = async (changes: Record<string, unknown>) => (await complaint(await registered(api, changes))).mediatorPeriod;

  test.each<[what: string, changes: Record<string, unknown>, period: unknown]>([
    ['runs from the sending', { sent: '2026-05-04' }, { from: '2026-07-05', until: '2027-05-04' }],
    ['runs from the receipt where the sending is unknown', {}, { from: '2026-07-14', until: '2027-05-13' }],
    ['is a consumer’s alone', { capacity: 'professional' }, undefined],
    ['is none for personal data alone', { kind: 'gdpr' }, undefined],
    ['is there for what is about personal data too', { kind: 'classic-and-gdpr' }, { from: '2026-07-14', until: '2027-05-13' }],
    ['has no confirmed end in Belgium', { procedure: 'optimco' }, undefined],
  ])('%s', async (_rule, changes, expected) => {
    expect(await period(changes)).toEqual(expected);
  });
});

describe('A limit', () => {
  test('says where a delay with reasons does not break it', async () => {
    const { deadlines } = await complaint(await registered(api, { procedure: 'almena' }));
    const { limits } = deadlines.find(({ duty }: { duty: string }) => duty === 'final-response');
    expect(limits.map(({ source, extension }: Record<string, string>) => [source, extension])).toEqual(
      expect.arrayContaining([
        ['procedure', 'with-reasons'],
        ['acpr', undefined],
      ]),
    );
  });
});

describe('The two answers of a complaint that is both', () => {
  test('are shown apart', async () => {
    const reference = await registered(api, { kind: 'classic-and-gdpr' });
    await answer(api, reference, { ...rejected, part: 'gdpr' });
    const first = await complaint(reference);
    expect(first.gdpr).toEqual({ outcome: 'rejected', answeredAt: '2026-05-13T16:30:00.000Z' });
    expect(first).not.toHaveProperty('answeredAt');
    expect(first.allowedDecisions).toContain('resolve');
    await answer(api, reference, { ...rejected, part: 'classic' });
    expect(await complaint(reference)).toMatchObject({ answeredAt: '2026-05-13T16:30:00.000Z', stage: 'answered' });
  });
});
