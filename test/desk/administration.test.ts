import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changesBetween, limitsShown } from '../../api/desk/administration/procedure-changes.ts';
import { keepProcedureVersion } from '../../register/procedure-versions.ts';
import { letterKinds } from '../../workflows/domain/letters.ts';
import { registered } from '../api/api-server.ts';
import { alteredProcedure, procedureOf, theProcedure } from '../procedures/altered-procedure.ts';
import { type DeskUnderTest, type SignedIn, startDesk, type Wanted } from './desk-server.ts';

const older = alteredProcedure((content) => {
  const [acknowledgement] = content.timeLimits;
  if (acknowledgement) acknowledgement.within = 12;
  content.staff = content.staff.map((one) => (one.id === 'client-service' ? { ...one, name: 'Le standard' } : one));
  content.firm.legalName = 'OPTICOURTAGE SARL';
});

describe('where a time limit comes from', () => {
  test.each(['123-courtage', 'almena', 'alter-ego', 'opticourtage', 'optimco'])('is told in French and in Dutch: %s', (id) => {
    for (const language of ['fr', 'nl'] as const) {
      const others = limitsShown(procedureOf(id), language).filter(({ source }) => source !== 'procedure');
      expect(others.filter((limit) => limit.language !== language).map(({ quote }) => quote)).toEqual([]);
    }
  });
});

describe('what changed between two versions of a procedure', () => {
  const sections = changesBetween(older, theProcedure(), 'fr');
  const changesOf = (name: string) => sections.find(({ section }) => section === name)?.changes ?? [];

  test('nothing, between a version and itself', () => {
    expect(changesBetween(older, older, 'fr')).toEqual([]);
  });

  test('a limit is told in its own kind of days, before and after, with the sentence that it rests on', () => {
    const [limit, ...others] = changesOf('limits');
    expect(others).toEqual([]);
    expect(limit?.what).toBe('Accusé de réception – notre procédure');
    expect(limit?.before).toMatch(/^12\u00a0jours ouvrables à compter de la réception/);
    expect(limit?.after).toMatch(/^10\u00a0jours ouvrables à compter de la réception/);
    expect(limit?.after).toContain('un accusé de réception');
  });

  test('staff are told apart by their id, so that a new name is no new person', () => {
    expect(changesOf('staff').map(({ what, before, after }) => [what, before?.split('\n')[0], after?.split('\n')[0]])).toEqual([
      ['client-service', 'Le standard', 'Le service clients'],
    ]);
  });

  test('everything else is told leaf by leaf', () => {
    expect(changesOf('firm')).toEqual([{ what: 'Cabinet – legalName', before: 'OPTICOURTAGE SARL', after: 'OPTICOURTAGE SAS' }]);
    expect(sections.map(({ section }) => section)).toEqual(['limits', 'staff', 'firm']);
  });

  test('what one version has and the other has not has one side only', () => {
    const without = alteredProcedure((content) => void content.channels.pop());
    const [added] = changesBetween(without, theProcedure(), 'nl').find(({ section }) => section === 'channels')?.changes ?? [];
    expect([added?.before, added?.after === undefined]).toEqual([undefined, false]);
    const [removed] = changesBetween(theProcedure(), without, 'nl').find(({ section }) => section === 'channels')?.changes ?? [];
    expect([removed?.before === undefined, removed?.after]).toEqual([false, undefined]);
  });
});

