import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import exceljs from 'exceljs';
import { registerColumns } from '../../register/export-columns.ts';
import { keepVerification } from '../../register/export-log.ts';
import { rebuildSearchIndex } from '../../register/search.ts';
import { registered, token } from '../api/api-server.ts';
import { applyAccepted } from '../api/drive.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';
import { seedDesk, seedNow } from './seed.ts';

let desk: DeskUnderTest;
let manager: SignedIn;
let handler: SignedIn;
let references: Map<string, string>;
const formula = '=HYPERLINK("http://example.com")';

beforeAll(async () => {
  desk = await startDesk();
  references = await seedDesk(desk);
  desk.setClock(seedNow);
  references.set('a formula', await registered(desk, { complainant: { name: formula, email: 'x@example.org' } }));
  manager = await desk.signIn();
  handler = await desk.signIn({ grants: [{ procedure: 'optimco', role: 'case-handler', staff: 'complaints-manager' }] });
});
afterAll(() => desk.close());

const named = (name: string): string => references.get(name) ?? `no ${name}`;
const listed = (page: string) =>
  [...page.matchAll(/data-row>[^]*?<\/tr>/g)].map(([row]) => /[A-Z]{3}-\d{4}-\d{6}/.exec(row)?.[0] as string);
const names = (page: string) => listed(page).map((one) => [...references].find(([, reference]) => reference === one)?.[0]);
const total = (page: string) => Number(/class="total"><strong>(\d+)/.exec(page)?.[1] ?? 0);
const lines = (csv: string) => csv.replace('\uFEFF', '').trimEnd().split('\r\n');
describe('The register', () => {
  test('has every complaint ever, the latest first, and says how many', async () => {
    const { text } = await manager.get('/desk/register');
    expect(total(text)).toBe(references.size);
    expect(listed(text)[0]).toBe(named('a formula'));
    expect(names(text)).toContain('withdrawn in Dutch');
  });

  test.each([
    ['stage=in-court', ['in court']],
    ['awaitingApproval=true', ['a result waits for approval']],
    ['openEnquiry=true', ['asks how it stands']],
    ['replyWaiting=true', ['the insurer has replied']],
    ['text=fictif+baptis', ['final answer late']],
    ['procedure=optimco&outcome=rejected', ['rejected in Dutch']],
    ['level=4&level=3', ['in court', 'with the mediator']],
    ['caseHandler=none&dueBefore=2026-11-13', ['in the post tray, past its last day']],
    ['receivedTo=2026-06-30&procedure=opticourtage', ['with the mediator']],
    ['procedure=almena&overdue=true&sort=reference', ['delay announced with reasons', 'access to personal data, late']],
  ])('is narrowed by its address, and by the same words in the API: %s', async (query, expected) => {
    const page = await manager.get(`/desk/register?${query}`);
    expect(names(page.text).toSorted()).toEqual(expected.toSorted());
    expect(total(page.text)).toBe(expected.length);
    const { body } = await desk.get(`/api/complaints?${query}`);
    expect(body.items.map(({ reference }: { reference: string }) => reference)).toEqual(listed(page.text));
  });

  test.each(['breached', 'mailHeld', 'awaitingApproval', 'openEnquiry', 'replyWaiting', 'owing', 'overdue', 'closed'])(
    'has each complaint either with or without: %s',
    async (flag) => {
      const [on, off] = await Promise.all([
        manager.get(`/desk/register?${flag}=true`),
        manager.get(`/desk/register?${flag}=false`),
      ]);
      expect(total(on.text) + total(off.text)).toBe(references.size);
    },
  );

  test('names each filter, and offers the list without it', async () => {
    const { text } = await manager.get('/desk/register?stage=received&breached=true&receivedFrom=2026-01-01');
    const plain = text.replaceAll('&#x3D;', '=');
    expect(plain).toContain(
      'href="/desk/register?stage=received&amp;receivedFrom=2026-01-01" aria-label="Retirer le filtre Délai dépassé constaté"',
    );
    expect(plain).toContain('Reçue à partir du\u00a0: jeudi 1er janvier 2026');
    expect(plain).toContain('Étape\u00a0: Reçue');
  });

  test('takes filters that make no sense, and fields that were left empty, for left out', async () => {
    const { text } = await manager.get('/desk/register?stage=asleep&text=&receivedFrom=yesterday&sort=name&before=x&colour=red');
    expect(total(text)).toBe(references.size);
  });

  test('of one firm shows nothing of another’s, by whatever filter', async () => {
    const { text } = await handler.get('/desk/register?procedure=opticourtage&text=fictif');
    expect(total(text)).toBe(0);
    expect(text).toContain('Aucun dossier ne correspond');
    const all = await handler.get('/desk/register');
    expect(listed(all.text).every((reference) => reference.startsWith('OPM-'))).toBe(true);
    expect(all.text).not.toContain('OPTICOURTAGE');
  });

  test('is turned forth and back, each complaint once', async () => {
    for (let more = 0; more < 30; more += 1) await registered(desk, { received: '2026-11-16' });
    const link = (page: string, rel: string) =>
      new RegExp(`href="([^"]+)" rel="${rel}"`).exec(page)?.[1]?.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
    const first = await manager.get('/desk/register?sort=received');
    const second = await manager.get(link(first.text, 'next') ?? '');
    expect(link(first.text, 'prev')).toBeUndefined();
    expect(link(second.text, 'next')).toBeUndefined();
    expect(new Set([...listed(first.text), ...listed(second.text)]).size).toBe(references.size + 30);
    expect(listed((await manager.get(link(second.text, 'prev') ?? '')).text)).toEqual(listed(first.text));
  });

  test('says when the journal was verified, and what was found', async () => {
    expect((await manager.get('/desk/register')).text).toContain('Le journal n’a pas encore été vérifié');
    await keepVerification(desk.register, { rows: 120, chains: 7, faults: 0 }, new Date('2026-11-16T08:30:00Z'));
    expect((await manager.get('/desk/register')).text).toContain(
      'vérifié le lun. 16 nov. 2026, 09:30\u00a0: 120 lignes, aucune anomalie',
    );
    await keepVerification(desk.register, { rows: 121, chains: 7, faults: 2 }, new Date('2026-11-17T08:30:00Z'));
    expect((await manager.get('/desk/register')).text).toContain('2 anomalies sur 121 lignes');
  });
});

