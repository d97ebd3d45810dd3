import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { notePresence } from '../../register/presence.ts';
import { applyAccepted } from '../api/drive.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';
import { seedDesk, seedNow } from './seed.ts';

let desk: DeskUnderTest;
let manager: SignedIn;
let handler: SignedIn;
let references: Map<string, string>;

const named = (name: string): string => references.get(name) ?? `no ${name}`;
/** The complaints that a page lists, in order, by their names in the seed. */
const listed = (page: string) =>
  [...page.matchAll(/data-row>[^]*?<\/tr>/g)].map(([row]) => {
    const reference = /[A-Z]{3}-\d{4}-\d{6}/.exec(row)?.[0];
    return [...references].find(([, one]) => one === reference)?.[0];
  });
/** What the chips count. */
const counts = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/class="chip-count">(\d+)<\/strong> ([^<]+)</g)].map(([, count, label]) => [label, Number(count)]),
  );

beforeAll(async () => {
  desk = await startDesk();
  references = await seedDesk(desk);
  manager = await desk.signIn({ name: 'Sacha Exemple' });
  handler = await desk.signIn({
    name: 'Camille Exemple',
    grants: [{ procedure: 'opticourtage', role: 'case-handler', staff: 'client-service' }],
  });
});
afterAll(() => desk.close());

