import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ApiUnderTest, actor, registered, startApi } from './api-server.ts';
import { answer, applyAccepted, applyByHand } from './drive.ts';

let api: ApiUnderTest;
let reference: string;
beforeAll(async () => {
  api = await startApi();
  api.setClock('2026-05-13T16:30:00Z');
});
beforeEach(async () => {
  reference = await registered(api);
});
afterAll(() => api.close());

const post = (path: string, body: unknown, headers = {}) => api.post(`/api/complaints/${reference}/${path}`, body, headers);
const decide = (body: unknown, headers = {}) => post('decisions', body, headers);
const complaint = async () => (await api.get(`/api/complaints/${reference}`)).body;

const rejected = { decision: 'resolve', outcome: 'rejected', reasons: 'Le contrat ne couvre pas ce risque.' };
const insurer = { name: 'Exemple Assurances', email: 'reclamations@example.org' };

describe('A decision that is accepted', () => {
  test('is answered with 202 and where to see what becomes of it', async () => {
    const { status, headers, body } = await decide({ decision: 'acknowledge-now' });
    expect([status, body.state]).toEqual([202, 'accepted']);
    expect(headers.get('location')).toBe(`/api/complaints/${reference}/messages/${body.id}`);
  });

  test('waits in the outbox, with its texts apart and encrypted', async () => {
    const { body } = await decide(rejected);
    const row = await api.register.database.selectFrom('message').selectAll().where('id', '=', body.id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      signal: 'decide',
      body: { decision: 'resolve', outcome: 'rejected' },
      given_texts: ['reasons'],
      actor,
      delivered_at: null,
    });
    expect(row.texts).not.toBeNull();
  });

  test('counts at once for what is allowed next', async () => {
    await decide(rejected);
    const { stage, allowedDecisions } = await complaint();
    expect(stage).toBe('received');
    expect(allowedDecisions).not.toContain('resolve');
    expect((await decide(rejected)).status).toBe(409);
  });

  test('is among the complaint’s decisions, first accepted, then applied', async () => {
    await decide(rejected);
    expect((await complaint()).decisions).toMatchObject([{ decision: 'resolve', outcome: 'rejected', state: 'accepted', actor }]);
    await applyAccepted(api, reference);
    const after = await complaint();
    expect(after.decisions).toMatchObject([{ state: 'applied' }]);
    expect(after.outcome).toBe('rejected');
  });
});

describe('The address of a message', () => {
  test('tells what became of it, with its texts', async () => {
    const { headers } = await decide(rejected);
    const address = headers.get('location') ?? '';
    expect((await api.get(address)).body).toMatchObject({ state: 'accepted', texts: { reasons: rejected.reasons } });
    await applyAccepted(api, reference);
    const { body } = await api.get(address);
    expect(body).toMatchObject({ state: 'applied', settledAt: '2026-05-13T16:30:00.000Z' });
  });

  test('belongs to its complaint', async () => {
    const { body } = await decide(rejected);
    const other = await registered(api);
    expect((await api.get(`/api/complaints/${other}/messages/${body.id}`)).status).toBe(404);
  });

  test('shows nothing of what the register tells the workflow by itself', async () => {
    const row = await api.register.database
      .selectFrom('message')
      .select('id')
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow();
    expect((await api.get(`/api/complaints/${reference}/messages/${row.id}`)).status).toBe(404);
  });
});

describe('With Prefer: wait', () => {
  test('the answer is 200 once the workflow has applied it', async () => {
    const answered = decide({ decision: 'acknowledge-now' }, { Prefer: 'respond-async, wait=20' });
    await untilAccepted(reference);
    await applyAccepted(api, reference);
    const { status, headers, body } = await answered;
    expect([status, body.state, headers.get('preference-applied')]).toEqual([200, 'applied', 'wait=20']);
  });

  test('the answer is 409 where the workflow refuses it, with the reason and what is allowed now', async () => {
    const answered = decide(rejected, { Prefer: 'wait=20' });
    await untilAccepted(reference);
    await applyByHand(api, reference, { signal: 'decide', body: { decision: 'withdraw' } });
    await applyAccepted(api, reference);
    const { status, body, headers } = await answered;
    expect([status, body.reason, body.allowedDecisions, headers.get('preference-applied')]).toEqual([
      409,
      'closing',
      ['complete-file', 'raise-level', 'declare-conflict', 'close'],
      'wait=20',
    ]);
    expect((await api.get(`/api/complaints/${reference}/messages/${body.message}`)).body).toMatchObject({
      state: 'refused',
      reason: 'closing',
    });
  });

  test('the answer is 202 when the time runs out', async () => {
    const { status, headers, body } = await decide({ decision: 'acknowledge-now' }, { Prefer: 'wait=0' });
    expect([status, body.state, headers.get('preference-applied')]).toEqual([202, 'accepted', 'wait=0']);
  });

  test('a preference that cannot be read is ignored', async () => {
    const { status, headers } = await decide({ decision: 'acknowledge-now' }, { Prefer: 'wait=soon' });
    expect([status, headers.get('preference-applied')]).toEqual([202, null]);
  });
});

