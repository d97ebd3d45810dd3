import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verifyIntakes } from '../../../register/intakes/events.ts';
import { countWaitingIntakes, waitingIntakes } from '../../../register/intakes/intakes.ts';
import { everything } from '../../../register/viewer.ts';
import { pdf } from '../../attachments/samples.ts';
import { type ApiUnderTest, registered, startApi, token } from '../api-server.ts';
import { applyAccepted } from '../drive.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.setClock('2026-05-13T16:30:00Z'));
afterAll(() => api.close());

type Fields = Record<string, any>;

const arrived = (changes: Fields = {}): Fields => ({
  source: 'mail',
  channel: 'e-mail',
  procedure: 'opticourtage',
  received: '2026-05-12T09:15:00+02:00',
  message: {
    from: { name: 'Dominique Exemple', address: 'dominique@example.org' },
    subject: 'Mes lunettes',
    text: 'Deux mois d’attente.',
  },
  fields: { complainant: { name: 'Dominique Exemple', email: 'dominique@example.org' }, reason: 'Deux mois d’attente.' },
  unread: ['policyNumber'],
  ...changes,
});

const kept = async (changes: Fields = {}, headers: Record<string, string> = {}): Promise<Fields> => {
  const { status, body, text } = await api.post('/api/intakes', arrived(changes), headers);
  if (status !== 201) throw new Error(`not kept: ${text}`);
  return body as Fields;
};
const decide = (id: string, body: Fields, headers: Record<string, string> = {}) =>
  api.post(`/api/intakes/${id}/decisions`, body, headers);
const journalOf = async (reference: string): Promise<Fields[]> =>
  (await api.get(`/api/complaints/${reference}/journal`)).body.items;
const pathsOf = (body: Fields): string[] => (body['errors'] ?? []).map(({ path }: Fields) => path);

describe('What arrives is kept', () => {
  test('with its words, what could be read of it, and the limits that run from its receipt', async () => {
    const intake = await kept();
    expect(intake).toMatchObject({
      state: 'waiting',
      procedure: 'opticourtage',
      received: '2026-05-12T07:15:00.000Z',
      receivedOn: '2026-05-12',
      dueOn: '2026-05-26',
      unread: ['policyNumber'],
      message: { subject: 'Mes lunettes' },
      course: [{ event: 'kept', actor: 'Test desk' }],
    });
    expect(intake['deadlines'].map(({ duty }: Fields) => duty)).toEqual(
      expect.arrayContaining(['insurer-forwarding', 'acknowledgement', 'final-response']),
    );
    expect(intake['missing'].map(({ fact }: Fields) => fact)).toContain('solution-sought');
  });

  test('whatever stands in its fields: nothing that could be read wrongly refuses it', async () => {
    const fields = { complainant: { name: '', email: 'no address', phone: 'x' }, sent: 'yesterday', kind: 'odd', linkedTo: '?' };
    expect(await kept({ fields })).toMatchObject({ state: 'waiting', dueOn: '2026-05-26' });
  });

  test.each<[rule: string, changes: Fields, path: string]>([
    ['a firm that there is not', { procedure: 'nobody' }, 'procedure'],
    ['tomorrow', { received: '2026-05-14' }, 'received'],
    ['no moment', { received: 'just now' }, 'received'],
    ['neither words nor fields', { message: undefined, fields: undefined }, ''],
    ['a suspicion in words', { suspicion: 'I think so' }, 'suspicion'],
  ])('but not with %s', async (_rule, changes, path) => {
    const { status, body } = await api.post('/api/intakes', arrived(changes));
    expect([status, pathsOf(body)]).toEqual([422, [path]]);
  });

  test('once, however often its request comes, or its system hands it in', async () => {
    const first = await kept({}, { 'Idempotency-Key': 'mail-1' });
    expect((await kept({}, { 'Idempotency-Key': 'mail-1' }))['id']).toBe(first['id']);
    const other = await api.post('/api/intakes', arrived({ unread: [] }), { 'Idempotency-Key': 'mail-1' });
    expect([other.status, other.body.type]).toEqual([422, 'urn:doleance:problem:key-used-otherwise']);
    const named = await kept({ origin: '<abc@example.org> INBOX 17' });
    expect((await kept({ origin: '<abc@example.org> INBOX 17' }))['id']).toBe(named['id']);
    const elsewhere = await kept({ origin: '<abc@example.org> INBOX 17', procedure: 'almena' });
    expect(elsewhere['id']).not.toBe(named['id']);
    await decide(String(elsewhere['id']), { decision: 'not-a-complaint', statement: 'Le même message.' });
  });

  test('with nothing personal in plain', async () => {
    const { id } = await kept({ origin: '<dominique@example.org>' });
    await decide(id, { decision: 'not-a-complaint', statement: 'Message de Dominique Exemple.' });
    for (const table of ['intake', 'intake_text', 'intake_event', 'search.intake_mark', 'idempotency_key']) {
      const rows = await api.register.database
        .selectFrom(table as 'intake')
        .selectAll()
        .execute();
      expect(JSON.stringify(rows)).not.toMatch(/Dominique|dominique@|lunettes|Deux mois/);
    }
  });

  test('of a firm that nobody knows yet, before all others', async () => {
    const { id } = await kept({ procedure: undefined });
    const { items } = (await api.get('/api/intakes')).body;
    expect(items[0]).toMatchObject({ id, procedure: null, dueOn: null });
    const { status, body } = await decide(id, { decision: 'register' });
    expect([status, pathsOf(body)]).toEqual([422, ['procedure']]);
    const done = await decide(id, { decision: 'register', procedure: 'almena' });
    expect(done.body).toMatchObject({ state: 'registered', procedure: 'almena', complaint: expect.stringMatching(/^ALM-/) });
  });
});