describe('My day', () => {
  test('has what is late before all, then whose insurer has replied, then what is due next; each complaint once', async () => {
    const { text } = await manager.get('/desk');
    const names = listed(text);
    expect(names.slice(0, 6)).toEqual([
      'final answer late',
      'in the post tray, past its last day',
      'access to personal data, late',
      'by post, waits in the tray',
      'delay announced with reasons',
      'the insurer has replied',
    ]);
    const late = listed((await manager.get('/desk?show=late')).text);
    expect(names.slice(0, late.length)).toEqual(late);
    expect(names[late.length]).toBe('the insurer has replied');
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain('upheld and closed');
  });

  test('says of each what to do, by when in the limit’s own days, and what happens by itself', async () => {
    const { text } = await manager.get('/desk');
    const row = (name: string) => text.split('data-row').find((one) => one.includes(named(name))) ?? '';
    expect(row('final answer late')).toMatch(
      /En retard de 7.jours calendaires<\/span>, <time datetime="2026-11-10">mar\..10.nov\./,
    );
    expect(row('final answer late')).toContain(`href="/desk/complaints/${named('final answer late')}/decide/resolve"`);
    expect(row('by post, waits in the tray')).toContain('Poster la lettre');
    expect(row('new in Dutch, due tomorrow')).toContain('part seul le mer. 18 nov. 2026');
    expect(row('a result waits for approval')).toContain('Approuver la réponse');
    expect(row('the insurer has replied')).toMatch(/Décider après la réponse de l’assureur<\/a>.*l’assureur a répondu/);
    expect(row('by post, waits in the tray')).not.toContain('l’assureur a répondu');
  });

  test.each([
    ['late', 'En retard'],
    ['today', 'Dernier jour aujourd’hui'],
    ['unassigned', 'À confier'],
    ['replies', 'Assureurs ayant répondu'],
    ['approvals', 'À approuver'],
    ['post', 'À poster'],
    ['breaches', 'Dépassements sur 30 jours'],
  ])('lists as many as its chip counts: %s', async (show, label) => {
    const { text } = await manager.get(`/desk?show=${show}`);
    const count = counts(text)[label] ?? -1;
    expect(count).toBeGreaterThan(0);
    expect(listed(text)).toHaveLength(count);
  });

  test('of somebody who treats complaints begins with their own, and shows no other firm’s', async () => {
    const { text } = await handler.get('/desk');
    expect(text).toContain('aria-current="true">Les miens');
    expect(listed(text)).toContain('final answer late');
    const all = await handler.get('/desk?who=all');
    expect(
      listed(all.text)
        .map((name) => named(name ?? ''))
        .every((reference) => reference.startsWith('OPT-')),
    ).toBe(true);
    expect(listed(all.text).length).toBeGreaterThan(listed(text).length);
    expect(all.text).not.toContain('Optimco');
  });

  test('does not show somebody a complaint that is about them', async () => {
    const reference = named('about one of the staff');
    const { facts } = await desk.register.database
      .selectFrom('complaint')
      .select('facts')
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow();
    const barred = await desk.signIn({
      grants: [{ procedure: facts.procedure, role: 'complaints-manager', staff: facts.barred?.[0] ?? '' }],
    });
    expect((await barred.get('/desk?who=all')).text).not.toContain(reference);
    expect((await manager.get('/desk?who=all')).text).toContain(reference);
  });

  test('can be narrowed to a firm, a person and words, and says when nothing matches', async () => {
    expect(listed((await manager.get('/desk?firm=optimco')).text).every((name) => named(name ?? '').startsWith('OPM-'))).toBe(
      true,
    );
    expect(listed((await manager.get('/desk?who=opticourtage/client-service')).text)).toContain('final answer late');
    expect(listed((await manager.get('/desk?text=fictif+baptis')).text)).toEqual(['final answer late']);
    const { text } = await manager.get('/desk?text=nulle-part');
    expect(text).toContain('Aucun dossier ne correspond');
    expect(listed(text)).toEqual([]);
  });

  test('can be narrowed to an insurer that only a decision named', async () => {
    const reference = named('new in Dutch, due tomorrow');
    const insurer = { name: 'Mutualité « Vér » fictive', email: 'reclamations@example.com' };
    const body = { decision: 'set-responsibility', responsibility: 'insurer', insurer, reasons: 'x' };
    expect((await desk.post(`/api/complaints/${reference}/decisions`, body)).status).toBe(202);
    await applyAccepted(desk, reference);
    const { text } = await manager.get('/desk?insurer=named.mutualite-ver-fictive');
    expect(listed(text)).toEqual(['new in Dutch, due tomorrow']);
    expect(text).toContain('<option value="named.mutualite-ver-fictive" selected>Mutualité « Vér » fictive</option>');
    expect((await handler.get('/desk?who=all')).text).not.toContain('Mutualité « Vér » fictive');
    expect(listed((await manager.get('/desk?insurer=named.nobody')).text)).toEqual([]);
  });

  test('says what is due next where nothing is late', async () => {
    const { text } = await manager.get('/desk?show=late&text=voorbeeld');
    expect(text).toContain('Rien n’est en retard. Prochaine échéance\u00a0: mercredi 18 novembre 2026.');
  });

  test('takes an address that makes no sense for the plain page', async () => {
    const { status, text } = await manager.get('/desk?show=everything&who=x/y&firm=z&after=nonsense&text=%3F');
    expect(status).toBe(200);
    expect(listed(text)).toEqual(listed((await manager.get('/desk')).text));
  });

  test('tells that mail is held back', async () => {
    await sql`insert into mail_hold (procedure, reason, held_at, held_by)
      values ('optimco', 'essai de restauration', ${new Date(seedNow)}, 'tests')`.execute(desk.register.database);
    expect((await manager.get('/desk')).text).toMatch(
      /Optimco\u00a0: aucun courrier ne part depuis le mardi 17 novembre 2026 \(essai de rest/,
    );
    expect((await handler.get('/desk')).text).not.toContain('essai de restauration');
    await sql`delete from mail_hold`.execute(desk.register.database);
  });

  test('tells who else has a complaint open now, and not oneself', async () => {
    const note = { reference: named('final answer late'), account: handler.account, now: seedNow };
    await notePresence(desk.register.database, note);
    expect((await manager.get('/desk')).text).toContain('Camille Exemple y travaille');
    expect((await handler.get('/desk')).text).not.toContain('y travaille');
    desk.setClock(seedNow + 120_000);
    expect((await manager.get('/desk')).text).not.toContain('y travaille');
    desk.setClock(seedNow);
  });

  test('speaks Dutch and English', async () => {
    for (const [language, words] of [
      ['nl', '7\u00a0kalenderdagen te laat'],
      ['en', '7\u00a0calendar days late'],
    ] as const) {
      const someone = await desk.signIn({ language });
      expect((await someone.get('/desk')).text).toContain(words);
    }
  });
});

describe('Assigning many', () => {
  test('keeps those that can be, and tells of each other why not', async () => {
    const mine = named('acknowledgement due soon, nobody in charge');
    const already = named('final answer late');
    const other = named('new in Dutch, due tomorrow');
    const answer = await manager.post('/desk/assign', {
      reference: [mine, already, other],
      caseHandler: 'opticourtage/client-service',
      back: '/desk?show=unassigned',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk?show=unassigned']);
    const { text } = await manager.get('/desk?show=unassigned');
    expect(text).toContain('1 dossier confié à Le service clients');
    expect(text).toMatch(new RegExp(`${already}</a>, [^<]+`));
    expect(text).toMatch(new RegExp(`${other}</a>, cette personne n’est pas du cabinet`));
    expect((await manager.get('/desk')).text).not.toContain('dossier confié');
  });

  test('is refused for a complaint of another firm, which is not even there', async () => {
    const other = named('new in Dutch, due tomorrow');
    await handler.post('/desk/assign', {
      reference: other,
      caseHandler: 'optimco/complaints-manager',
      back: 'https://example.org/',
    });
    const { text } = await handler.get('/desk');
    expect(text).toContain('ce dossier n’existe pas, ou vous ne pouvez pas le consulter');
  });

  test('asks for a person and for complaints, and goes nowhere but back to a list', async () => {
    const answer = await manager.post('/desk/assign', { caseHandler: '', back: '//example.org' });
    expect(answer.headers.get('location')).toBe('/desk');
    expect((await manager.get('/desk')).text).toContain('Choisissez à qui confier les dossiers');
    await manager.post('/desk/assign', { caseHandler: 'opticourtage/client-service' });
    expect((await manager.get('/desk')).text).toContain('Cochez au moins un dossier');
  });
});

describe('A saved view', () => {
  test('keeps the filters and never the words that were searched for', async () => {
    const name = 'Mes retards';
    const answer = await manager.post('/desk/views', {
      page: 'my-day',
      name,
      query: 'text=Dominique&show=late&firm=optimco',
      share: '',
    });
    expect(answer.headers.get('location')).toBe('/desk?firm=optimco&show=late');
    const kept = await desk.register.database.selectFrom('saved_view').selectAll().executeTakeFirstOrThrow();
    expect(kept).toMatchObject({ name, query: 'firm=optimco&show=late', procedure: null, account: manager.account });
    expect((await manager.get('/desk')).text.replaceAll('&#x3D;', '=')).toContain('href="/desk?firm=optimco&amp;show=late"');
    expect((await handler.get('/desk')).text).not.toContain(name);
  });

  test('is shared with the people of a firm, and deleted by its owner alone', async () => {
    await manager.post('/desk/views', { page: 'my-day', name: 'Pour tous', query: 'show=today', share: 'opticourtage' });
    expect((await handler.get('/desk')).text).toContain('Pour tous');
    const { id } = await desk.register.database
      .selectFrom('saved_view')
      .select('id')
      .where('name', '=', 'Pour tous')
      .executeTakeFirstOrThrow();
    expect((await handler.post(`/desk/views/${id}/delete`)).status).toBe(404);
    expect((await manager.post(`/desk/views/${id}/delete`)).status).toBe(303);
    expect((await handler.get('/desk')).text).not.toContain('Pour tous');
  });

  test('cannot be shared with a firm that one does not see', async () => {
    await handler.post('/desk/views', { page: 'register', name: 'À part', query: 'breached=true', share: 'optimco' });
    const kept = await desk.register.database
      .selectFrom('saved_view')
      .selectAll()
      .where('name', '=', 'À part')
      .executeTakeFirst();
    expect(kept?.procedure).toBeNull();
  });
});
