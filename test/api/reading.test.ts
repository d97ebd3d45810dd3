import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { recordBreach } from '../../register/breaches.ts';
import { type ApiUnderTest, registered, startApi } from './api-server.ts';
import { answer, applyAccepted, applyByHand, closeByWithdrawal, sendLetter, writeLetter } from './drive.ts';

let api: ApiUnderTest;
let reference: string;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  api.setClock('2026-05-13T16:30:00Z');
  reference = await registered(api);
});
afterAll(() => api.close());

const complaint = async () => (await api.get(`/api/complaints/${reference}`)).body;
const deadline = async (duty: string) => (await complaint()).deadlines.find((one: { duty: string }) => one.duty === duty);

describe('A deadline', () => {
  test('is open until its letter is out, then done by the evidence', async () => {
    expect(await deadline('acknowledgement')).toMatchObject({ state: 'open', overdue: false });
    await sendLetter(
      api,
      reference,
      await writeLetter(api, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' }),
    );
    expect(await deadline('acknowledgement')).toMatchObject({ state: 'done', doneAt: '2026-05-13T16:30:00.000Z' });
    expect(await complaint()).toMatchObject({ stage: 'acknowledged', acknowledgedAt: '2026-05-13T16:30:00.000Z' });
  });

  test('is overdue once its last day has ended in the firm’s zone', async () => {
    api.setClock('2026-05-27T21:59:59Z');
    expect(await deadline('acknowledgement')).toMatchObject({ state: 'open', overdue: false });
    api.setClock('2026-05-27T22:00:00Z');
    expect(await deadline('acknowledgement')).toMatchObject({ state: 'open', overdue: true });
  });

  test('of the forwarding is not triggered, nor ever overdue, before the insurer is responsible', async () => {
    api.setClock('2026-06-30T12:00:00Z');
    expect(await deadline('insurer-forwarding')).toMatchObject({ state: 'not-triggered', overdue: false });
    await applyByHand(api, reference, { signal: 'decide', body: { decision: 'set-responsibility', responsibility: 'insurer' } });
    expect(await deadline('insurer-forwarding')).toMatchObject({ state: 'not-triggered' });
  });

  test('of the forwarding is open once the insurer is responsible', async () => {
    const insurer = { name: 'Exemple Assurances', email: 'reclamations@example.org' };
    const body = { decision: 'set-responsibility', responsibility: 'insurer', insurer, reasons: 'x' };
    await api.post(`/api/complaints/${reference}/decisions`, body);
    await applyAccepted(api, reference);
    expect(await deadline('insurer-forwarding')).toMatchObject({ state: 'open' });
    expect((await complaint()).responsibility).toBe('insurer');
  });

  test('that the answer has replaced is void, and says why', async () => {
    await answer(api, reference, { decision: 'resolve', outcome: 'rejected', reasons: 'x' });
    expect(await deadline('acknowledgement')).toMatchObject({ state: 'void', voidBecause: 'answered' });
  });
});

describe('A complaint', () => {
  test('shows its breaches', async () => {
    api.setClock('2026-05-28T08:00:00Z');
    await recordBreach(
      api.register,
      { reference, duty: 'acknowledgement', occasion: 'first', source: 'acpr' },
      'not-done-in-time',
    );
    expect((await complaint()).breaches).toEqual([
      {
        duty: 'acknowledgement',
        occasion: 'first',
        source: 'acpr',
        dueOn: '2026-05-27',
        reason: 'not-done-in-time',
        recordedAt: '2026-05-28T08:00:00.000Z',
      },
    ]);
  });

  test('shows its letters, with links to the forms that they have', async () => {
    const id = await writeLetter(api, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' });
    const path = `/api/complaints/${reference}/letters/${id}`;
    expect((await complaint()).letters).toMatchObject([
      { id, kind: 'acknowledgement', recipient: 'complainant', state: 'queued', way: 'e-mail', letterDate: '2026-05-13' },
    ]);
    expect((await complaint()).letters[0].links).toEqual({
      html: `${path}.html`,
      text: `${path}.txt`,
      pdf: `${path}.pdf`,
      eml: `${path}.eml`,
    });
  });

  test('that is closed says why and since when, and can be reopened', async () => {
    await closeByWithdrawal(api, reference);
    expect(await complaint()).toMatchObject({
      stage: 'closed',
      closure: { reason: 'withdrawn' },
      closedAt: '2026-05-13T16:30:00.000Z',
      allowedDecisions: expect.arrayContaining(['reopen']),
    });
  });

  test('of a person who was erased keeps what is plain', async () => {
    await api.register.database.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    const body = await complaint();
    expect(body).toMatchObject({ reference, erased: true, receivedOn: '2026-05-13', warnings: [] });
    expect(body).not.toHaveProperty('complainant');
    expect(body).not.toHaveProperty('reason');
  });

  test('of a person who was erased takes no more texts', async () => {
    await api.register.database.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    const { status, body } = await api.post(`/api/complaints/${reference}/received`, { what: 'information', text: 'x' });
    expect([status, body.type]).toEqual([410, 'urn:doleance:problem:erased']);
  });

  test.each(['OPT-2026-999999', 'opt-2026-000001', 'nonsense', "OPT-2026-000001'--"])(
    'that does not exist is not found: %s',
    async (name) => {
      expect((await api.get(`/api/complaints/${encodeURIComponent(name)}`)).status).toBe(404);
    },
  );
});