describe('The list of what waits', () => {
  test('begins with the nearest limit, and is the one that my day shows', async () => {
    const late = await kept({ received: '2026-03-02' });
    const { items } = (await api.get('/api/intakes?procedure=opticourtage')).body;
    expect(items[0]).toMatchObject({ id: late['id'], name: 'Dominique Exemple', subject: 'Mes lunettes', dueOn: '2026-03-13' });
    const days = items.map(({ dueOn }: Fields) => dueOn);
    expect(days).toEqual(days.toSorted());
    const forMyDay = await waitingIntakes(api.register.database, everything, { procedure: ['opticourtage'] });
    expect(forMyDay.map(({ id }) => id)).toEqual(items.map(({ id }: Fields) => id));
    // However few are shown, all are counted.
    const one = await waitingIntakes(api.register.database, everything, { limit: 1 });
    expect([one.length, (await countWaitingIntakes(api.register.database, everything)) > 1]).toEqual([1, true]);
  });

  test('comes in pages', async () => {
    const { items, next } = (await api.get('/api/intakes?limit=1')).body;
    expect([items.length, next]).toEqual([1, '/api/intakes?limit=1&offset=1']);
    const second = (await api.get(next)).body;
    expect(second.items[0].id).not.toBe(items[0].id);
  });

  test('shows somebody their firms alone, and nothing that is about themselves', async () => {
    const mine = await kept({ procedure: 'almena', fields: { concernedStaff: ['service-clients'], reason: 'x' } });
    const seen = async (viewer: Parameters<typeof waitingIntakes>[1]) => {
      const ids = (await waitingIntakes(api.register.database, viewer)).map(({ id }) => id);
      expect(await countWaitingIntakes(api.register.database, viewer)).toBe(ids.length);
      return ids;
    };
    const almena = { firms: ['almena'], staff: [] };
    expect(await seen(almena)).toEqual([mine['id']]);
    expect(await seen({ ...almena, staff: [{ procedure: 'almena', id: 'service-clients' }] })).toEqual([]);
    expect(await seen({ ...almena, staff: [{ procedure: 'optimco', id: 'service-clients' }] })).toEqual([mine['id']]);
    expect(await seen({ firms: [], staff: [] })).toEqual([]);
  });
});