describe('An insurer that only a decision named', () => {
  const insurer = { name: 'La Compagnie Imaginaire', email: 'reclamations@example.com' };
  const query = 'insurer=named.la-compagnie-imaginaire';
  let reference: string;

  test('finds its complaints, on the page and in the API, and stands among the choices', async () => {
    reference = await registered(desk, {});
    references.set('an insurer that only a decision named', reference);
    const body = { decision: 'set-responsibility', responsibility: 'insurer', insurer, reasons: 'x' };
    await desk.post(`/api/complaints/${reference}/decisions`, body);
    await applyAccepted(desk, reference);
    const page = await manager.get(`/desk/register?${query}`);
    expect(listed(page.text)).toEqual([reference]);
    expect(page.text).toContain('Assureur\u00a0: La Compagnie Imaginaire');
    const { body: list } = await desk.get(`/api/complaints?${query}`);
    expect(list.items).toMatchObject([{ reference }]);
  });

  test('still does when the index was made again from the encrypted texts', async () => {
    await desk.register.database.deleteFrom('search.named_insurer').execute();
    expect(listed((await manager.get(`/desk/register?${query}`)).text)).toEqual([]);
    await rebuildSearchIndex(desk.register);
    expect(listed((await manager.get(`/desk/register?${query}`)).text)).toEqual([reference]);
  });

  test('is unknown to those who see none of its complaints', async () => {
    expect((await handler.get('/desk/register')).text).not.toContain(insurer.name);
  });

  test('is one with the insurer of the same name that staff enter later', async () => {
    const administrator = await desk.signIn({ grants: [{ procedure: '*', role: 'administrator' }] });
    await administrator.post('/desk/administration/insurers/new', { name: 'La compagnie imaginaire', email: insurer.email });
    const page = await manager.get('/desk/register?insurer=la-compagnie-imaginaire');
    expect(listed(page.text)).toEqual([reference]);
    expect(page.text).not.toContain('value="named.');
  });
});