/** Until the request under way has committed its message. */
async function untilAccepted(of: string): Promise<void> {
  for (;;) {
    const { decisions } = (await api.get(`/api/complaints/${of}`)).body;
    if (decisions.length > 0) return;
  }
}

describe('What is not allowed now', () => {
  const refusals: [what: string, path: string, body: unknown, reason: string][] = [
    ['reopening what is not closed', 'decisions', { decision: 'reopen', reasons: 'x' }, 'not-closed'],
    ['answering an enquiry that nobody made', 'decisions', { decision: 'answer-enquiry', answer: 'x' }, 'no-enquiry-open'],
    ['closing what is not decided', 'decisions', { decision: 'close' }, 'nothing-decided'],
    ['disagreeing with an answer that is not out', 'received', { what: 'disagreement' }, 'not-answered'],
    ['accepting an offer that was not made', 'received', { what: 'offer-accepted' }, 'nothing-decided'],
  ];
  test.each(refusals)('%s is refused with its reason, and leaves no trace', async (_what, path, body, reason) => {
    const refused = await post(path, body);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      type: 'urn:doleance:problem:not-allowed-now',
      reason,
      detail: expect.any(String),
      allowedDecisions: [
        'acknowledge-now',
        'assign',
        'name-representative',
        'complete-file',
        'classify',
        'set-responsibility',
        'request-information',
        'announce-delay',
        'resolve',
        'redirect',
        'send-on-to-mediator',
        'raise-level',
        'recompute-plan',
        'declare-conflict',
        'cannot-treat-further',
        'withdraw',
      ],
    });
    const { decisions, timeline } = await complaint();
    expect([decisions, timeline.length]).toEqual([[], 1]);
  });

  test('acknowledging after the answer is refused', async () => {
    await answer(api, reference, rejected);
    expect((await decide({ decision: 'acknowledge-now' })).body.reason).toBe('already-answered');
  });

  test('the same escalation twice is refused', async () => {
    expect((await post('escalations', { to: 'mediator' })).status).toBe(202);
    expect((await post('escalations', { to: 'mediator' })).body.reason).toBe('already-escalated');
  });
});

