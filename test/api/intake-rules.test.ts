import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ApiUnderTest, complaintBody, registered, startApi, token } from './api-server.ts';
import { closeByWithdrawal, received } from './drive.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
  api.setClock('2026-05-13T16:30:00Z');
});
afterAll(() => api.close());

const register = async (changes: Record<string, unknown> = {}) => {
  const { status, body, text } = await api.post('/api/complaints', complaintBody(changes));
  expect([status, status === 201 ? '' : text]).toEqual([201, '']);
  return body;
};
const read = async (reference: string) => (await api.get(`/api/complaints/${reference}`)).body;
const mail =
  'From: dominique@example.org\r\nDate: Wed, 13 May 2026 09:00:00 +0200\r\nSubject: Une réclamation\r\n\r\nVoici ce qui s’est passé.\r\n';
const dutiesOf = (body: any): string[] => body.deadlines.map(({ duty }: { duty: string }) => duty);
const codes = (body: any): string[] => body.warnings.map(({ code }: { code: string }) => code);

describe('A complaint that was only said', () => {
  test.each([
    ['opticourtage', 'phone'],
    ['alter-ego', 'phone'],
    ['alter-ego', 'meeting'],
    ['optimco', 'meeting'],
  ])('is invited to be written at %s by %s, and owes nothing else', async (procedure, channel) => {
    const body = await register({ procedure, channel });
    expect([body.oral, dutiesOf(body)]).toEqual(['invited', ['invitation-to-write']]);
  });

  test.each([
    ['123-courtage', 'phone'],
    ['almena', 'phone'],
    ['almena', 'meeting'],
  ])('is taken as a complaint at %s by %s, with the firm’s own clocks', async (procedure, channel) => {
    const body = await register({ procedure, channel });
    expect([body.oral, dutiesOf(body)]).toEqual(['taken', expect.arrayContaining(['acknowledgement', 'final-response'])]);
    const rules = body.deadlines.flatMap(({ limits }: any) => limits.map(({ rule }: { rule: string }) => rule));
    expect(rules.filter((rule: string) => rule.includes('sent'))).toEqual([]);
  });

  test.each([
    ['opticourtage', 'gdpr'],
    ['alter-ego', 'gdpr'],
    ['alter-ego', 'classic-and-gdpr'],
    ['optimco', 'classic-and-gdpr'],
  ])('is taken at %s where it is %s: a right about one’s own data needs no writing', async (procedure, kind) => {
    const body = await register({ procedure, channel: 'phone', kind });
    expect([body.oral, dutiesOf(body)]).toEqual(['taken', expect.arrayContaining(['acknowledgement', 'gdpr-response'])]);
    expect(dutiesOf(body).includes('final-response')).toBe(kind === 'classic-and-gdpr');
  });

  test('has no time with the mediator before it is written', async () => {
    const { reference, mediatorPeriod } = await register({ procedure: 'almena', channel: 'phone' });
    expect(mediatorPeriod).toBeUndefined();
    await received(api, reference, { what: 'written-complaint', sentOn: '2026-05-12', text: 'Je confirme.' });
    expect(await read(reference)).toMatchObject({
      writing: { sentOn: '2026-05-12', receivedOn: '2026-05-13' },
      mediatorPeriod: { from: '2026-07-13', until: '2027-05-12' },
    });
  });

  test('begins its clocks with the writing where it had to be written', async () => {
    const { reference } = await register({ procedure: 'alter-ego', channel: 'meeting' });
    await received(api, reference, { what: 'written-complaint' });
    const { deadlines, writing } = await read(reference);
    expect(writing).toEqual({ receivedOn: '2026-05-13' });
    expect(deadlines).toContainEqual(
      expect.objectContaining({ duty: 'invitation-to-write', state: 'void', voidBecause: 'written' }),
    );
    expect(deadlines).toContainEqual(expect.objectContaining({ duty: 'final-response', state: 'open', dueOn: '2026-07-13' }));
  });

  test('and was put right at once is recorded with how, and nothing is owed', async () => {
    const body = await register({ procedure: 'alter-ego', channel: 'phone', solvedAtOnce: 'L’attestation est partie.' });
    expect(body).toMatchObject({ solvedBy: 'L’attestation est partie.', closing: 'solved-at-once', deadlines: [] });
    expect(body.allowedDecisions).not.toContain('resolve');
  });

  test('may say that its day of sending is unknown', async () => {
    expect(await register({ channel: 'phone', sent: 'unknown' })).toMatchObject({ sent: 'unknown' });
  });
});