describe('The files of an intake', () => {
  const send = (id: string, files: [name: string, content: Uint8Array | string][], headers: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [name, content] of files) form.append('files', new Blob([content]), name);
    const init = { method: 'POST', headers: { Authorization: `Bearer ${token}`, ...headers }, body: form };
    return api.send(`/api/intakes/${id}/files`, init);
  };

  test('are added while it waits, listed, and given out to be saved', async () => {
    const { id } = await kept();
    const { status, body } = await send(id, [
      ['../Réclamation.exe', pdf],
      ['note.txt', 'Deux mois'],
    ]);
    expect([status, body.items.map(({ name }: Fields) => name)]).toEqual([201, ['Réclamation.exe.pdf', 'note.txt']]);
    const intake = (await api.get(`/api/intakes/${id}`)).body;
    expect(intake.files).toEqual(body.items);
    expect(intake.course.at(-1)).toMatchObject({ event: 'files-added', detail: { files: 2 } });
    const { headers, text } = await api.get(body.items[1].links.content);
    expect([headers.get('content-disposition'), headers.get('content-type'), text]).toEqual([
      'attachment; filename=note.txt',
      'text/plain; charset=utf-8',
      'Deux mois',
    ]);
  });

  test('are all added or none, and once for the same key', async () => {
    const { id } = await kept();
    const refused = await send(id, [
      ['a.pdf', pdf],
      ['b.html', '<p>x</p>'],
    ]);
    expect([refused.status, pathsOf(refused.body)]).toEqual([422, ['files.1']]);
    const once = { 'Idempotency-Key': 'files-1' };
    const first = await send(id, [['a.pdf', pdf]], once);
    expect((await send(id, [['a.pdf', pdf]], once)).body).toEqual(first.body);
    expect((await api.get(`/api/intakes/${id}`)).body.files).toHaveLength(1);
  });

  test('are the complaint’s once it is registered, under the same id; another intake’s and a decided one’s are not found or added', async () => {
    const [one, other] = [await kept(), await kept()];
    const { body } = await send(one['id'], [['a.pdf', pdf]]);
    const [file] = body.items;
    expect((await api.get(`/api/intakes/${other['id']}/files/${file.id}`)).status).toBe(404);
    const reference = (await decide(one['id'], { decision: 'register' })).body.complaint;
    const { items } = (await api.get(`/api/complaints/${reference}/attachments`)).body;
    expect(items).toMatchObject([{ id: file.id, name: 'a.pdf', sha256: file.sha256, addedBy: 'Test desk' }]);
    expect((await api.get(items[0].links.content)).status).toBe(200);
    expect((await api.get(file.links.content)).status).toBe(404);
    expect((await send(one['id'], [['b.pdf', pdf]])).status).toBe(409);
  });
});

