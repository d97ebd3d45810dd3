import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, type ApiUnderTest, registered, startApi } from './api-server.ts';
import { decided, received } from './drive.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.setClock('2026-05-13T16:30:00Z'));
afterAll(() => api.close());

type Fields = Record<string, unknown>;

const complaint = async (reference: string) => (await api.get(`/api/complaints/${reference}`)).body;
const pathsOf = ({ body }: Answer): string[] => (body.errors ?? []).map(({ path }: { path: string }) => path);

const notAComplaint = {
  decision: 'classify',
  as: 'not-a-complaint',
  statement: 'Une demande d’attestation.',
  reasons: 'Vous demandez une attestation.',
  whoAnswers: 'le service clients',
};

describe('What comes in', () => {
  const takeIn = (reference: string, body: Fields) => api.post(`/api/complaints/${reference}/received`, body);

  test.each<[rule: string, of: Fields, body: Fields, reason: string]>([
    ['a writing of what was written', {}, { what: 'written-complaint' }, 'not-made-by-word-of-mouth'],
    ['a mandate that nobody asked for', {}, { what: 'mandate' }, 'no-mandate-asked'],
    [
      'a mandate that is recorded already',
      { representative: { name: 'Camille Exemple', mandate: 'recorded' } },
      { what: 'mandate' },
      'no-mandate-asked',
    ],
  ])('is refused where it cannot be what it says: %s', async (_rule, of, body, reason) => {
    const { status, body: problem } = await takeIn(await registered(api, of), body);
    expect([status, problem.reason]).toEqual([409, reason]);
  });

  test('as the writing of what was said comes once', async () => {
    const reference = await registered(api, { procedure: 'almena', channel: 'phone' });
    await received(api, reference, { what: 'written-complaint', sentOn: '2026-05-13', text: 'Je confirme.' });
    const { status, body } = await takeIn(reference, { what: 'written-complaint' });
    expect([status, body.reason]).toEqual([409, 'already-written']);
  });

  test('as the writing of what was said keeps its day for the workflow, and its text for the register', async () => {
    const reference = await registered(api, { procedure: 'almena', channel: 'phone' });
    const { headers } = await takeIn(reference, { what: 'written-complaint', sentOn: '2026-05-12', text: 'Je confirme.' });
    expect((await api.get(headers.get('location') ?? '')).body).toMatchObject({
      what: 'written-complaint',
      sentOn: '2026-05-12',
      texts: { text: 'Je confirme.' },
    });
  });

  test.each<[rule: string, body: Fields, path: string]>([
    ['the end of the mediator’s time, which Doléance alone tells', { what: 'mediator-period-ending' }, 'what'],
    ['a writing that is sent tomorrow', { what: 'written-complaint', sentOn: '2026-05-14' }, 'sentOn'],
    ['a writing sent long ago', { what: 'written-complaint', sentOn: '1999-05-14' }, 'sentOn'],
    ['a writing sent on no day', { what: 'written-complaint', sentOn: 'yesterday' }, 'sentOn'],
    ['an enquiry with a day of sending', { what: 'enquiry', sentOn: '2026-05-12' }, 'sentOn'],
  ])('is refused with its path: %s', async (_rule, body, path) => {
    const refused = await takeIn(await registered(api, { procedure: 'almena', channel: 'phone' }), body);
    expect([refused.status, pathsOf(refused)]).toEqual([422, [path]]);
  });

  test('against what was no complaint, takes it up again', async () => {
    const reference = await registered(api);
    await decided(api, reference, notAComplaint);
    await received(api, reference, { what: 'disagreement', text: 'Si, je me plains.' });
    const { closing, deadlines } = await complaint(reference);
    expect(closing).toBeUndefined();
    expect(deadlines).toContainEqual(expect.objectContaining({ duty: 'final-response', state: 'open', dueOn: '2026-07-13' }));
  });
});