test('what is written was not said', async () => {
  expect(await register({ channel: 'letter' })).not.toHaveProperty('oral');
});

describe('Every way to complain counts', () => {
  test.each(['e-mail', 'letter', 'phone', 'meeting'])('at Optimco, which names two: %s', async (channel) => {
    expect((await register({ procedure: 'optimco', channel })).channel).toBe(channel);
  });

  test.each(['opticourtage', 'alter-ego'])('the web form only where the procedure lists it: %s', async (procedure) => {
    expect((await register({ procedure, channel: 'web-form' })).channel).toBe('web-form');
  });
});

describe('The kind', () => {
  test.each([
    ['classic', true, false],
    ['gdpr', false, true],
    ['classic-and-gdpr', true, true],
  ])('%s has the clocks of its parts', async (kind, classic, gdpr) => {
    const duties = dutiesOf(await register({ kind }));
    expect([duties.includes('final-response'), duties.includes('gdpr-response')]).toEqual([classic, gdpr]);
  });

  test('narrows the list', async () => {
    const reference = await registered(api, { kind: 'classic-and-gdpr', procedure: 'almena' });
    const { items } = (await api.get('/api/complaints?kind=classic-and-gdpr&procedure=almena')).body;
    expect(items).toMatchObject([{ reference, kind: 'classic-and-gdpr' }]);
  });
});

describe('Who writes for the complainant', () => {
  const lawyer = { name: 'Camille Exemple', email: 'camille@example.org', phone: '01 99 00 00 00' };

  test('is kept apart from the complainant; a lawyer is addressed as one', async () => {
    const body = await register({ sender: 'lawyer', representative: { ...lawyer, mandate: 'recorded' } });
    expect(body).toMatchObject({
      level: '2b',
      mandate: 'recorded',
      complainant: { name: 'Dominique Exemple', salutation: 'none' },
      representative: { name: 'Camille Exemple', salutation: 'lawyer', email: 'camille@example.org', phone: '+33199000000' },
    });
    expect(dutiesOf(body)).not.toContain('mandate-request');
  });

  test('is asked for the mandate unless it is recorded, and somebody sees that', async () => {
    const body = await register({ sender: 'relative', representative: lawyer });
    expect([body.mandate, codes(body)]).toEqual(['missing', ['mandate-missing']]);
    expect(dutiesOf(body)).toContain('mandate-request');
    await received(api, body.reference, { what: 'mandate' });
    const after = await read(body.reference);
    expect([after.mandate, codes(after)]).toEqual(['recorded', []]);
    expect(after.deadlines).toContainEqual(expect.objectContaining({ duty: 'mandate-request', voidBecause: 'replied' }));
  });

  test('is where letters go once the mandate is recorded: only then is an address of theirs enough', async () => {
    const complainant = { name: 'Dominique Exemple' };
    expect(codes(await register({ complainant, representative: { ...lawyer, mandate: 'recorded' } }))).toEqual([]);
    expect(codes(await register({ complainant, representative: lawyer }))).toEqual(['no-address', 'mandate-missing']);
  });

  test('need not be named: letters then go to the complainant', async () => {
    const body = await register({ sender: 'legal-protection-insurer' });
    expect(body).not.toHaveProperty('mandate');
    expect(body).not.toHaveProperty('representative');
  });
});

