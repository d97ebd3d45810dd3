import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ApiUnderTest, actor, complaintBody, registered, startApi } from './api-server.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
  api.setClock('2026-05-13T16:30:00Z');
});
afterAll(() => api.close());

const register = (changes: Record<string, unknown> = {}, headers = {}) =>
  api.post('/api/complaints', complaintBody(changes), headers);

describe('A complaint that is registered', () => {
  test('is answered with 201, its address, and itself as GET gives it', async () => {
    const { status, headers, body } = await register();
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/complaints/${body.reference}`);
    expect((await api.get(`/api/complaints/${body.reference}`)).body).toEqual(body);
  });

  test('has a reference with the firm’s letters and the year of registration in the firm’s zone', async () => {
    const before = '2026-05-13T16:30:00Z';
    api.setClock('2026-12-31T23:30:00Z');
    const { body } = await register();
    api.setClock(before);
    expect(body.reference).toMatch(/^OPT-2027-\d{6}$/);
    expect(body.registeredOn).toBe('2027-01-01');
  });

  test('that says nothing of its receipt was received now', async () => {
    const { body } = await register();
    expect(body).toMatchObject({ received: '2026-05-13T16:30:00.000Z', receivedOn: '2026-05-13', sent: 'unknown' });
  });

  test('has its deadlines planned, each limit with its source', async () => {
    const { body } = await register({ received: '2026-05-13T18:30:00+02:00' });
    expect(body.deadlines.map(({ duty, dueOn, state }: Record<string, unknown>) => [duty, dueOn, state])).toEqual([
      ['acknowledgement', '2026-05-27', 'open'],
      ['insurer-forwarding', '2026-05-20', 'not-triggered'],
      ['final-response', '2026-07-13', 'open'],
    ]);
    expect(body.deadlines[0].limits.map(({ source }: { source: string }) => source).sort()).toEqual(['acpr', 'procedure']);
  });

  test('is in the journal under the name of the token', async () => {
    const { body } = await register();
    expect(body.timeline).toMatchObject([{ number: 1, event: 'complaint-registered', actor }]);
    expect(body.registeredBy).toBe(actor);
  });

  test('waits in the outbox for its workflow to begin', async () => {
    const reference = await registered(api);
    const rows = await api.register.database.selectFrom('message').selectAll().where('reference', '=', reference).execute();
    expect(rows).toMatchObject([{ body: { what: 'registered' }, delivered_at: null }]);
  });

  test('keeps its content encrypted', async () => {
    const reference = await registered(api, { reason: 'Un secret bien gardé.' });
    const rows = await api.register.database.selectFrom('personal_text').selectAll().where('reference', '=', reference).execute();
    expect(rows.map(({ cipher }) => cipher.includes('secret'))).toEqual([false]);
    const { body } = await api.get(`/api/complaints/${reference}`);
    expect(body.reason).toBe('Un secret bien gardé.');
  });

  test('keeps every field that was given, trimmed and in one form of accents and line breaks', async () => {
    const { body } = await register({
      sent: '2026-05-11',
      language: 'fr',
      capacity: 'professional',
      caseHandler: 'client-service',
      complainant: {
        name: '  Dominique\u00a0Exemple ',
        salutation: 'madam',
        email: ' dominique@example.org ',
        phone: '01 23 45 67 89',
        address: { lines: ['12 rue de l’Exemple'], postcode: '75000', town: 'Paris', country: 'FR' },
        status: 'client',
      },
      matter: 'le remboursement',
      reason: ' Premie\u0301re ligne\r\nseconde\tligne ',
      stepsTaken: 'Trois appels.',
      answerReceived: '',
      arguments: 'La facture.',
      solutionSought: 'Le remboursement.',
      policyNumber: 'C-1',
      claimNumber: 'S-2',
    });
    expect(body).toMatchObject({
      sent: '2026-05-11',
      language: 'fr',
      country: 'FR',
      capacity: 'professional',
      caseHandler: { id: 'client-service', name: 'Le service clients' },
      complainant: {
        name: 'Dominique\u00a0Exemple',
        salutation: 'madam',
        email: 'dominique@example.org',
        phone: '+33123456789',
        address: { lines: ['12 rue de l’Exemple', '75000 Paris'], country: 'FR' },
        status: 'client',
      },
      matter: 'le remboursement',
      reason: 'Premiére ligne\nseconde\tligne',
      stepsTaken: 'Trois appels.',
      arguments: 'La facture.',
      solutionSought: 'Le remboursement.',
      policyNumber: 'C-1',
      claimNumber: 'S-2',
      warnings: [],
    });
    expect(body).not.toHaveProperty('answerReceived');
  });
});

describe('Dates', () => {
  test('of receipt count in the firm’s zone', async () => {
    expect((await register({ received: '2026-05-11T22:30:00Z' })).body.receivedOn).toBe('2026-05-12');
  });

  test('of receipt may be days; noon stands for the time, and now for today’s', async () => {
    expect((await register({ received: '2026-05-12' })).body.received).toBe('2026-05-12T10:00:00.000Z');
    api.setClock('2026-05-13T05:00:00Z');
    const { body } = await register({ received: '2026-05-13' });
    api.setClock('2026-05-13T16:30:00Z');
    expect(body.received).toBe('2026-05-13T05:00:00.000Z');
  });

  test('a little ahead of this clock are now', async () => {
    const { status, body } = await register({ received: '2026-05-13T16:30:30Z' });
    expect([status, body.received]).toEqual([201, '2026-05-13T16:30:00.000Z']);
  });

  test('of sending run the regulator’s limits, where they are known', async () => {
    const { body } = await register({ received: '2026-05-13', sent: '2026-05-04' });
    const acknowledgement = body.deadlines.find(({ duty }: { duty: string }) => duty === 'acknowledgement');
    expect(acknowledgement.limits[0]).toMatchObject({ source: 'acpr', rule: '10 monToSatDays from sent' });
  });
});

describe('The sender', () => {
  test.each([
    ['private-person', '1'],
    ['broker', '1'],
    ['association', '1'],
    ['lawyer', '2b'],
    ['legal-protection-insurer', '2b'],
    ['trade-association', '2b'],
    ['rights-defender', '2b'],
    ['consumer-authority', '2b'],
    ['consumer-platform', '2b'],
    ['supervisor', '2b'],
    ['journalist', '2b'],
    ['mediator', '3'],
    ['court', '4'],
  ])('%s begins at level %s', async (sender, level) => {
    expect((await register({ sender })).body.level).toBe(level);
  });

  test('decides who treats the complaint, in the procedure’s words', async () => {
    const treatedBy = async (sender: string) => (await register({ procedure: '123-courtage', sender })).body.treatedBy;
    const levels = api.library.inForce('123-courtage')?.levels ?? [];
    expect(await treatedBy('private-person')).toBe(levels.find(({ level }) => level === '1')?.treatedBy);
    expect(await treatedBy('supervisor')).toBe(levels.find(({ level }) => level === '2b')?.treatedBy);
  });

  test('who is a lawyer is addressed as one', async () => {
    expect((await register({ sender: 'lawyer' })).body.complainant.salutation).toBe('lawyer');
  });
});

describe('Without an e-mail address', () => {
  const address = { lines: ['1 place de l’Exemple'], postcode: '69000', town: 'Lyon', country: 'FR' };

  test('the answer warns that letters wait in the post tray', async () => {
    const { status, body } = await register({ complainant: { name: 'Dominique Exemple', address } });
    expect([status, body.warnings.map(({ code }: { code: string }) => code)]).toEqual([201, ['no-e-mail']]);
  });

  test('and without a postal address, that letters cannot be posted', async () => {
    const { status, body } = await register({ complainant: { name: 'Dominique Exemple', email: '' } });
    expect([status, body.warnings.map(({ code }: { code: string }) => code)]).toEqual([201, ['no-address']]);
  });
});

describe('The country', () => {
  test.each([
    ['is the one given', { country: 'CH' }, 'CH'],
    ['else the address’s', { complainant: { name: 'Dominique Exemple', address: { lines: ['Rue 1'], country: 'BE' } } }, 'BE'],
    ['else the firm’s', {}, 'FR'],
  ])('%s', async (_rule, changes, country) => {
    expect((await register(changes)).body.country).toBe(country);
  });
});
