import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, type ApiUnderTest, registered, startApi } from './api-server.ts';
import { applyAccepted, decided, received } from './drive.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.setClock('2026-05-13T16:30:00Z'));
afterAll(() => api.close());

type Fields = Record<string, unknown>;

const decide = (reference: string, body: Fields): Promise<Answer> => api.post(`/api/complaints/${reference}/decisions`, body);
const complaint = async (reference: string) => (await api.get(`/api/complaints/${reference}`)).body;
const pathsOf = ({ body }: Answer): string[] => (body.errors ?? []).map(({ path }: { path: string }) => path);

/** What has happened to a complaint before. */
type Before = (reference: string) => Promise<unknown>;

const rejected = { decision: 'resolve', outcome: 'rejected', reasons: 'Le contrat ne couvre pas ce risque.' };
const isDecided: Before = (reference) => decided(api, reference, rejected);
const isClosing: Before = (reference) => decided(api, reference, { decision: 'withdraw' });
const nothing: Before = async () => undefined;

const representative = { name: 'Camille Modèle', salutation: 'lawyer', email: 'camille@example.org' };
const naming = { decision: 'name-representative', representative };
const rightFirm = { name: 'Exemple Courtage', email: 'reclamations@example.com' };
const notAComplaint = {
  decision: 'classify',
  as: 'not-a-complaint',
  statement: 'Une demande d’attestation.',
  reasons: 'Vous demandez une attestation.',
  whoAnswers: 'le service clients',
};

describe('A decision that the complaint’s state does not allow is refused with the reason, and what is allowed', () => {
  const refused: [rule: string, of: Fields, after: Before, body: Fields, reason: string][] = [
    ['a week that the procedure does not give', {}, nothing, { decision: 'answer-within-week' }, 'not-in-procedure'],
    [
      'a result apart from its letter, which the procedure does not know',
      {},
      nothing,
      { decision: 'record-result', outcome: 'upheld' },
      'not-in-procedure',
    ],
    [
      'the same result twice',
      { procedure: '123-courtage' },
      (reference) => decided(api, reference, { decision: 'record-result', outcome: 'upheld' }),
      { decision: 'record-result', outcome: 'rejected' },
      'already-decided',
    ],
    ['asking for writing what was written', {}, nothing, { decision: 'invite-to-write' }, 'not-made-by-word-of-mouth'],
    [
      'asking for writing what has been written since',
      { procedure: 'almena', channel: 'phone' },
      (reference) => received(api, reference, { what: 'written-complaint' }),
      { decision: 'invite-to-write' },
      'already-written',
    ],
    [
      'an interim reply where none is owed',
      {},
      nothing,
      { decision: 'interim-reply-now', newDate: '2026-06-30', situation: 'x' },
      'no-interim-reply-open',
    ],
    ['approving where nothing is proposed', {}, nothing, { decision: 'approve' }, 'nothing-proposed'],
    ['sending back where nothing is proposed', {}, nothing, { decision: 'send-back', reasons: 'x' }, 'nothing-proposed'],
    [
      'measures before any answer',
      {},
      nothing,
      { decision: 'announce-measures', measures: 'x', doneBy: '2026-06-30' },
      'not-answered',
    ],
    [
      'an extension for what is not about personal data',
      {},
      nothing,
      { decision: 'extend-gdpr', newDate: '2026-07-01', reasons: 'x' },
      'not-this-part',
    ],
    [
      'an extension once the law’s month has ended',
      { kind: 'gdpr', received: '2026-04-12' },
      nothing,
      { decision: 'extend-gdpr', newDate: '2026-06-10', reasons: 'x' },
      'too-late',
    ],
    ['a kind that it is already', {}, nothing, { decision: 'classify', as: 'classic' }, 'already-decided'],
    ['redirecting what is decided', {}, isDecided, { decision: 'redirect', reasons: 'x', rightFirm }, 'already-decided'],
    ['sending on what is decided', {}, isDecided, { decision: 'send-on-to-mediator' }, 'already-decided'],
    ['a plan for what is decided', {}, isDecided, { decision: 'recompute-plan' }, 'already-decided'],
    ['a level above the court', { sender: 'court' }, nothing, { decision: 'raise-level', level: '4' }, 'level-not-higher'],
    ['a representative of what is ended', {}, isClosing, naming, 'closing'],
    ['deciding while the last letter is on its way', {}, isClosing, rejected, 'closing'],
    ['classifying while the last letter is on its way', {}, isClosing, notAComplaint, 'closing'],
    ['reopening while the last letter is on its way', {}, isClosing, { decision: 'reopen', reasons: 'x' }, 'closing'],
  ];

  test.each(refused)('%s', async (_rule, of, after, body, reason) => {
    const reference = await registered(api, of);
    await after(reference);
    const before = (await complaint(reference)).timeline.length;
    const { status, body: problem } = await decide(reference, body);
    expect([status, problem.reason]).toEqual([409, reason]);
    expect(problem.detail.length).toBeGreaterThan(10);
    const now = await complaint(reference);
    expect(problem.allowedDecisions).toEqual(now.allowedDecisions);
    expect(now.timeline.length).toBe(before);
  });

  test('the sentence for a complaint that is being closed says what to do', async () => {
    const reference = await registered(api);
    await isClosing(reference);
    const { body } = await decide(reference, { decision: 'assign', caseHandler: 'client-service' });
    expect(body.detail).toBe(
      'The complaint is being closed: its last letter has not left yet. Wait until it has, then reopen it.',
    );
    expect(body.allowedDecisions).toEqual(['complete-file', 'raise-level', 'declare-conflict', 'close']);
  });
});

