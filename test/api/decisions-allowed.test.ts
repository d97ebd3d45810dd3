import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, type ApiUnderTest, registered, startApi } from './api-server.ts';
import { answer, applyAccepted, decided } from './drive.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.setClock('2026-05-13T16:30:00Z'));
afterAll(() => api.close());

type Fields = Record<string, unknown>;

const decide = (reference: string, body: Fields): Promise<Answer> => api.post(`/api/complaints/${reference}/decisions`, body);
const complaint = async (reference: string) => (await api.get(`/api/complaints/${reference}`)).body;

/** What has happened to a complaint before. */
type Before = (reference: string) => Promise<unknown>;

const rejected = { decision: 'resolve', outcome: 'rejected', reasons: 'Le contrat ne couvre pas ce risque.' };
const isAnswered: Before = (reference) => answer(api, reference, rejected);
const isProposed: Before = (reference) => decided(api, reference, { ...rejected, proposed: true });
const nothing: Before = async () => undefined;

const redress = { cents: 24_000, currency: 'EUR', paidBy: '2026-06-30' };
const rightFirm = { name: 'Exemple Courtage', email: 'reclamations@example.com' };
const notAComplaint = {
  decision: 'classify',
  as: 'not-a-complaint',
  statement: 'Une demande d’attestation.',
  reasons: 'Vous demandez une attestation.',
  whoAnswers: 'le service clients',
};