describe('An export', () => {
  test('is named after the day at its firms, whose zone is not everybody’s', async () => {
    desk.setClock(Date.parse('2026-11-18T02:00:00Z'));
    const fileOf = async (query: string) =>
      (await manager.get(`/desk/register.csv?${query}`)).headers.get('content-disposition') ?? '';
    expect(await fileOf('procedure=almena')).toContain('registre-2026-11-17.csv');
    expect(await fileOf('procedure=almena&procedure=opticourtage&procedure=alter-ego')).toContain('registre-2026-11-18.csv');
    desk.setClock(seedNow);
  });

  test('has the complaints of the list, a row each, with headings and values in the person’s language', async () => {
    const { text, headers } = await manager.get('/desk/register.csv?procedure=optimco&outcome=rejected');
    const [head = '', row = '', ...rest] = lines(text);
    expect(rest).toEqual([]);
    expect(head).toMatch(/^Référence;Cabinet;Version de la procédure;Nature;Canal;/);
    expect(row).toContain(`${named('rejected in Dutch')};Optimco;optimco@`);
    expect(row).toContain(';Défavorable;');
    expect(headers.get('content-disposition')).toBe('attachment; filename="registre-2026-11-17.csv"');
    expect(head.split(';')).toHaveLength(registerColumns({ personal: false }).length);
    expect(text).not.toContain('Voorbeeld');
  });

  test('has codes and names of the API where no language is asked for', async () => {
    const { text } = await desk.get('/api/register.csv?stage=in-court');
    const [head = '', row = ''] = lines(text);
    expect(head.split(',').slice(0, 4)).toEqual(['reference', 'procedure', 'procedureVersion', 'kind']);
    const cell = (name: string) => row.split(',')[head.split(',').indexOf(name)];
    expect([cell('stage'), cell('level'), cell('disagreed')]).toEqual(['in-court', '4', 'no']);
  });

  test('names people only where it is asked for', async () => {
    const { text } = await manager.get('/desk/register.csv?personal=true&text=fictif+baptis');
    expect(lines(text)[1]).toContain(';Baptiste Fictif;');
  });

  test('is for those alone who may export, of the firms for which they may', async () => {
    expect((await handler.get('/desk/register.csv')).status).toBe(403);
    expect((await handler.get('/desk/register')).text).not.toContain('/desk/register.csv');
    const mixed = await desk.signIn({
      grants: [
        { procedure: 'optimco', role: 'complaints-manager' },
        { procedure: 'opticourtage', role: 'case-handler' },
      ],
    });
    const { text } = await mixed.get('/desk/register.csv?personal=true');
    expect(text).toContain('Fatima Voorbeeld');
    expect(text).not.toContain(named('final answer late'));
  });

  test('marks a text that a spreadsheet would take for a formula', async () => {
    const { text } = await manager.get(`/desk/register.csv?personal=true&text=hyperlink`);
    expect(lines(text)[1]).toContain(`"'=HYPERLINK(""http://example.com"")"`);
  });

  test('as a workbook keeps texts as texts, days as days and amounts as numbers', async () => {
    const response = await fetch(`${desk.url}/api/register.xlsx?personal=true&language=nl`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(response.headers.get('content-type')).toContain('spreadsheetml');
    const book = new exceljs.Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    const sheet = book.getWorksheet('Register');
    const head = sheet?.getRow(1).values as string[];
    const column = (heading: string) => head.indexOf(heading);
    expect(sheet?.rowCount).toBe(references.size + 30 + 1);
    const rows = Array.from({ length: sheet?.actualRowCount ?? 0 }, (_none, place) => sheet?.getRow(place + 1));
    const row = (reference: string) => rows.find((one) => one?.getCell(1).value === reference);
    expect(row(named('a formula'))?.getCell(column('Klager')).value).toBe(formula);
    const answered = row(named('rejected in Dutch'));
    expect(answered?.getCell(column('Ontvangen op')).value).toBeInstanceOf(Date);
    expect(typeof answered?.getCell(column('Werkdagen tot het antwoord')).value).toBe('number');
  });

  test('is on record with who took it, by which filters but never which words, before and after', async () => {
    await manager.get('/desk/register.csv?text=fictif+baptis&overdue=true');
    const records = await desk.register.database.selectFrom('register_export').selectAll().execute();
    const record = records.find(({ filter }) => filter['overdue'] === 'true');
    expect(record).toMatchObject({
      actor: manager.login,
      account: manager.account,
      format: 'csv',
      personal: false,
      firms: ['*'],
      filter: { overdue: 'true', searched: true },
      complaints: 1,
    });
    expect(record?.ended_at).not.toBeNull();
    await expect(desk.register.database.deleteFrom('register_export').execute()).rejects.toThrow('stays on record');
    await expect(desk.register.database.updateTable('register_export').set({ actor: 'somebody else' }).execute()).rejects.toThrow(
      'stays on record',
    );
  });

  test('refuses filters of the API that make no sense', async () => {
    const { status, body } = await desk.get('/api/register.csv?stage=asleep&limit=3');
    expect([status, body.errors.map(({ path }: { path: string }) => path)]).toEqual([422, ['stage', 'limit']]);
  });
});