describe('A day in a result that has passed', () => {
  const detail = 'A day in the proposal has passed: send it back and resolve anew.';
  const upheld = {
    decision: 'resolve',
    outcome: 'upheld',
    reasons: 'x',
    redress: { cents: 24_000, currency: 'EUR', paidBy: '2026-05-20' },
  };
  const settled = { decision: 'resolve', outcome: 'settled', reasons: 'x', offer: { terms: 'y', until: '2026-05-20' } };
  const approve = { decision: 'approve' };

  test.each<[what: string, body: Fields]>([
    ['redress', upheld],
    ['an offer', settled],
  ])('keeps a proposal from approval, and says what to do: %s', async (_what, body) => {
    const [inTime, tooLate] = [await registered(api), await registered(api)];
    for (const reference of [inTime, tooLate]) await decided(api, reference, { ...body, proposed: true });
    api.setClock('2026-05-20T21:59:59Z');
    expect((await decide(inTime, approve)).status).toBe(202);
    api.setClock('2026-05-20T22:00:00Z');
    const { status, body: problem } = await decide(tooLate, approve);
    expect([status, problem.reason, problem.detail]).toEqual([409, 'date-not-possible', detail]);
    expect(problem.allowedDecisions).toEqual(expect.arrayContaining(['send-back', 'resolve']));
    expect(problem.allowedDecisions).not.toContain('approve');
  });

  test('keeps an approval that waited past midnight from a letter, with the same sentence', async () => {
    const reference = await registered(api);
    await decided(api, reference, { ...upheld, proposed: true });
    api.setClock('2026-05-20T21:59:59Z');
    const answered = api.post(`/api/complaints/${reference}/decisions`, approve, { Prefer: 'wait=20' });
    while ((await complaint(reference)).decisions.length < 2);
    api.setClock('2026-05-20T22:00:00Z');
    await applyAccepted(api, reference);
    const { status, body } = await answered;
    expect([status, body.reason, body.detail]).toEqual([409, 'date-not-possible', detail]);
  });

  test('lets the same result be given anew before its letter has left, and no other', async () => {
    const reference = await registered(api);
    await decided(api, reference, upheld);
    expect((await decide(reference, upheld)).body.reason).toBe('already-decided');
    api.setClock('2026-05-20T22:00:00Z');
    expect((await complaint(reference)).allowedDecisions).toContain('resolve');
    expect((await decide(reference, rejected)).body.reason).toBe('already-decided');
    await decided(api, reference, { ...upheld, redress: { ...upheld.redress, paidBy: '2026-06-20' } });
    expect((await complaint(reference)).decisions.at(-1)).toMatchObject({ state: 'applied', validUntil: '2026-06-20' });
    expect((await complaint(reference)).allowedDecisions).not.toContain('resolve');
  });
});

