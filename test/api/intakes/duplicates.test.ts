import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { possibleDuplicates } from '../../../register/intakes/duplicates.ts';
import { rebuildSearchIndex } from '../../../register/search.ts';
import { everything } from '../../../register/viewer.ts';
import { type ApiUnderTest, registered, startApi } from '../api-server.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
  api.setClock('2026-05-13T16:30:00Z');
  known = await registered(api, complaint);
});
beforeEach(() => api.setClock('2026-05-13T16:30:00Z'));
afterAll(() => api.close());

type Fields = Record<string, any>;
let known: string;

const complaint = {
  complainant: { name: 'Dominique Exemple', email: 'dominique@example.org', phone: '+33 1 23 45 67 89' },
  matter: 'la résiliation du contrat automobile',
  policyNumber: 'POL 778899',
};

const found = (fields: Fields, question: Fields = {}) =>
  possibleDuplicates(
    api.register.database,
    { marked: fields, procedure: 'opticourtage', receivedOn: '2026-05-20', ...question },
    everything,
  );

test.each<[rule: string, fields: Fields, same: string[]]>([
  ['the same in everything', complaint, ['claim', 'contract', 'e-mail', 'matter', 'name', 'phone']],
  ['the same person, with no word of contract or matter', { complainant: { email: 'DOMINIQUE@example.org' } }, ['e-mail']],
  [
    'the same name and contract, another address',
    { complainant: { name: 'EXEMPLE, Dominique', email: 'other@example.org' }, policyNumber: 'POL-778899' },
    ['contract', 'name'],
  ],
  [
    'the same person and contract, another matter',
    { complainant: { email: 'dominique@example.org' }, policyNumber: 'POL778899', matter: 'un remboursement de lunettes' },
    ['contract', 'e-mail'],
  ],
  [
    'a couple’s contract and the same matter',
    { complainant: { name: 'Claude Exemple' }, policyNumber: 'POL778899', matter: 'Résiliation, contrat auto' },
    ['contract', 'matter'],
  ],
])('What may be a duplicate is shown: %s', async (_rule, fields, same) => {
  const [one] = await found(fields);
  expect([one?.reference, one?.same.toSorted()]).toEqual([known, same.filter((kind) => kind !== 'claim')]);
});

test.each<[rule: string, fields: Fields, question?: Fields]>([
  ['another person', { complainant: { name: 'Claude Modèle', email: 'claude@example.org' }, matter: 'la résiliation' }],
  ['the same name with another contract', { complainant: { name: 'Dominique Exemple' }, policyNumber: 'XYZ 1' }],
  [
    'the same person with another matter, no contract named',
    { complainant: { email: 'dominique@example.org' }, matter: 'un sinistre dégât des eaux' },
  ],
  ['the contract alone', { policyNumber: 'POL 778899' }],
  ['the matter alone', { matter: 'la résiliation du contrat automobile' }],
  ['another firm', complaint, { procedure: 'almena' }],
])('What is somebody’s or something else is not: %s', async (_rule, fields, question = {}) => {
  expect(await found(fields, question)).toEqual([]);
});

test('An open complaint may be repeated however late, a closed one within half a year', async () => {
  expect(await found(complaint, { receivedOn: '2028-01-10' })).toHaveLength(1);
  const closed = await registered(api, { ...complaint, procedure: '123-courtage' });
  await api.register.database.updateTable('complaint').set({ closed_at: new Date() }).where('reference', '=', closed).execute();
  const of = (receivedOn: string) => found(complaint, { procedure: '123-courtage', receivedOn });
  expect(await of('2026-11-09')).toHaveLength(1);
  expect(await of('2026-11-10')).toEqual([]);
});

test('An intake names what it may repeat, other intakes among it, and never itself', async () => {
  const intake = async () =>
    (await api.post('/api/intakes', { channel: 'e-mail', procedure: 'opticourtage', fields: { ...complaint, reason: 'x' } }))
      .body;
  const first = await intake();
  expect(first.duplicates.map(({ reference }: Fields) => reference)).toEqual([known]);
  const second = await intake();
  expect(second.duplicates.map((one: Fields) => one['reference'] ?? one['intake'].number).toSorted()).toEqual(
    [known, first.number].toSorted(),
  );
});

test('Nobody sees a duplicate of a firm that is not theirs, or that is about themselves', async () => {
  const question = { marked: complaint, procedure: 'opticourtage', receivedOn: '2026-05-20' };
  expect(await possibleDuplicates(api.register.database, question, { firms: ['almena'], staff: [] })).toEqual([]);
});

test('Marks tell nothing, go with the person’s key, and are made again with the index of words', async () => {
  const { database } = api.register;
  const other = await registered(api, { ...complaint, procedure: 'optimco', channel: 'e-mail', language: undefined });
  const marks = () =>
    database.selectFrom('search.complaint_mark').selectAll().where('reference', '=', other).orderBy('mark').execute();
  const before = await marks();
  expect(before.length).toBeGreaterThan(4);
  expect(before.every(({ mark }) => mark.length === 16)).toBe(true);
  await database.deleteFrom('search.complaint_mark').execute();
  await rebuildSearchIndex(api.register);
  expect(await marks()).toEqual(before);
  await database.deleteFrom('keys.complaint_key').where('reference', '=', other).execute();
  expect(await marks()).toEqual([]);
});