describe('the pages of administration', () => {
  let desk: DeskUnderTest;
  let administrator: SignedIn;
  const path = '/desk/administration';
  const procedurePath = `${path}/procedures/opticourtage`;
  const as = (grants: Wanted['grants'], language: 'fr' | 'nl' = 'fr') =>
    desk.signIn({ language, ...(grants === undefined ? {} : { grants }) });

  beforeAll(async () => {
    desk = await startDesk();
    await keepProcedureVersion(desk.register.database, { ...older, procedure: older.id });
    administrator = await as([{ procedure: '*', role: 'administrator' }]);
  });
  afterAll(() => desk.close());

  test('its first page leads who administers to all of it, and who reads complaints to letters and procedures alone', async () => {
    const handler = await as([{ procedure: '*', role: 'case-handler' }]);
    const links = [...(await handler.get(path)).text.matchAll(/href="\/desk\/administration\/([^"]+)"/g)].map(([, part]) => part);
    expect(links).toEqual(['templates', 'procedures']);
    expect((await handler.get(`${path}/people`)).status).toBe(403);
    const { status, text } = await administrator.get(path);
    expect(status).toBe(200);
    for (const part of ['people', 'tokens', 'insurers', 'templates', 'procedures'])
      expect(text).toContain(`href="${path}/${part}"`);
  });

  test('is where the day of who administers and reads no complaint begins', async () => {
    const day = await administrator.get('/desk');
    expect([day.status, day.headers.get('location')]).toEqual([303, path]);
    expect((await administrator.get('/desk/register')).status).toBe(403);
    expect((await administrator.get(path)).text).not.toContain('role="search"');
  });

  test('who reads the complaints of a firm may look at its procedure and letters, and at no other firm’s', async () => {
    const handler = await as([{ procedure: 'optimco', role: 'case-handler' }], 'nl');
    expect((await handler.get(`${path}/procedures/optimco`)).status).toBe(200);
    expect((await handler.get(`${procedurePath}`)).status).toBe(404);
    expect((await handler.get(`${procedurePath}/compare`)).status).toBe(404);
    const { text } = await handler.get(`${path}/templates`);
    expect(text).toContain('Optimco');
    expect(text).not.toContain('OPTICOURTAGE');
    expect((await handler.get(`${path}/templates/upheld?firm=opticourtage`)).status).toBe(404);
    expect((await handler.get(`${path}/templates/upheld/sample.html?firm=opticourtage`)).status).toBe(404);
  });

  test('a procedure names the versions kept, and leads to what changed since each', async () => {
    const { text } = await administrator.get(procedurePath);
    expect(text).toContain(older.version.split('@')[1]);
    const compare = /href="([^"]+compare[^"]+)"/.exec(text)?.[1]?.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&') ?? '';
    const changed = await administrator.get(compare);
    expect(changed.text).toContain('OPTICOURTAGE SARL');
    expect((await administrator.get(`${procedurePath}/compare?from=opticourtage@000000000000`)).status).toBe(404);
  });

  test('counts of complaints are of those that whoever looks may see, and none for who may see none', async () => {
    const references = [await registered(desk), await registered(desk)];
    const manager = await as([{ procedure: 'opticourtage', role: 'complaints-manager' }]);
    const counts = async (person: SignedIn) =>
      [...(await person.get(`${path}/procedures`)).text.matchAll(/<td class="number"[^>]*>(?:<strong[^>]*>)?([^<]+)</g)]
        .map(([, count]) => count)
        .slice(0, 3);
    expect(await counts(manager)).toEqual(['2', '0', '2']);
    await manager.post(`/desk/complaints/${references[0]}/conflict`);
    expect(await counts(manager)).toEqual(['1', '0', '1']);
    const all = await counts(administrator);
    expect(all).toEqual(['–', '–', '–']);
    const { text } = await administrator.get(procedurePath);
    expect(text).not.toMatch(/<td class="number"[^>]*>\d/);
  });

  test('a procedure computes the deadlines of a day, and says what is wrong with a day that is none', async () => {
    const { text } = await administrator.get(`${procedurePath}?received=2026-05-13`);
    expect(text).toContain('mer. 27 mai 2026');
    const wrong = await administrator.get(`${procedurePath}?received=2026-02-30`);
    expect(wrong.status).toBe(200);
    expect(wrong.text).toContain('role="alert"');
  });

  test.each([
    ['opticourtage', 'fr'],
    ['optimco', 'nl'],
  ])('every letter that %s sends has a sample, and every other a reason', async (firm, language) => {
    const { text } = await administrator.get(`${path}/templates?firm=${firm}&language=${language}`);
    const offered = letterKinds.filter((kind) => text.includes(`/templates/${kind}?`));
    expect(offered.length).toBeGreaterThan(25);
    for (const kind of letterKinds) {
      const sample = await administrator.get(`${path}/templates/${kind}/sample.html?firm=${firm}&language=${language}`);
      expect([kind, sample.status]).toEqual([kind, offered.includes(kind) ? 200 : 404]);
      if (sample.status === 200) expect(sample.text).toContain(`lang="${language}"`);
    }
  });

  test('a sample runs nothing, fetches nothing, and stands in a frame of this desk alone', async () => {
    const { headers } = await administrator.get(`${path}/templates/upheld/sample.html?firm=opticourtage`);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'self'; sandbox$/);
  });

  test('a sample is there as the PDF that is posted', async () => {
    const { status, headers, text } = await administrator.get(`${path}/templates/upheld/sample.pdf?firm=optimco&language=nl`);
    expect([status, headers.get('content-type'), text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
  });

  test('a sample is shown as plain text too, and with each of its cases', async () => {
    const { text } = await administrator.get(`${path}/templates/acknowledgement?firm=opticourtage&form=text&variant=late`);
    expect(text).toContain('<pre');
    expect(text).toMatch(/<option value="late" selected>en retard<\/option>/);
  });
});