describe('Who writes for somebody else without saying for whom', () => {
  const unknown = ['mandate-unknown'];

  test.each<[sender: string, changes: Record<string, unknown>, warnings: string[]]>([
    ['lawyer', {}, unknown],
    ['legal-protection-insurer', {}, unknown],
    ['relative', {}, unknown],
    ['association', {}, unknown],
    ['lawyer', { representative: { name: 'Camille Exemple' } }, ['mandate-missing']],
    ['relative', { representative: { name: 'Camille Exemple', email: 'c@example.org', mandate: 'recorded' } }, []],
    ['private-person', {}, []],
    ['trade-association', {}, []],
    ['supervisor', {}, []],
    ['journalist', {}, []],
  ])('is warned of where that is so: %s %j', async (sender, changes, warnings) => {
    expect(codes(await register({ sender, ...changes }))).toEqual(warnings);
  });

  test('is warned of with what to do', async () => {
    expect((await register({ sender: 'lawyer' })).warnings).toEqual([
      {
        code: 'mandate-unknown',
        message: 'Who writes does so for somebody else: record the representative and the mandate, or ask for it.',
      },
    ]);
  });
});

describe('An earlier complaint in writing', () => {
  const earlier = (on: string) => ({ earlierWriting: { on, to: 'Exemple Assurances' } });

  test.each<[rule: string, changes: Record<string, unknown>, sent: string, answerBy: string]>([
    ['begins the regulator’s limits', { sent: '2026-05-11', ...earlier('2026-04-20') }, '2026-05-11', '2026-06-20'],
    ['begins them where the sending is unknown', { sent: 'unknown', ...earlier('2026-04-20') }, 'unknown', '2026-06-20'],
    ['begins them where nothing is said of the sending', earlier('2026-05-13'), 'unknown', '2026-07-13'],
    [
      'leaves them to the sending where that was first',
      { sent: '2026-05-04', ...earlier('2026-05-06') },
      '2026-05-04',
      '2026-07-04',
    ],
  ])('%s', async (_rule, changes, sent, answerBy) => {
    const body = await register(changes);
    expect([body.sent, body.receivedOn]).toEqual([sent, '2026-05-13']);
    const { limits } = body.deadlines.find(({ duty }: { duty: string }) => duty === 'final-response');
    expect(limits).toContainEqual(expect.objectContaining({ source: 'acpr', dueOn: answerBy }));
  });

  test('begins the time with the mediator', async () => {
    const { mediatorPeriod } = await register({ sent: '2026-05-11', ...earlier('2026-04-20') });
    expect(mediatorPeriod).toEqual({ from: '2026-06-21', until: '2027-04-20' });
  });

  test('leaves the firm’s own limits with the receipt', async () => {
    const limitsOf = ({ deadlines }: any) =>
      deadlines.flatMap(({ limits }: any) => limits).filter(({ source }: { source: string }) => source === 'procedure');
    expect(limitsOf(await register(earlier('2026-04-20')))).toEqual(limitsOf(await register()));
  });

  test('is shown with whom it was written to, where that is known', async () => {
    expect((await register(earlier('2026-04-20'))).earlierWriting).toEqual({ on: '2026-04-20', to: 'Exemple Assurances' });
    const { earlierWriting } = await register({ earlierWriting: { on: '2026-04-20', to: ' ' } });
    expect(earlierWriting).toEqual({ on: '2026-04-20' });
    expect(await register()).not.toHaveProperty('earlierWriting');
  });

  test('is kept encrypted as to whom it was written to', async () => {
    const { reference, timeline } = await register(earlier('2026-04-20'));
    const { facts } = await api.register.database
      .selectFrom('complaint')
      .select('facts')
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify([facts, timeline])).not.toContain('Exemple Assurances');
  });
});

describe('Who is in charge', () => {
  test('is whom the procedure gives a complaint that nobody is named for', async () => {
    expect(await register({ procedure: 'alter-ego' })).toMatchObject({ caseHandler: { id: 'complaints-manager' } });
  });

  test('is whoever is named', async () => {
    const body = await register({ procedure: 'alter-ego', caseHandler: 'client-service' });
    expect(body.caseHandler.id).toBe('client-service');
  });

  test('is nobody where the procedure names nobody', async () => {
    expect(await register()).not.toHaveProperty('caseHandler');
  });

  test('is nobody whom the complaint is about', async () => {
    const concernedStaff = ['complaints-manager', 'complaints-manager'];
    const body = await register({ procedure: 'alter-ego', concernedStaff });
    expect(body).not.toHaveProperty('caseHandler');
    expect(body.barred).toEqual(['complaints-manager']);
  });
});