describe('An intake that is a complaint', () => {
  test('is registered with its receipt, and says which complaint it became', async () => {
    const { id, number } = await kept();
    const done = await decide(id, { decision: 'register' });
    expect([done.status, done.body.state]).toEqual([200, 'registered']);
    const reference = done.body.complaint as string;
    expect(done.headers.get('location')).toBe(`/api/complaints/${reference}`);
    const complaint = (await api.get(`/api/complaints/${reference}`)).body;
    expect(complaint).toMatchObject({ channel: 'e-mail', received: '2026-05-12T07:15:00.000Z', receivedOn: '2026-05-12' });
    expect(await journalOf(reference)).toContainEqual(
      expect.objectContaining({ event: 'intake-registered', detail: expect.objectContaining({ intake: number }) }),
    );
  });

  test('is registered once, however many press the button', async () => {
    const { id } = await kept();
    const all = await Promise.all([1, 2, 3].map(() => decide(id, { decision: 'register' })));
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    const again = await decide(id, { decision: 'register' });
    expect([again.status, again.body.type]).toEqual([409, 'urn:doleance:problem:intake-decided']);
    const complaints = await api.register.database.selectFrom('intake').select('complaint').where('id', '=', id).execute();
    expect(complaints).toHaveLength(1);
  });

  test('gets the same answer for the same request', async () => {
    const { id } = await kept();
    const first = await decide(id, { decision: 'register' }, { 'Idempotency-Key': `register-${id}` });
    const again = await decide(id, { decision: 'register' }, { 'Idempotency-Key': `register-${id}` });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.body.complaint).toBe(first.body.complaint);
  });

  test('waits on where something is missing or wrong, each named by its field', async () => {
    const { id } = await kept({ fields: { complainant: { email: 'no address' } } });
    const { status, body } = await decide(id, { decision: 'register' });
    expect([status, pathsOf(body).toSorted()]).toEqual([422, ['complainant.email', 'complainant.name', 'reason']]);
    expect((await api.get(`/api/intakes/${id}`)).body.state).toBe('waiting');
  });

  test('never has its clock moved to a later day, but to an earlier one where it had lain somewhere', async () => {
    const { id } = await kept();
    const later = await decide(id, { decision: 'register', received: '2026-05-13' });
    expect([later.status, pathsOf(later.body)]).toEqual([422, ['received']]);
    const { body } = await decide(id, { decision: 'register', received: '2026-05-04' });
    expect((await api.get(`/api/complaints/${body.complaint}`)).body.receivedOn).toBe('2026-05-04');
  });

  test('is not decided by who has not seen what changed', async () => {
    const { id } = await kept();
    const { headers } = await api.get(`/api/intakes/${id}`);
    const tag = headers.get('etag') ?? '';
    await decide(id, { decision: 'complete', fields: { complainant: { name: 'Claude Exemple' }, reason: 'Autre' } });
    const { status, body } = await decide(id, { decision: 'register' }, { 'If-Match': tag });
    expect([status, body.changes.map(({ event }: Fields) => event)]).toEqual([412, ['completed']]);
    expect((await decide(id, { decision: 'register' }, { 'If-Match': body.etag })).status).toBe(200);
  });
});

