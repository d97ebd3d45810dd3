import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import exceljs from 'exceljs';
import { actor, registered } from '../api/api-server.ts';
import { answer, decided, sendLetter, writeLetter } from '../api/drive.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';

let desk: DeskUnderTest;
let manager: SignedIn;
let compliance: SignedIn;
let handler: SignedIn;
let references: string[];
beforeAll(async () => {
  desk = await startDesk();
  desk.setClock('2026-03-02T10:00:00+01:00');
  references = [];
  for (const reasonCategory of ['amount-paid', 'amount-paid', 'amount-paid', 'pricing'])
    references.push(await registered(desk, { product: 'home', reasonCategory, insurer: 'exemple-assurances' }));
  references.push(await registered(desk, { procedure: 'optimco', language: 'nl', reasonCategory: 'pricing' }));
  const [first = ''] = references;
  const letter = { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' } as const;
  await sendLetter(desk, first, await writeLetter(desk, first, letter));
  desk.setClock('2026-03-12T10:00:00+01:00');
  const upheld = { decision: 'resolve', outcome: 'upheld', reasons: 'Oui.', measures: 'Corrigé.' };
  await answer(desk, first, { ...upheld, redress: { cents: 12_550, currency: 'EUR', paidBy: '2026-12-31' } });
  const grant = (role: 'complaints-manager' | 'compliance' | 'case-handler') => ({
    grants: [{ procedure: 'opticourtage', role }],
  });
  manager = await desk.signIn(grant('complaints-manager'));
  compliance = await desk.signIn(grant('compliance'));
  handler = await desk.signIn(grant('case-handler'));
});
afterAll(() => desk.close());

/** The first link of a page whose address has all these words, as a browser reads it. */
function linkIn(text: string, ...words: string[]): string {
  const addresses = [...text.matchAll(/href="([^"]*)"/g)].map(([, address = '']) =>
    address.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'),
  );
  return addresses.find((address) => words.every((word) => address.includes(word))) ?? 'no such link';
}

describe('statistics', () => {
  test('answer each question with a figure, and lead to the very complaints that it counts', async () => {
    const { status, text } = await manager.get('/desk/statistics?from=2026-01&to=2026-03');
    expect(status).toBe(200);
    const link = linkIn(text, '/desk/register?', 'reasonCategory=amount-paid');
    expect(link).toBe('/desk/register?receivedFrom=2026-01-01&receivedTo=2026-03-31&reasonCategory=amount-paid');
    const shown = await manager.get(link);
    expect(references.filter((reference) => shown.text.includes(reference))).toEqual(references.slice(0, 3));
    expect(text).toContain('125,50');
    expect(text.match(/<svg class="chart"/g)).toHaveLength(3);
  });

  test.each(['from=9999-12', 'to=9999-12', 'from=1999-12', 'to=0000-01'])(
    'have no months that no register has: %s',
    async (asked) => {
      expect((await desk.get(`/api/statistics?${asked}`)).status).toBe(422);
      expect((await manager.get(`/desk/statistics?${asked}`)).status).toBe(200);
    },
  );

  test.each([
    ['kept=acknowledgement.acpr.in-time', 1],
    ['kept=answer.procedure.pending', 3],
    ['answeredFrom=2026-03-01&answeredTo=2026-03-31', 1],
    ['openAfter=2026-03-31', 4],
    ['closedFrom=2026-01-01', 0],
  ])('the register understands every filter that they link with: %s', async (query, count) => {
    const { text } = await manager.get(`/desk/register?${query}`);
    expect(references.filter((reference) => text.includes(`/desk/complaints/${reference}`))).toHaveLength(count);
  });

  test('are asked for by address; one that says nothing sensible shows the usual period', async () => {
    const wrong = await manager.get('/desk/statistics?from=2026-05&to=2026-02&procedure=optimco');
    expect([wrong.status, wrong.text.includes('role="alert"')]).toEqual([200, true]);
    expect(wrong.text).not.toContain('Optimco');
  });

  test('are for who may read them, of their firms', async () => {
    expect((await compliance.get('/desk/statistics')).status).toBe(200);
    expect((await handler.get('/desk/statistics')).status).toBe(403);
    expect((await handler.get('/desk/statistics/annual-return.csv')).status).toBe(403);
  });
});