describe('A decision of which another value would do is refused with the field', () => {
  const barred = { concernedStaff: ['client-service'] };
  const wrong: [rule: string, of: Fields, body: Fields, paths: string[]][] = [
    [
      'a case handler whom the complaint is about',
      barred,
      { decision: 'assign', caseHandler: 'client-service' },
      ['caseHandler'],
    ],
    ['a level that is lower', { sender: 'lawyer' }, { decision: 'raise-level', level: '1' }, ['level']],
    ['a level that does not exist', {}, { decision: 'raise-level', level: '5' }, ['level']],
    [
      'a delay of a part that the complaint does not have',
      {},
      { decision: 'announce-delay', part: 'gdpr', newDate: '2026-07-31', reasons: 'x' },
      ['part'],
    ],
    [
      'a delay of a part that does not exist',
      {},
      { decision: 'announce-delay', part: 'other', newDate: '2026-07-31', reasons: 'x' },
      ['part'],
    ],
    ['a last day of its letter, which follows from its texts', {}, { ...rejected, validUntil: '2026-07-31' }, ['validUntil']],
    ['a part that the complaint does not have', {}, { ...rejected, part: 'gdpr' }, ['part']],
    [
      'a settlement about personal data',
      { kind: 'gdpr' },
      { decision: 'resolve', outcome: 'settled', reasons: 'x', offer: { terms: 'x', until: '2026-06-30' } },
      ['outcome'],
    ],
    [
      'a settlement of a part that the complaint does not have',
      { kind: 'gdpr' },
      { decision: 'resolve', part: 'classic', outcome: 'settled', reasons: 'x', offer: { terms: 'x', until: '2026-06-30' } },
      ['part'],
    ],
    [
      'an extension past the firm’s own cap',
      { kind: 'gdpr' },
      { decision: 'extend-gdpr', newDate: '2026-07-14', reasons: 'x' },
      ['newDate'],
    ],
    [
      'an extension within the law’s month',
      { kind: 'gdpr' },
      { decision: 'extend-gdpr', newDate: '2026-06-13', reasons: 'x' },
      ['newDate'],
    ],
    ['an extension without reasons', { kind: 'gdpr' }, { decision: 'extend-gdpr', newDate: '2026-07-01' }, ['reasons']],
    [
      'a day of sending after the receipt',
      { received: '2026-05-11' },
      { decision: 'recompute-plan', sentOn: '2026-05-12' },
      ['sentOn'],
    ],
    ['nobody as the representative', {}, { decision: 'name-representative' }, ['representative']],
    [
      'a representative without a name',
      {},
      { ...naming, representative: { ...representative, name: '' } },
      ['representative.name'],
    ],
    [
      'a mandate that there is not',
      {},
      { ...naming, representative: { ...representative, mandate: 'x' } },
      ['representative.mandate'],
    ],
    [
      'a representative whose telephone has too many digits',
      {},
      { ...naming, representative: { ...representative, phone: '+33 123456789012345' } },
      ['representative.phone'],
    ],
    ['a day of sending to come', {}, { decision: 'recompute-plan', sentOn: '2026-05-14' }, ['sentOn']],
    ['a day of sending long ago', {}, { decision: 'recompute-plan', sentOn: '1999-05-14' }, ['sentOn']],
    [
      'an interim reply that promises today',
      {},
      { decision: 'interim-reply-now', newDate: '2026-05-13', situation: 'x' },
      ['newDate'],
    ],
    ['an interim reply without a situation', {}, { decision: 'interim-reply-now', newDate: '2026-06-13' }, ['situation']],
    ['a kind that does not exist', {}, { decision: 'classify', as: 'praise' }, ['as']],
    [
      'no complaint without a statement',
      {},
      { decision: 'classify', as: 'not-a-complaint', reasons: 'x', whoAnswers: 'x' },
      ['statement'],
    ],
    ['texts of what is a complaint', {}, { decision: 'classify', as: 'gdpr', reasons: 'x' }, ['reasons']],
    [
      'a right firm that nobody could write to',
      {},
      { decision: 'redirect', reasons: 'x', rightFirm: { name: 'x' } },
      ['rightFirm'],
    ],
    ['no right firm', {}, { decision: 'redirect', reasons: 'x' }, ['rightFirm']],
    ['measures done yesterday', {}, { decision: 'announce-measures', measures: 'x', doneBy: '2026-05-12' }, ['doneBy']],
    ['measures without a day', {}, { decision: 'announce-measures', measures: 'x' }, ['doneBy']],
    ['nothing to be changed', {}, { decision: 'send-back' }, ['reasons']],
    ['no result', {}, { decision: 'record-result' }, ['outcome']],
    [
      'nothing done about the data',
      { kind: 'gdpr' },
      { decision: 'resolve', outcome: 'upheld', reasons: 'x', redress: { cents: 1, currency: 'EUR', paidBy: '2026-06-01' } },
      ['measures'],
    ],
    [
      'nothing done about the data of a part',
      { kind: 'classic-and-gdpr' },
      {
        decision: 'resolve',
        part: 'gdpr',
        outcome: 'partly-upheld',
        reasons: 'x',
        redress: { cents: 1, currency: 'EUR', paidBy: '2026-06-01' },
      },
      ['measures'],
    ],
    [
      'points that are not told apart in a classic answer',
      { kind: 'classic-and-gdpr' },
      { decision: 'resolve', outcome: 'partly-upheld', reasons: 'x', measures: 'x' },
      ['upheldPoints', 'rejectedPoints'],
    ],
  ];

  test.each(wrong)('%s', async (_rule, of, body, paths) => {
    const reference = await registered(api, of);
    const refused = await decide(reference, body);
    expect([refused.status, pathsOf(refused)]).toEqual([422, paths]);
    expect((await complaint(reference)).decisions).toEqual([]);
  });

  test('the sentence for a text that is missing names what would do', async () => {
    const reference = await registered(api);
    const { body } = await decide(reference, { decision: 'resolve', outcome: 'partly-upheld', reasons: 'x', measures: 'x' });
    expect(body).toMatchObject({
      reason: 'text-missing',
      errors: [
        { path: 'upheldPoints', message: "is missing; the letter needs 'upheldPoints'" },
        { path: 'rejectedPoints', message: "is missing; the letter needs 'rejectedPoints'" },
      ],
    });
  });

  test('the sentence for an extension says how far it can go', async () => {
    const { body } = await decide(await registered(api, { kind: 'gdpr' }), {
      decision: 'extend-gdpr',
      newDate: '2026-08-01',
      reasons: 'x',
    });
    expect(body.errors[0]).toMatchObject({
      code: 'outside-gdpr-period',
      until: '2026-07-13',
      message: expect.stringMatching(/allowed: until 2026-07-13$/),
    });
  });
});