describe('A message with a field that is wrong', () => {
  const wrong: [what: string, path: string, body: unknown, field: string][] = [
    ['no decision', 'decisions', {}, 'decision'],
    ['an unknown decision', 'decisions', { decision: 'forget' }, 'decision'],
    ['no object', 'decisions', [], ''],
    ['a field of another decision', 'decisions', { decision: 'close', reasons: 'x' }, 'reasons'],
    ['nobody to assign', 'decisions', { decision: 'assign' }, 'caseHandler'],
    ['a case handler whom nobody knows', 'decisions', { decision: 'assign', caseHandler: 'nobody' }, 'caseHandler'],
    ['no responsibility', 'decisions', { decision: 'set-responsibility' }, 'responsibility'],
    ['no insurer', 'decisions', { decision: 'set-responsibility', responsibility: 'insurer', reasons: 'x' }, 'insurer'],
    [
      'no reasons for the insurer',
      'decisions',
      { decision: 'set-responsibility', responsibility: 'insurer', insurer },
      'reasons',
    ],
    [
      'an insurer whom no letter reaches',
      'decisions',
      { decision: 'set-responsibility', responsibility: 'insurer', insurer: { name: 'x' }, reasons: 'x' },
      'insurer',
    ],
    [
      'an insurer who is not in the directory',
      'decisions',
      { decision: 'set-responsibility', responsibility: 'insurer', insurer: { id: 'nobody' }, reasons: 'x' },
      'insurer.id',
    ],
    ['no missing facts', 'decisions', { decision: 'request-information', missingFacts: [], reasons: 'x' }, 'missingFacts'],
    [
      'a blank missing fact',
      'decisions',
      { decision: 'request-information', missingFacts: ['a', ' '], reasons: 'x' },
      'missingFacts.1',
    ],
    [
      'an answer wanted today',
      'decisions',
      { decision: 'request-information', missingFacts: ['a'], reasons: 'x', answerBy: '2026-05-13' },
      'answerBy',
    ],
    ['a new date that is today', 'decisions', { decision: 'announce-delay', newDate: '2026-05-13', reasons: 'x' }, 'newDate'],
    ['a new date in years', 'decisions', { decision: 'announce-delay', newDate: '9999-01-01', reasons: 'x' }, 'newDate'],
    ['a new date without reasons', 'decisions', { decision: 'announce-delay', newDate: '2026-06-13' }, 'reasons'],
    ['no answer to the enquiry', 'decisions', { decision: 'answer-enquiry' }, 'answer'],
    ['no outcome', 'decisions', { decision: 'resolve' }, 'outcome'],
    ['no reasons', 'decisions', { decision: 'resolve', outcome: 'rejected' }, 'reasons'],
    ['blank reasons', 'decisions', { decision: 'resolve', outcome: 'rejected', reasons: ' ' }, 'reasons'],
    [
      'neither measures nor redress',
      'decisions',
      { decision: 'resolve', outcome: 'upheld', reasons: 'x', measures: '' },
      'measures',
    ],
    [
      'points that are not told apart',
      'decisions',
      { decision: 'resolve', outcome: 'partly-upheld', reasons: 'x', measures: 'x', rejectedPoints: 'x' },
      'upheldPoints',
    ],
    [
      'redress without a date',
      'decisions',
      { decision: 'resolve', outcome: 'upheld', reasons: 'x', redress: { cents: 1, currency: 'EUR' } },
      'redress.paidBy',
    ],
    [
      'redress of half a cent',
      'decisions',
      { decision: 'resolve', outcome: 'upheld', reasons: 'x', redress: { cents: 0.5, currency: 'EUR', paidBy: '2026-06-01' } },
      'redress.cents',
    ],
    [
      'redress in a currency that does not exist',
      'decisions',
      { decision: 'resolve', outcome: 'upheld', reasons: 'x', redress: { cents: 1, currency: 'QQQ', paidBy: '2026-06-01' } },
      'redress.currency',
    ],
    [
      'redress yesterday',
      'decisions',
      { decision: 'resolve', outcome: 'upheld', reasons: 'x', redress: { cents: 1, currency: 'EUR', paidBy: '2026-05-12' } },
      'redress.paidBy',
    ],
    ['no offer', 'decisions', { decision: 'resolve', outcome: 'settled', reasons: 'x' }, 'offer'],
    [
      'an amount without a currency',
      'decisions',
      { decision: 'resolve', outcome: 'settled', reasons: 'x', offer: { terms: 'x', until: '2026-06-01', cents: 1 } },
      'offer.currency',
    ],
    [
      'an offer that has run out',
      'decisions',
      { decision: 'resolve', outcome: 'settled', reasons: 'x', offer: { terms: 'x', until: '2026-05-13' } },
      'offer.until',
    ],
    ['nobody to go on to', 'escalations', {}, 'to'],
    ['somebody unknown to go on to', 'escalations', { to: 'parliament' }, 'to'],
    ['an insurer to go on to who is not named', 'escalations', { to: 'insurer', reasons: 'x' }, 'insurer'],
    ['nothing received', 'received', {}, 'what'],
    ['something unknown received', 'received', { what: 'flowers' }, 'what'],
    ['a NUL in what was received', 'received', { what: 'information', text: '\u0000' }, 'text'],
  ];
  test.each(wrong)('%s is refused with its path', async (_what, path, body, field) => {
    const refused = await post(path, body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((error: { path: string }) => error.path)).toEqual([field]);
    expect((await complaint()).decisions).toEqual([]);
  });

  test.each([
    ['the last day for the answer', '2026-07-13'],
    ['the date that was announced before', '2026-08-13'],
  ])('a new date that is no later than %s is refused', async (_what, newDate) => {
    await decide({ decision: 'announce-delay', newDate: '2026-08-13', reasons: 'x' });
    await applyAccepted(api, reference);
    const { status, body } = await decide({ decision: 'announce-delay', newDate, reasons: 'x' });
    expect([status, body.reason, body.errors[0].path]).toEqual([422, 'date-not-later', 'newDate']);
  });
});

describe('The insurer', () => {
  const decided = async (given: unknown) => {
    const { headers } = await decide({ decision: 'set-responsibility', responsibility: 'insurer', insurer: given, reasons: 'x' });
    return (await api.get(headers.get('location') ?? '')).body.texts.insurer;
  };

  test('by id is the one of the recourse directory', async () => {
    expect(await decided({ id: 'exemple-assurances', reference: 'EX-1' })).toMatchObject({
      name: 'Exemple Assurances',
      email: 'reclamations@example.org',
      reference: 'EX-1',
    });
  });

  test('by name is the one that was given', async () => {
    expect(await decided({ name: 'Autre Exemple', address: ['1 rue de l’Exemple'] })).toEqual({
      name: 'Autre Exemple',
      address: ['1 rue de l’Exemple'],
    });
  });
});