describe('An intake can be', () => {
  test('completed: what was found out is kept, and no longer marked as unread', async () => {
    const { id } = await kept();
    const fields = { complainant: { name: 'Dominique Exemple' }, reason: 'Deux mois.', policyNumber: 'POL 778899', kind: 'gdpr' };
    const { body } = await decide(id, { decision: 'complete', fields });
    expect(body).toMatchObject({ state: 'waiting', unread: [], fields });
    expect(body.course.at(-1)).toMatchObject({
      event: 'completed',
      detail: { fields: ['complainant', 'kind', 'policyNumber', 'reason'] },
    });
  });

  test('confirmed as a person’s message', async () => {
    const { id } = await kept({ suspicion: 'robot' });
    const { body } = await decide(id, { decision: 'confirm' });
    expect([body.suspicion, body.state]).toEqual([null, 'waiting']);
  });

  test('added to a complaint that is there, as whatever it is to it', async () => {
    const reference = await registered(api);
    const { id } = await kept();
    const { status, body } = await decide(id, { decision: 'add-to-complaint', reference, what: 'enquiry' });
    expect([status, body.state, body.complaint]).toEqual([200, 'information', reference]);
    await applyAccepted(api, reference);
    const complaint = (await api.get(`/api/complaints/${reference}`)).body;
    expect(complaint.decisions).toContainEqual(expect.objectContaining({ what: 'enquiry', state: 'applied' }));
    expect((await journalOf(reference)).map(({ event }) => event)).toEqual(
      expect.arrayContaining(['receipt-accepted', 'intake-added', 'receipt-applied']),
    );
  });

  test('only added where the complaint can take it', async () => {
    const reference = await registered(api);
    const { id } = await kept();
    const { status } = await decide(id, { decision: 'add-to-complaint', reference, what: 'offer-accepted' });
    expect(status).toBe(409);
    expect((await api.get(`/api/intakes/${id}`)).body.state).toBe('waiting');
    const elsewhere = await registered(api, { procedure: 'almena' });
    expect(pathsOf((await decide(id, { decision: 'add-to-complaint', reference: elsewhere })).body)).toEqual(['reference']);
  });

  test('given to the right firm of the house, where it waits on with its clock', async () => {
    const { id } = await kept({ fields: { caseHandler: 'service-clients', reason: 'x' } });
    const { body } = await decide(id, { decision: 'redirect', procedure: 'almena' });
    expect(body).toMatchObject({
      state: 'waiting',
      procedure: 'almena',
      received: '2026-05-12T07:15:00.000Z',
      receivedOn: '2026-05-12',
    });
    expect(body.fields.caseHandler).toBeUndefined();
    expect(pathsOf((await decide(id, { decision: 'redirect', procedure: 'almena' })).body)).toEqual(['procedure']);
  });

  test('handed to the right desk, or put aside as no complaint, only with a statement that is kept', async () => {
    const { id } = await kept();
    const handed = {
      decision: 'hand-over',
      desk: 'le service sinistres',
      handedTo: 'la permanence',
      statement: 'Une attestation.',
    };
    expect(pathsOf((await decide(id, { ...handed, statement: '' })).body)).toEqual(['statement']);
    const { body } = await decide(id, handed);
    expect([body.state, body.statement]).toEqual([
      'redirected',
      { statement: 'Une attestation.', desk: 'le service sinistres', handedTo: 'la permanence' },
    ]);
  });

  test('taken up again when it was a complaint after all: the clock has run since its receipt', async () => {
    const { id } = await kept();
    await decide(id, { decision: 'not-a-complaint', statement: 'Publicité.' });
    const { body } = await decide(id, { decision: 'take-up-again', statement: 'La personne a rappelé.' });
    expect(body).toMatchObject({ state: 'waiting', dueOn: '2026-05-26', complaint: null });
    const done = await decide(id, { decision: 'register' });
    expect(done.body.state).toBe('registered');
    const closed = await decide(id, { decision: 'take-up-again', statement: 'x' });
    expect(closed.status).toBe(409);
  });

  test('answered as no complaint: registered, so that its sender is told and can contest that', async () => {
    const { id } = await kept();
    const { body } = await decide(id, {
      decision: 'answer-as-no-complaint',
      statement: 'Une demande d’attestation.',
      reasons: 'Vous demandez une attestation.',
      whoAnswers: 'le service clients',
    });
    expect(body.state).toBe('registered');
    await applyAccepted(api, body.complaint);
    const complaint = (await api.get(`/api/complaints/${body.complaint}`)).body;
    expect(complaint.closing).toBe('not-a-complaint');
  });

  test('linked to the complaint that it repeats, and to another instead', async () => {
    const reference = await registered(api);
    const { id, number } = await kept();
    const { body } = await decide(id, { decision: 'link-as-duplicate', reference });
    expect([body.state, body.complaint]).toEqual(['duplicate', reference]);
    await decide(id, { decision: 'take-up-again', statement: 'Un autre contrat.' });
    const events = (await journalOf(reference)).filter(({ detail }) => detail.intake === number).map(({ event }) => event);
    expect(events).toEqual(['duplicate-linked', 'duplicate-unlinked']);
  });
});

describe('The course of an intake', () => {
  test('cannot be changed, and shows where somebody tried', async () => {
    const { id } = await kept();
    const { database } = api.register;
    await expect(database.updateTable('intake_event').set({ actor: 'x' }).where('intake', '=', id).execute()).rejects.toThrow(
      /append-only/,
    );
    expect(await verifyIntakes(database)).toEqual([]);
  });

  test('goes with the complaint’s key: whoever is erased is erased here too', async () => {
    const { id } = await kept();
    const { body } = await decide(id, { decision: 'register' });
    await api.register.database.deleteFrom('keys.complaint_key').where('reference', '=', body.complaint).execute();
    expect((await api.get(`/api/intakes/${id}`)).status).toBe(410);
    const marks = await api.register.database.selectFrom('search.intake_mark').selectAll().where('intake', '=', id).execute();
    expect(marks).toEqual([]);
    const { items } = (await api.get('/api/intakes?state=registered')).body;
    expect(items.find((one: Fields) => one['id'] === id)).toMatchObject({ name: '', subject: '' });
  });
});

test('There is nothing for who asks for no intake', async () => {
  const { id } = await kept();
  expect((await api.get('/api/intakes/x')).status).toBe(404);
  expect((await api.get(`/api/intakes/${id.replace(/^./, id.startsWith('0') ? '1' : '0')}`)).status).toBe(404);
  expect((await decide('x', { decision: 'confirm' })).status).toBe(404);
});