describe('A decision that is allowed is kept with its facts and its texts, and does what it says', () => {
  interface Allowed {
    of?: Fields;
    after?: Before;
    body: Fields;
    /** What the workflow is told. */
    facts: Fields;
    /** What stays in the register. */
    texts: Fields;
    then: Fields;
  }

  const allowed: [rule: string, Allowed][] = [
    [
      'a complaint that is about personal data too gets the second clock',
      {
        body: { decision: 'classify', as: 'classic-and-gdpr' },
        facts: { decision: 'classify', as: 'classic-and-gdpr' },
        texts: {},
        then: {
          kind: 'classic-and-gdpr',
          deadlines: expect.arrayContaining([expect.objectContaining({ duty: 'gdpr-response', state: 'open' })]),
        },
      },
    ],
    [
      'what is no complaint ends with a letter, and a recorded statement',
      {
        body: notAComplaint,
        facts: { decision: 'classify', as: 'not-a-complaint' },
        texts: { statement: notAComplaint.statement, reasons: notAComplaint.reasons, whoAnswers: notAComplaint.whoAnswers },
        then: { closing: 'not-a-complaint' },
      },
    ],
    [
      'an answer possible within a week puts Optimco’s acknowledgement off',
      {
        of: { procedure: 'optimco' },
        body: { decision: 'answer-within-week' },
        facts: { decision: 'answer-within-week' },
        texts: {},
        then: {
          deadlines: expect.arrayContaining([
            expect.objectContaining({ duty: 'acknowledgement', state: 'void', voidBecause: 'replaced' }),
            expect.objectContaining({ duty: 'acknowledgement', state: 'open', dueOn: '2026-05-20' }),
          ]),
        },
      },
    ],
    [
      'who complained by telephone is asked to confirm it in writing',
      {
        of: { procedure: 'almena', channel: 'phone' },
        body: { decision: 'invite-to-write' },
        facts: { decision: 'invite-to-write' },
        texts: {},
        then: { deadlines: expect.arrayContaining([expect.objectContaining({ duty: 'invitation-to-write', state: 'open' })]) },
      },
    ],
    [
      'an interim reply leaves early with its situation and its date',
      {
        of: { procedure: '123-courtage' },
        body: { decision: 'interim-reply-now', newDate: '2026-06-30', situation: 'La compagnie examine votre dossier.' },
        facts: { decision: 'interim-reply-now', newDate: '2026-06-30' },
        texts: { situation: 'La compagnie examine votre dossier.' },
        then: { decisions: [expect.objectContaining({ newDate: '2026-06-30' })] },
      },
    ],
    [
      'a result that is known starts the clock of its letter',
      {
        of: { procedure: '123-courtage' },
        body: { decision: 'record-result', outcome: 'upheld', reasons: 'L’erreur est de notre fait.' },
        facts: { decision: 'record-result', outcome: 'upheld' },
        texts: { reasons: 'L’erreur est de notre fait.' },
        then: {
          recordedResult: { outcome: 'upheld', decision: expect.any(String) },
          deadlines: expect.arrayContaining([
            expect.objectContaining({ duty: 'resolution-letter', state: 'open', dueOn: '2026-05-21' }),
          ]),
        },
      },
    ],
    [
      'a result that is proposed waits for approval',
      {
        body: { ...rejected, proposed: true },
        facts: { decision: 'resolve', outcome: 'rejected', proposed: true },
        texts: { reasons: rejected.reasons },
        then: {
          proposal: { outcome: 'rejected', part: 'classic', decision: expect.any(String) },
          allowedDecisions: expect.arrayContaining(['approve', 'send-back', 'resolve']),
        },
      },
    ],
    [
      'a result that is not proposed is decided at once',
      {
        body: { ...rejected, proposed: false },
        facts: { decision: 'resolve', outcome: 'rejected' },
        texts: { reasons: rejected.reasons },
        then: { outcome: 'rejected' },
      },
    ],
    [
      'an approved result is the result',
      {
        after: isProposed,
        body: { decision: 'approve' },
        facts: { decision: 'approve' },
        texts: {},
        then: { outcome: 'rejected' },
      },
    ],
    [
      'a result that is sent back waits for another',
      {
        after: isProposed,
        body: { decision: 'send-back', reasons: 'Expliquez la franchise.' },
        facts: { decision: 'send-back' },
        texts: { reasons: 'Expliquez la franchise.' },
        then: { allowedDecisions: expect.not.arrayContaining(['approve']) },
      },
    ],
    [
      'a request about personal data is answered with what was done',
      {
        of: { kind: 'gdpr' },
        body: { decision: 'resolve', outcome: 'upheld', reasons: 'Le délai était passé.', measures: 'Données effacées.' },
        facts: { decision: 'resolve', outcome: 'upheld' },
        texts: { reasons: 'Le délai était passé.', measures: 'Données effacées.' },
        then: { gdpr: { outcome: 'upheld' } },
      },
    ],
    [
      'the part about personal data is answered by itself, without points',
      {
        of: { kind: 'classic-and-gdpr' },
        body: { decision: 'resolve', part: 'gdpr', outcome: 'partly-upheld', reasons: 'x', measures: 'Une copie est jointe.' },
        facts: { decision: 'resolve', part: 'gdpr', outcome: 'partly-upheld' },
        texts: { reasons: 'x', measures: 'Une copie est jointe.' },
        then: { gdpr: { outcome: 'partly-upheld' }, allowedDecisions: expect.arrayContaining(['resolve']) },
      },
    ],
    [
      'redress names the last day on which its letter can leave',
      {
        body: { decision: 'resolve', outcome: 'upheld', reasons: 'x', redress },
        facts: { decision: 'resolve', outcome: 'upheld', validUntil: '2026-06-30' },
        texts: { reasons: 'x', redress },
        then: { outcome: 'upheld' },
      },
    ],
    [
      'a proposal with redress shows until when it can be approved',
      {
        body: { decision: 'resolve', outcome: 'rejected', proposed: true, reasons: 'x', redress },
        facts: { decision: 'resolve', outcome: 'rejected', proposed: true, validUntil: '2026-06-30' },
        texts: { reasons: 'x', redress },
        then: { proposal: { outcome: 'rejected', part: 'classic', decision: expect.any(String), validUntil: '2026-06-30' } },
      },
    ],
    [
      'a delay is announced',
      {
        body: { decision: 'announce-delay', newDate: '2026-07-31', reasons: 'x' },
        facts: { decision: 'announce-delay', newDate: '2026-07-31' },
        texts: { reasons: 'x' },
        then: { deadlines: expect.arrayContaining([expect.objectContaining({ duty: 'announced-date', dueOn: '2026-07-31' })]) },
      },
    ],
    [
      'a delay of one part of a complaint is announced, earlier than the other part’s day',
      {
        of: { kind: 'classic-and-gdpr' },
        body: { decision: 'announce-delay', part: 'gdpr', newDate: '2026-06-20', reasons: 'x' },
        facts: { decision: 'announce-delay', part: 'gdpr', newDate: '2026-06-20' },
        texts: { reasons: 'x' },
        then: { deadlines: expect.arrayContaining([expect.objectContaining({ duty: 'announced-date', dueOn: '2026-06-20' })]) },
      },
    ],
    [
      'an offer says what accepting it means',
      {
        body: {
          decision: 'resolve',
          outcome: 'settled',
          reasons: 'x',
          offer: { terms: 'La moitié.', effect: 'Le différend est clos.', until: '2026-06-30' },
        },
        facts: { decision: 'resolve', outcome: 'settled', validUntil: '2026-06-30' },
        texts: { reasons: 'x', offer: { terms: 'La moitié.', effect: 'Le différend est clos.', until: '2026-06-30' } },
        then: { outcome: 'settled' },
      },
    ],
    [
      'an offer with a blank effect has the usual one',
      {
        body: { decision: 'resolve', outcome: 'settled', reasons: 'x', offer: { terms: 'y', effect: ' ', until: '2026-06-30' } },
        facts: { decision: 'resolve', outcome: 'settled', validUntil: '2026-06-30' },
        texts: { reasons: 'x', offer: { terms: 'y', until: '2026-06-30' } },
        then: { outcome: 'settled' },
      },
    ],
    [
      'measures are announced after the answer',
      {
        after: isAnswered,
        body: { decision: 'announce-measures', measures: 'Chaque appel est noté.', doneBy: '2026-05-13' },
        facts: { decision: 'announce-measures' },
        texts: { measures: 'Chaque appel est noté.', doneBy: '2026-05-13' },
        then: { deadlines: expect.arrayContaining([expect.objectContaining({ duty: 'decision-notice', state: 'open' })]) },
      },
    ],
    [
      'a misdirected complaint ends with the name of the right firm',
      {
        body: { decision: 'redirect', reasons: 'Ce contrat n’est pas le nôtre.', rightFirm },
        facts: { decision: 'redirect' },
        texts: { reasons: 'Ce contrat n’est pas le nôtre.', rightFirm },
        then: { closing: 'misdirected', deadlines: expect.arrayContaining([expect.objectContaining({ duty: 'redirecting' })]) },
      },
    ],
    [
      'a letter meant for the mediator is sent on',
      {
        body: { decision: 'send-on-to-mediator' },
        facts: { decision: 'send-on-to-mediator' },
        texts: {},
        then: {
          closing: 'meant-for-mediator',
          deadlines: expect.arrayContaining([expect.objectContaining({ duty: 'sending-on' })]),
        },
      },
    ],
    [
      'an answer about personal data is put off, up to the firm’s own cap',
      {
        of: { kind: 'gdpr' },
        body: { decision: 'extend-gdpr', newDate: '2026-07-13', reasons: 'Des archives anciennes.' },
        facts: { decision: 'extend-gdpr', newDate: '2026-07-13' },
        texts: { reasons: 'Des archives anciennes.' },
        then: { gdpr: { extendedTo: '2026-07-13' } },
      },
    ],
    [
      'who writes for the complainant from now on is known, and asked for the mandate',
      {
        body: {
          decision: 'name-representative',
          representative: { name: 'Camille Modèle', salutation: 'lawyer', email: 'camille@example.org', phone: '01 99 00 00 00' },
        },
        facts: { decision: 'name-representative', mandate: 'missing' },
        texts: {
          representative: { name: 'Camille Modèle', salutation: 'lawyer', email: 'camille@example.org', phone: '+33199000000' },
        },
        then: {
          mandate: 'missing',
          representative: { name: 'Camille Modèle', salutation: 'lawyer', email: 'camille@example.org', phone: '+33199000000' },
          warnings: expect.arrayContaining([expect.objectContaining({ code: 'mandate-missing' })]),
          deadlines: expect.arrayContaining([
            expect.objectContaining({ duty: 'mandate-request', state: 'open', dueOn: '2026-05-18' }),
          ]),
        },
      },
    ],
    [
      'what was missing is on file, and nothing else of it changes',
      {
        body: {
          decision: 'complete-file',
          fields: { complainant: { email: 'nouvelle@example.org', phone: '01 99 00 00 01' }, policyNumber: 'POL-778899' },
        },
        facts: { decision: 'complete-file', mailbox: true },
        texts: {
          completed: { complainant: { email: 'nouvelle@example.org', phone: '+33199000001' }, policyNumber: 'POL-778899' },
        },
        then: {
          complainant: expect.objectContaining({ email: 'nouvelle@example.org', phone: '+33199000001' }),
          policyNumber: 'POL-778899',
        },
      },
    ],
    [
      'another representative, whose mandate was shown, takes the place of who was there',
      {
        of: { representative: { name: 'Sacha Modèle', email: 'sacha@example.org', mandate: 'recorded' } },
        body: {
          decision: 'name-representative',
          representative: {
            name: 'Camille Modèle',
            mandate: 'recorded',
            address: { lines: ['4 rue Modèle'], postcode: '75002', town: 'PARIS', country: 'FR' },
          },
        },
        facts: { decision: 'name-representative', mandate: 'recorded', byPost: true },
        texts: {
          representative: {
            name: 'Camille Modèle',
            salutation: 'none',
            address: { lines: ['4 rue Modèle', '75002 PARIS'], country: 'FR' },
          },
        },
        then: {
          mandate: 'recorded',
          representative: {
            name: 'Camille Modèle',
            salutation: 'none',
            address: { lines: ['4 rue Modèle', '75002 PARIS'], country: 'FR' },
          },
        },
      },
    ],
    [
      'a level rises',
      {
        body: { decision: 'raise-level', level: '2b' },
        facts: { decision: 'raise-level', level: '2b' },
        texts: {},
        then: { level: '2b', treatedBy: expect.any(String) },
      },
    ],
    [
      'the plan follows the day of sending, once it is known',
      {
        body: { decision: 'recompute-plan', sentOn: '2026-05-04' },
        facts: { decision: 'recompute-plan', sentOn: '2026-05-04' },
        texts: {},
        then: {
          sent: '2026-05-04',
          deadlines: expect.arrayContaining([
            expect.objectContaining({ duty: 'final-response', state: 'open', dueOn: '2026-07-04' }),
          ]),
        },
      },
    ],
  ];

  test.each(allowed)('%s', async (_rule, { of, after = nothing, body, facts, texts, then }) => {
    const reference = await registered(api, of);
    await after(reference);
    const accepted = await decide(reference, body);
    expect([accepted.status, accepted.status === 202 ? '' : accepted.text]).toEqual([202, '']);
    const row = await api.register.database
      .selectFrom('message')
      .select('body')
      .where('id', '=', accepted.body.id)
      .executeTakeFirstOrThrow();
    expect(row.body).toEqual(facts);
    await applyAccepted(api, reference);
    const message = (await api.get(accepted.headers.get('location') ?? '')).body;
    expect(message).toMatchObject({ ...facts, state: 'applied' });
    expect(message.texts).toEqual(texts);
    expect(await complaint(reference)).toMatchObject(then);
  });

  test('an approved or a returned proposal is none any more', async () => {
    const [approved, returned] = [await registered(api), await registered(api)];
    for (const reference of [approved, returned]) await isProposed(reference);
    await decided(api, approved, { decision: 'approve' });
    await decided(api, returned, { decision: 'send-back', reasons: 'x' });
    expect(await complaint(approved)).not.toHaveProperty('proposal');
    expect(await complaint(returned)).not.toHaveProperty('proposal');
    expect(await complaint(returned)).not.toHaveProperty('outcome');
  });
});