describe('A new matter', () => {
  test('has a reference and clocks of its own, and each of the two leads to the other', async () => {
    const earlier = await registered(api);
    await closeByWithdrawal(api, earlier);
    const body = await register({ linkedTo: earlier });
    expect(body).toMatchObject({ linkedTo: earlier, links: { linkedTo: `/api/complaints/${earlier}` }, newMatters: [] });
    expect(body.reference).not.toBe(earlier);
    expect(dutiesOf(body)).toContain('acknowledgement');
    const before = await read(earlier);
    expect(before.newMatters).toEqual([body.reference]);
    expect(before.timeline.at(-1)).toMatchObject({ event: 'new-matter-registered', detail: { reference: body.reference } });
  });

  test('is not linked to another firm’s complaint', async () => {
    const elsewhere = await registered(api, { procedure: 'almena' });
    const { status, body } = await api.post('/api/complaints', complaintBody({ linkedTo: elsewhere }));
    expect([status, body.errors.map(({ path }: { path: string }) => path)]).toEqual([422, ['linkedTo']]);
  });
});

describe('What the procedure asks for and was not said', () => {
  const missing = async (changes: Record<string, unknown>) =>
    (await register(changes)).missing.map(({ fact }: { fact: string }) => fact);
  const address = { lines: ['1 rue de l’Exemple'], postcode: '75000', town: 'Paris', country: 'FR' };

  test.each<[procedure: string, changes: Record<string, unknown>, facts: string[]]>([
    ['alter-ego', {}, ['capacity', 'postal-address', 'phone', 'documents']],
    // Information about the product will do instead of documents.
    ['alter-ego', { policyNumber: 'C-1' }, ['capacity', 'postal-address', 'phone']],
    [
      'alter-ego',
      { complainant: { name: 'Dominique Exemple', status: 'client', address, phone: '0199000000' }, claimNumber: 'S-1' },
      ['e-mail'],
    ],
    ['123-courtage', {}, ['policy-number', 'steps-taken']],
    ['123-courtage', { policyNumber: 'C-1', stepsTaken: 'Un appel.' }, []],
    ['123-courtage', { noPolicyNumber: true, stepsTaken: 'Un appel.' }, []],
    ['opticourtage', {}, ['steps-taken', 'answer-received', 'arguments', 'solution-sought', 'documents']],
    [
      'opticourtage',
      { complainant: { name: 'Dominique Exemple' }, stepsTaken: 'x', answerReceived: 'x', arguments: 'x', solutionSought: 'x' },
      ['contact-details', 'documents'],
    ],
    ['optimco', {}, []],
    ['almena', {}, []],
  ])('at %s is shown, and never in the way: %j', async (procedure, changes, facts) => {
    expect(await missing({ procedure, ...changes })).toEqual(facts);
  });

  test('comes with the words of the procedure', async () => {
    const { missing } = await register({ procedure: '123-courtage' });
    expect(missing[0]).toEqual({ fact: 'policy-number', asked: expect.stringContaining('numéro de police') });
  });

  test('are documents where there are any: no more once one has come, nor once what is missing was asked for', async () => {
    const { reference: given, missing } = await register();
    expect(missing.at(-1)).toEqual({ fact: 'documents', asked: expect.stringContaining('justificatifs'), ifAny: true });
    const attach = (name: string) => {
      const form = new FormData();
      form.append('files', new Blob([name.endsWith('.eml') ? mail : 'Un constat.']), name);
      return api.send(`/api/complaints/${given}/attachments`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body: form,
      });
    };
    const isMissing = async (reference: string) =>
      (await read(reference)).missing.some(({ fact }: { fact: string }) => fact === 'documents');
    // The mail by which it came is the complaint itself.
    expect((await attach('message.eml')).status).toBe(201);
    await api.register.database.updateTable('attachment').set({ added_by: 'mailbox' }).where('reference', '=', given).execute();
    expect(await isMissing(given)).toBe(true);
    expect([(await attach('constat.txt')).status, await isMissing(given)]).toEqual([201, false]);
    const asked = await registered(api);
    await api.post(`/api/complaints/${asked}/decisions`, {
      decision: 'request-information',
      missingFacts: ['Vos arguments'],
      reasons: 'x',
    });
    expect(await isMissing(asked)).toBe(false);
  });
});