describe('the reports of a year', () => {
  const year = 'procedure=opticourtage&year=2026';

  test('the annual return has a row for each insurer, and warns of complaints without one', async () => {
    const page = await manager.get(`/desk/statistics/annual-return?${year}`);
    expect(page.text).toContain('Exemple Assurances');
    expect(page.text).not.toContain('class="warning"');
    const { text, headers } = await manager.get(`/desk/statistics/annual-return.csv?${year}`);
    expect(headers.get('content-disposition')).toBe('attachment; filename=opticourtage-2026-declaration-annuelle.csv');
    expect(text).toMatch(/Exemple Assurances;4;/);
    expect(text).toContain(references[0]);
    expect(text).not.toMatch(/dominique/i);
  });

  test('as a workbook, numbers are numbers', async () => {
    const response = await fetch(`${desk.url}/desk/statistics/annual-return.xlsx?${year}`, {
      headers: { Cookie: manager.cookie },
    });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    const [first, second] = workbook.worksheets;
    expect(first?.getRow(2).values).toEqual(expect.arrayContaining(['Exemple Assurances', 4]));
    expect(second?.rowCount).toBe(5);
  });

  test('the questionnaire says of each answer what its question rests on', async () => {
    const { text } = await manager.get(`/desk/statistics/questionnaire?${year}`);
    expect(text).toContain('Questionnaire de l’ACPR');
    expect(text).toContain('à confirmer');
    const csv = await manager.get(`/desk/statistics/questionnaire.csv?${year}`);
    expect(csv.text).toMatch(/Nombre de réclamations reçues;;4;Orientations de l’EIOPA/);
  });

  test('a year that is no year is last year', async () => {
    const { text } = await manager.get('/desk/statistics/annual-return?year=twenty');
    expect(text).toContain('2025');
  });
});

