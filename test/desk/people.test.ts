import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { accountByLogin, grantsOf } from '../../register/accounts/accounts.ts';
import { readAccountChanges, verifyAccountChanges } from '../../register/accounts/changes.ts';
import { GrantsChanged, setGrants } from '../../register/accounts/grants.ts';
import { registered } from '../api/api-server.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';

const people = '/desk/administration/people';
let desk: DeskUnderTest;
let administrator: SignedIn;
beforeAll(async () => {
  desk = await startDesk();
  administrator = await desk.signIn({ login: 'chief', grants: [{ procedure: '*', role: 'administrator' }] });
});
afterAll(() => desk.close());

/** What is shown once, with the rest of its page. */
async function shownAfter(person: SignedIn, answer: { headers: Headers }): Promise<string> {
  const { text } = await person.get(answer.headers.get('location') ?? '');
  return /id="shown-once" readonly value="([^"]+)"/.exec(text)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
}

function stateIn(text: string): string {
  return /name="state" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

const accountOf = async (login: string) => (await accountByLogin(desk.register.database, login))?.id ?? '';
const grants = async (login: string) =>
  (await grantsOf(desk.register.database, await accountOf(login))).map(
    ({ role, procedure, staff }) => `${role}@${procedure}:${staff}`,
  );

describe('An administrator', () => {
  test('adds a person, whose password is shown once, and who signs in with it', async () => {
    const answer = await administrator.post(people, {
      name: 'Camille Exemple',
      login: 'Camille',
      email: 'camille@example.org',
      language: 'nl',
      role: ['case-handler@opticourtage'],
      'staff-opticourtage': 'client-service',
    });
    expect(answer.status).toBe(303);
    const password = await shownAfter(administrator, answer);
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(await shownAfter(administrator, answer)).toBe('');
    expect(await grants('camille')).toEqual(['case-handler@opticourtage:client-service']);
    const again = await desk.signInAgain('camille', password);
    expect((await again.get('/desk/preferences')).text).toContain('Camille Exemple');
  });

  test('is told what is wrong with a form, with what they typed kept', async () => {
    const { status, text } = await administrator.post(people, { name: 'C', login: 'Éléonore', email: 'nobody', language: 'en' });
    expect(status).toBe(422);
    expect(text).toContain('<title>Erreur – Ajouter une personne');
    for (const field of ['name', 'email', 'login', 'roles']) expect(text).toContain(`href="#${field}"`);
    expect(text).toContain('value="éléonore"');
    expect(text).toMatch(/value="en" checked/);
  });

  test('cannot give a login that is taken, or that the journal gives to Doléance', async () => {
    for (const login of ['chief', 'doleance']) {
      const form = { name: 'Camille Exemple', login, role: 'compliance@*' };
      expect((await administrator.post(people, form)).text).toContain('Cet identifiant est déjà pris, ou réservé.');
    }
  });

  test('gives and takes roles, each noted with who did it, in a journal that cannot be changed', async () => {
    await desk.signIn({ login: 'handler', grants: [{ procedure: 'opticourtage', role: 'case-handler' }] });
    const path = `${people}/${await accountOf('handler')}`;
    const page = await administrator.get(path);
    const form = {
      name: 'Camille Exemple',
      role: ['complaints-manager@*', 'compliance@optimco'],
      'staff-almena': 'x',
      state: stateIn(page.text),
    };
    expect((await administrator.post(path, form)).status).toBe(303);
    expect(await grants('handler')).toEqual(['complaints-manager@*:null', 'compliance@optimco:null']);
    const lines = await readAccountChanges(desk.register.database, { account: await accountOf('handler'), limit: 3 });
    expect(lines.map(({ event, actor, detail }) => [event, actor, detail])).toEqual([
      ['role-given', 'chief', { role: 'compliance', procedure: 'optimco' }],
      ['role-given', 'chief', { role: 'complaints-manager', procedure: '*' }],
      ['role-taken', 'chief', { role: 'case-handler', procedure: 'opticourtage' }],
    ]);
    expect((await administrator.get(path)).text).toContain('Rôle retiré');
    expect((await administrator.get(`${people}/changes`)).text).toContain('handler');
    for (const change of [
      sql`update account_change set actor = 'x'`,
      sql`delete from account_change`,
      sql`truncate account_change`,
    ])
      await expect(change.execute(desk.register.database)).rejects.toThrow('append-only');
    expect(await verifyAccountChanges(desk.register)).toEqual([]);
  });

  test('does not undo unawares what another has changed meanwhile', async () => {
    await desk.signIn({ login: 'contested', grants: [{ procedure: 'optimco', role: 'case-handler' }] });
    const path = `${people}/${await accountOf('contested')}`;
    const state = stateIn((await administrator.get(path)).text);
    await administrator.post(path, { name: 'Camille Exemple', role: 'compliance@optimco', state });
    const late = await administrator.post(path, { name: 'Camille Exemple', role: 'case-handler@almena', state });
    expect([late.status, late.text.includes('Quelqu’un a modifié ces rôles')]).toEqual([422, true]);
    expect(await grants('contested')).toEqual(['compliance@optimco:null']);
  });

  test('cannot take the administration from themselves, nor disable themselves', async () => {
    const path = `${people}/${administrator.account}`;
    const state = stateIn((await administrator.get(path)).text);
    expect((await administrator.post(path, { name: 'Camille Exemple', role: 'compliance@*', state })).status).toBe(422);
    expect((await administrator.post(`${path}/disable`)).status).toBe(409);
    // Their own password is changed where they say the one they have: this would end the very session that shows it.
    expect((await administrator.post(`${path}/password`)).status).toBe(409);
    expect((await administrator.get(path)).text).not.toContain(`${path}/password`);
  });

  test('disables somebody at once and lets them in again; a new password ends their sessions', async () => {
    const person = await desk.signIn({ login: 'leaver' });
    const path = `${people}/${person.account}`;
    expect((await administrator.post(`${path}/disable`)).status).toBe(303);
    expect((await person.get('/desk')).status).toBe(303);
    expect((await administrator.post(`${path}/enable`)).status).toBe(303);
    const again = await desk.signInAgain('leaver', person.password);
    const password = await shownAfter(administrator, await administrator.post(`${path}/password`));
    expect((await again.get('/desk')).status).toBe(303);
    expect((await (await desk.signInAgain('leaver', password)).get('/desk')).status).toBe(200);
  });

  test('of one firm changes only what is their firm’s', async () => {
    const own = await desk.signIn({ login: 'own-chief', grants: [{ procedure: 'opticourtage', role: 'administrator' }] });
    const both = await desk.signIn({
      login: 'both',
      grants: [
        { procedure: 'opticourtage', role: 'case-handler' },
        { procedure: 'optimco', role: 'case-handler' },
      ],
    });
    const list = (await own.get(people)).text;
    expect([list.includes('both'), list.includes('Optimco'), list.includes('>chief<')]).toEqual([true, false, false]);
    const path = `${people}/${both.account}`;
    const { text } = await own.get(path);
    expect([text.includes('@optimco'), text.includes('@*')]).toEqual([false, false]);
    const roles = ['administrator@*', 'administrator@optimco', 'compliance@opticourtage'];
    expect((await own.post(path, { role: roles, state: stateIn(text) })).status).toBe(303);
    expect(await grants('both')).toEqual(['compliance@opticourtage:null', 'case-handler@optimco:null']);
    for (const act of ['password', 'disable', 'enable'])
      expect([act, (await own.post(`${path}/${act}`)).status]).toEqual([act, 403]);
    expect((await own.get(`${people}/${administrator.account}`)).status).toBe(404);
    expect((await own.get(`${people}/changes`)).status).toBe(403);
  });

  test('of one firm has nothing to do with an account of none', async () => {
    const own = await desk.signIn({ grants: [{ procedure: 'opticourtage', role: 'administrator' }] });
    const nobody = await desk.signIn({ login: 'of-no-firm', grants: [] });
    const path = `${people}/${nobody.account}`;
    expect((await own.get(people)).text).not.toContain('of-no-firm');
    expect([(await own.get(path)).status, (await own.post(`${path}/password`)).status]).toEqual([404, 404]);
    expect((await administrator.get(path)).status).toBe(200);
    // Whose last role is taken is out of sight, and the one who took it is shown the list.
    const leaver = await desk.signIn({ login: 'of-one-firm', grants: [{ procedure: 'opticourtage', role: 'case-handler' }] });
    const state = stateIn((await own.get(`${people}/${leaver.account}`)).text);
    const taken = await own.post(`${people}/${leaver.account}`, { name: 'Camille Exemple', state });
    expect([taken.status, taken.headers.get('location')]).toEqual([303, people]);
  });

  test('who saves at the same moment as another is told so, and takes nothing from what the other has given', async () => {
    const { account } = await desk.signIn({ login: 'at-once', grants: [{ procedure: 'optimco', role: 'case-handler' }] });
    const seen = await grantsOf(desk.register.database, account);
    const change = { account, actor: 'chief', seen };
    const of = (role: 'compliance' | 'case-handler') => [{ procedure: 'almena', role, staff: null }];
    const both = await Promise.allSettled([
      setGrants(desk.register, { ...change, grants: of('compliance') }),
      setGrants(desk.register, { ...change, grants: of('case-handler') }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')?.reason).toBeInstanceOf(GrantsChanged);
  });
});

test('who administers nothing sees nothing of people and tokens; who only administers sees no complaint', async () => {
  const reference = await registered(desk);
  const manager = await desk.signIn();
  for (const path of [people, `${people}/new`, `${people}/${manager.account}`, '/desk/administration/tokens'])
    expect([path, (await manager.get(path)).status]).toEqual([path, 403]);
  expect((await administrator.get(`/desk/complaints/${reference}`)).status).toBe(404);
});

describe('A token', () => {
  test('of a system is made by an administrator, shown once, works, and is revoked', async () => {
    const form = { name: 'Export mensuel', capabilities: ['read', 'export', 'administer'], firms: ['opticourtage'], days: '30' };
    const answer = await administrator.post('/desk/administration/tokens', form);
    const token = await shownAfter(administrator, answer);
    expect(token).toMatch(/^doleance_[\w-]{43}$/);
    const authorized = { Authorization: `Bearer ${token}` };
    expect((await desk.get('/api/complaints', authorized)).status).toBe(200);
    const { id, capabilities } = await desk.register.database
      .selectFrom('api_token')
      .selectAll()
      .where('name', '=', 'Export mensuel')
      .executeTakeFirstOrThrow();
    expect(capabilities).toEqual(['read', 'export']);
    expect((await administrator.post(`/desk/administration/tokens/${id}/revoke`)).status).toBe(303);
    expect((await desk.get('/api/complaints', authorized)).status).toBe(401);
    expect((await administrator.get('/desk/administration/tokens')).text).toContain('révoqué');
  });

  test('of one’s own holds no more than one has oneself, and nobody else revokes it but an administrator', async () => {
    const person = await desk.signIn({ grants: [{ procedure: 'optimco', role: 'compliance' }] });
    const form = { name: 'Mon tableur', capabilities: ['read', 'decide'], firms: ['*', 'opticourtage'], days: '90' };
    const token = await shownAfter(person, await person.post('/desk/preferences/tokens', form));
    const authorized = { Authorization: `Bearer ${token}` };
    const { items } = (await desk.get('/api/complaints', authorized)).body;
    expect(items.every(({ procedure }: { procedure: string }) => procedure === 'optimco')).toBe(true);
    const { id, capabilities } = await desk.register.database
      .selectFrom('api_token')
      .selectAll()
      .where('name', '=', 'Mon tableur')
      .executeTakeFirstOrThrow();
    expect(capabilities).toEqual(['read']);
    const other = await desk.signIn();
    expect((await other.post(`/desk/preferences/tokens/${id}/revoke`)).status).toBe(404);
    expect((await person.post(`/desk/preferences/tokens/${id}/revoke`)).status).toBe(303);
    expect((await desk.get('/api/complaints', authorized)).status).toBe(401);
  });

  test('needs a name, something that it allows, and a firm', async () => {
    const { status, text } = await administrator.post('/desk/administration/tokens', { name: 'x' });
    expect(status).toBe(422);
    for (const field of ['name', 'capabilities', 'firms']) expect(text).toContain(`href="#${field}"`);
  });
});

describe('Everybody sets for themselves', () => {
  test('language, appearance and single keys', async () => {
    const person = await desk.signIn();
    await person.post('/desk/preferences', { language: 'nl', theme: 'dark' });
    const { text } = await person.get('/desk/preferences');
    expect(text).toMatch(/<html lang="nl" data-theme="dark">/);
    await person.post('/desk/preferences', { language: 'tlh', theme: 'pink', keys: 'on' });
    expect((await person.get('/desk/preferences')).text).toMatch(/<html lang="nl" data-theme="dark" data-keys="on">/);
  });

  test('their password, if they know the one that they have; their other sessions end', async () => {
    const person = await desk.signIn({ login: 'changer' });
    const other = await desk.signInAgain('changer', person.password);
    const next = 'une phrase que je retiens';
    expect((await person.post('/desk/preferences/password', { current: 'wrong', next })).text).toContain(
      'Le mot de passe actuel est incorrect.',
    );
    expect((await person.post('/desk/preferences/password', { current: person.password, next: 'court' })).text).toContain(
      'trop court',
    );
    expect((await person.post('/desk/preferences/password', { current: person.password, next })).status).toBe(303);
    expect([(await person.get('/desk')).status, (await other.get('/desk')).status]).toEqual([200, 303]);
    expect((await (await desk.signInAgain('changer', next)).get('/desk')).status).toBe(200);
  });

  test('that they are signed in nowhere else', async () => {
    const person = await desk.signIn({ login: 'elsewhere' });
    const other = await desk.signInAgain('elsewhere', person.password);
    await person.post('/desk/preferences/sessions');
    expect([(await person.get('/desk')).status, (await other.get('/desk')).status]).toEqual([200, 303]);
  });
});