describe('what a complaint is about', () => {
  test('is said on its page by who decides; its journal tells it', async () => {
    const reference = references[3] ?? '';
    const path = `/desk/complaints/${reference}/classification`;
    const answer = await manager.post(path, { product: 'motor', reasonCategory: '', rootCause: 'training', insurer: '' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/desk/complaints/${reference}`]);
    const { body } = await desk.get(`/api/complaints/${reference}/classification`);
    expect(body).toEqual({ product: 'motor', reasonCategory: null, rootCause: 'training', insurer: null });
    expect((await manager.post(path, { product: 'spaceship' })).status).toBe(422);
  });

  test('is not put back by somebody who left it as they had seen it, and two who change the same are told', async () => {
    const reference = references[3] ?? '';
    const path = `/desk/complaints/${reference}/classification`;
    const seen = { 'seen-product': 'motor', 'seen-rootCause': 'training', 'seen-insurer': '', 'seen-reasonCategory': '' };
    const left = { product: 'motor', rootCause: 'training', insurer: '', reasonCategory: '' };
    await manager.post(path, { ...seen, ...left, product: 'home' });
    // Who has the earlier page open still changes only the cause; then both the product.
    await compliance.post(path, { ...seen, ...left, rootCause: 'process' });
    expect((await manager.get(`/desk/complaints/${reference}`)).text).toContain('name="seen-rootCause" value="process"');
    await manager.post(path, { ...seen, ...left, product: 'health' });
    expect((await manager.get(`/desk/complaints/${reference}`)).text).toContain('Quelqu’un a modifié le classement entre-temps');
    const { body } = await desk.get(`/api/complaints/${reference}/classification`);
    expect(body).toMatchObject({ product: 'home', rootCause: 'process' });
  });

  test('compliance finds causes, and decides nothing else', async () => {
    const path = `/desk/complaints/${references[3]}/classification`;
    expect((await compliance.post(path, { rootCause: 'process' })).status).toBe(303);
    expect((await compliance.post(path, { product: 'home' })).status).toBe(403);
    expect((await manager.post(`/desk/complaints/${references[4]}/classification`, { product: 'home' })).status).toBe(404);
  });
});

describe('causes and actions', () => {
  test('what recurs stands out, and one click begins an action with its complaints', async () => {
    const { text } = await compliance.get('/desk/actions');
    expect(text).toContain('Montant de l’indemnisation');
    const form = await compliance.get(linkIn(text, '/desk/actions/new?', 'by=reasonCategory', 'id=amount-paid'));
    for (const reference of references.slice(0, 3)) expect(form.text).toContain(reference);
    expect(form.text).not.toContain(references[3]);
  });

  test('an action goes from open to done to checked, and asks for another where it did not work', async () => {
    const empty = await compliance.post('/desk/actions/new', { procedure: 'opticourtage', title: '', description: 'Bien noté' });
    expect([empty.status, empty.text.includes('error-summary'), empty.text.includes('Bien noté')]).toEqual([422, true, true]);
    expect(empty.text).toContain('Choisissez qui, au cabinet, en est responsable.');
    const opened = await compliance.post('/desk/actions/new', {
      procedure: 'opticourtage',
      title: 'Relire la lettre sur la franchise',
      reasonCategory: 'amount-paid',
      owner: 'client-service',
      dueOn: '2026-03-10',
      complaints: `${references[0]} ${references[1]}`,
    });
    expect(opened.status).toBe(303);
    const path = opened.headers.get('location') ?? '';
    expect((await compliance.get(path)).text).toContain('En retard');
    expect((await compliance.post(path, { change: 'check', effective: 'yes', finding: 'Rien' })).status).toBe(409);
    expect((await compliance.post(path, { change: 'done', doneOn: '2026-03-12', checkOn: '2026-03-12', seen: '1' })).status).toBe(
      303,
    );
    expect(
      (await compliance.post(path, { change: 'check', effective: 'no', finding: 'Les mêmes plaintes', seen: '1' })).status,
    ).toBe(409);
    expect((await compliance.post(path, { change: 'check', effective: 'no', finding: '', seen: '2' })).status).toBe(422);
    const checked = await compliance.post(path, { change: 'check', effective: 'no', finding: 'Les mêmes plaintes', seen: '2' });
    expect(checked.status).toBe(303);
    const page = await compliance.get(path);
    expect(page.text).toContain('Sans effet, à remplacer');
    const again = await compliance.get(linkIn(page.text, '/desk/actions/new?follows='));
    expect(again.text).toContain('Relire la lettre sur la franchise');
    const journal = await desk.get(`/api/complaints/${references[0]}/journal`);
    expect(JSON.stringify(journal.body)).toContain('action-checked');
  });

  test('an action is opened once, however often the button is clicked', async () => {
    const form = {
      _key: randomUUID(),
      procedure: 'opticourtage',
      title: 'Former l’équipe',
      owner: 'client-service',
      dueOn: '2026-04-30',
    };
    const [one, other] = await Promise.all([1, 2].map(() => compliance.post('/desk/actions/new', form)));
    expect([one?.status, other?.status]).toEqual([303, 303]);
    expect(other?.headers.get('location')).toBe(one?.headers.get('location'));
  });

  test('measures that were announced are an action by themselves, due on the day that the letter names', async () => {
    const [reference = ''] = references;
    await decided(desk, reference, {
      decision: 'announce-measures',
      measures: 'Une relecture de chaque lettre.',
      doneBy: '2026-06-30',
    });
    const { body } = await desk.get(`/api/actions?complaint=${reference}&state=open`);
    expect(body.items).toMatchObject([{ title: null, dueOn: '2026-06-30', openedBy: actor, complaints: [reference] }]);
    const { text } = await compliance.get(`/desk/actions/${body.items[0].id}`);
    expect(text).toContain('Une relecture de chaque lettre.');
  });

  test('another firm’s actions are not there', async () => {
    const body = {
      procedure: 'optimco',
      title: 'Brief herlezen',
      owner: 'complaints-desk',
      dueOn: '2026-05-01',
      complaints: [references[4]],
    };
    const opened = await desk.post('/api/actions', body);
    expect(opened.status).toBe(201);
    expect((await manager.get(`/desk/actions/${opened.body.id}`)).status).toBe(404);
    expect((await manager.post(`/desk/actions/${opened.body.id}`, { change: 'done' })).status).toBe(404);
    const list = await manager.get('/desk/actions?show=all');
    expect([list.status, list.text.includes('Brief herlezen')]).toEqual([200, false]);
    expect(list.text).toContain('Relire la lettre sur la franchise');
    const foreign = {
      procedure: 'opticourtage',
      title: 'x',
      owner: 'client-service',
      dueOn: '2026-05-01',
      complaints: references[4] ?? '',
    };
    expect((await manager.post('/desk/actions/new', foreign)).status).toBe(422);
    expect((await manager.post('/desk/actions/new', { ...foreign, procedure: 'optimco' })).status).toBe(403);
  });

  test('a case handler, who may own one, sees those of their firm', async () => {
    expect((await handler.get('/desk/actions')).status).toBe(200);
  });

  test('who only administers accounts sees none of it', async () => {
    const administrator = await desk.signIn({ grants: [{ procedure: '*', role: 'administrator' }] });
    expect((await administrator.get('/desk/actions')).status).toBe(403);
    expect((await administrator.get('/desk/actions/new')).status).toBe(403);
  });
});
