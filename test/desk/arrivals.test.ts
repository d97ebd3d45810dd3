import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { acceptMessage } from '../../register/messages.ts';
import { rebuildSearchIndex } from '../../register/search.ts';
import type { Message } from '../../workflows/domain/messages.ts';
import { registered } from '../api/api-server.ts';
import { applyAccepted } from '../api/drive.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';

let desk: DeskUnderTest;
let manager: SignedIn;
let handler: SignedIn;
beforeAll(async () => {
  desk = await startDesk();
  desk.setClock('2026-05-13T16:30:00Z');
  manager = await desk.signIn();
  handler = await desk.signIn({ grants: [{ procedure: 'opticourtage', role: 'case-handler', staff: 'client-service' }] });
});
beforeEach(() => desk.setClock('2026-05-13T16:30:00Z'));
afterAll(() => desk.close());

type Fields = Record<string, any>;

let persons = 0;
/** A complaint of somebody who has no other. */
const complaint = (changes: Fields = {}) => {
  persons += 1;
  const complainant = { name: `Claude Exemple-${persons}`, email: `claude-${persons}@example.org` };
  return registered(desk, { complainant, policyNumber: `POL-${persons}`, ...changes });
};

/** Something comes in by itself. */
async function comes(reference: string, text: string, actor = 'mailbox', what: 'information' | 'disagreement' = 'information') {
  const message: Message = { signal: 'receive', body: { what } };
  const rulebook = await desk.library.rulebookOf(reference);
  const accepted = await acceptMessage(desk.register, { reference, message, texts: { text }, actor }, rulebook);
  if (!accepted.accepted) throw new Error(accepted.reason);
  return accepted.id;
}

const pageOf = async (reference: string, person = manager) => (await person.get(`/desk/complaints/${reference}`)).text;
const unreadIn = async (reference: string) => (await desk.get(`/api/complaints/${reference}/unread`)).body.items.length;
const chipOf = async (person: SignedIn, who = 'all') => {
  const { text } = await person.get(`/desk?show=messages&who=${who}`);
  return Number(/<strong class="chip-count">(\d+)<\/strong> Nouveaux messages/.exec(text)?.[1]);
};
const journalOf = async (reference: string): Promise<Fields[]> =>
  (await desk.get(`/api/complaints/${reference}/journal`)).body.items;

describe('What comes in on a complaint by itself', () => {
  test('stands at the top of its page, word for word, until somebody presses Lu; the journal keeps who', async () => {
    const reference = await complaint();
    const id = await comes(reference, 'Voici ma facture <b>no 7</b>.');
    const page = await pageOf(reference);
    expect(page).toContain('id="unread"');
    expect(page).toContain('Voici ma facture &lt;b&gt;no 7&lt;/b&gt;.');
    const { status, headers } = await manager.post(`/desk/complaints/${reference}/read`, { message: id });
    expect([status, headers.get('location')]).toEqual([303, `/desk/complaints/${reference}`]);
    expect(await pageOf(reference)).not.toContain('id="unread"');
    expect((await journalOf(reference)).at(-1)).toMatchObject({
      event: 'messages-read',
      actor: manager.login,
      detail: { messages: [id] },
    });
  });

  test('is counted on my day, and marks its complaint, for who is in charge and for the manager', async () => {
    const [mine, nobodys] = [await complaint({ caseHandler: 'client-service' }), await complaint()];
    const [before, beforeMine] = [await chipOf(manager), await chipOf(handler, 'mine')];
    for (const reference of [mine, nobodys]) await comes(reference, 'Des nouvelles ?', 'complainant');
    expect([await chipOf(manager), await chipOf(handler, 'mine')]).toEqual([before + 2, beforeMine + 1]);
    const { text } = await handler.get('/desk?show=messages&who=mine');
    expect(text).toContain(`href="/desk/complaints/${mine}#unread"`);
    expect(text).not.toContain(nobodys);
  });

  test('that came while somebody read the page is not read with the rest', async () => {
    const reference = await complaint();
    const seen = await comes(reference, 'Un');
    await comes(reference, 'Deux');
    await manager.post(`/desk/complaints/${reference}/read`, { message: seen });
    expect(await unreadIn(reference)).toBe(1);
    await manager.post(`/desk/complaints/${reference}/read`);
    expect(await unreadIn(reference)).toBe(1);
  });

  test('counts as read once somebody decides on the complaint, and not because it is given to somebody', async () => {
    const reference = await complaint();
    await comes(reference, 'Un');
    const decide = (body: Fields) => desk.post(`/api/complaints/${reference}/decisions`, body);
    expect((await decide({ decision: 'assign', caseHandler: 'client-service' })).status).toBe(202);
    expect(await unreadIn(reference)).toBe(1);
    const asked = { decision: 'request-information', missingFacts: ['Votre facture'], reasons: 'Elle manque.' };
    expect((await decide(asked)).status).toBe(202);
    expect(await unreadIn(reference)).toBe(0);
  });

  test('what staff enter themselves is read; who decides nothing can read and not tick off', async () => {
    const reference = await complaint();
    expect((await desk.post(`/api/complaints/${reference}/received`, { what: 'information', text: 'x' })).status).toBe(202);
    expect(await unreadIn(reference)).toBe(0);
    const id = await comes(reference, 'Un');
    const compliance = await desk.signIn({ grants: [{ procedure: 'opticourtage', role: 'compliance' }] });
    const page = await pageOf(reference, compliance);
    expect(page).toContain('id="unread"');
    expect(page).not.toContain(`/desk/complaints/${reference}/read`);
    expect((await compliance.post(`/desk/complaints/${reference}/read`, { message: id })).status).toBe(403);
  });

  test('the API says which they are, marks them read, and lists their complaints', async () => {
    const reference = await complaint();
    const id = await comes(reference, 'Un');
    const { items } = (await desk.get('/api/complaints?unread=true&limit=200')).body;
    expect(items.map((one: Fields) => one['reference'])).toContain(reference);
    const read = (body: Fields) => desk.post(`/api/complaints/${reference}/unread/read`, body);
    expect((await read({ messages: [id] })).body).toEqual({ read: 1 });
    expect((await read({})).body).toEqual({ read: 0 });
  });
});

describe('Complaints that may be about the same', () => {
  const twice = async (changes: Fields = {}) => {
    persons += 1;
    const same = { complainant: { name: `Maxime Exemple-${persons}`, email: `maxime-${persons}@example.org` }, ...changes };
    return [await complaint(same), await complaint(same)] as const;
  };
  const post = (reference: string, other: string, verdict: string, person = manager) =>
    person.post(`/desk/complaints/${reference}/relatives`, { other, verdict });
  const relativesOf = async (reference: string): Promise<Fields> =>
    (await desk.get(`/api/complaints/${reference}/relatives`)).body as Fields;

  test('are shown on the page of each, and linked in the journal of both; each goes on by itself', async () => {
    const [one, other] = await twice({ policyNumber: 'POL-T1' });
    expect(await pageOf(one)).toContain(`Lier avec ${other}`);
    expect((await post(one, other, 'linked')).status).toBe(303);
    for (const [reference, its] of [
      [one, other],
      [other, one],
    ] as const) {
      expect((await journalOf(reference)).at(-1)).toMatchObject({ event: 'complaint-linked', detail: { reference: its } });
      expect(await relativesOf(reference)).toMatchObject({ linked: [{ reference: its, closed: false }], possible: [] });
      expect(await pageOf(reference)).toContain(`Délier de ${its}`);
    }
    expect((await post(other, one, 'open')).status).toBe(303);
    expect(await relativesOf(one)).toMatchObject({ linked: [], possible: [{ reference: other }] });
  });

  test('are not suggested again once somebody has said that they have nothing to do with each other', async () => {
    const [one, other] = await twice({ policyNumber: 'POL-T2' });
    await post(one, other, 'apart');
    expect([(await relativesOf(one))['possible'], (await relativesOf(other))['possible']]).toEqual([[], []]);
    const rows = (await journalOf(other)).length;
    await post(other, one, 'apart');
    expect(await journalOf(other)).toHaveLength(rows);
  });

  test('not where one is the new matter of the other, which is known', async () => {
    const [one] = await twice({ policyNumber: 'POL-T3' });
    const { complainant, policyNumber } = {
      complainant: { name: 'x', email: `maxime-${persons}@example.org` },
      policyNumber: 'POL-T3',
    };
    const follows = await complaint({ complainant, policyNumber, linkedTo: one });
    expect((await relativesOf(follows))['possible'].map(({ reference }: Fields) => reference)).not.toContain(one);
  });

  test('what arrived again and was linked as a duplicate is shown with the complaint', async () => {
    const reference = await complaint();
    const { body } = await desk.post('/api/intakes', { channel: 'e-mail', procedure: 'opticourtage', fields: { reason: 'x' } });
    await desk.post(`/api/intakes/${body.id}/decisions`, { decision: 'link-as-duplicate', reference });
    expect((await relativesOf(reference))['repetitions']).toMatchObject([{ id: body.id, channel: 'e-mail' }]);
    expect(await pageOf(reference)).toContain(`/desk/intakes/${body.id}`);
  });

  test.each([
    ['itself', (one: string) => one],
    ['one that there is not', () => 'OPT-2026-999999'],
  ])('a complaint is not linked with %s', async (_rule, other) => {
    const one = await complaint();
    const answer = await desk.post(`/api/complaints/${one}/relatives`, { reference: other(one), verdict: 'linked' });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, 'reference']);
    expect((await post(one, other(one), 'linked')).status).toBe(404);
  });

  test('nor with one of another firm, or by who decides nothing', async () => {
    const [one, other] = await twice({ policyNumber: 'POL-T4' });
    const foreign = await complaint({ procedure: 'almena' });
    expect((await post(one, foreign, 'linked')).status).toBe(404);
    const compliance = await desk.signIn({ grants: [{ procedure: 'opticourtage', role: 'compliance' }] });
    expect((await post(one, other, 'linked', compliance)).status).toBe(403);
  });
});

describe('What is missing', () => {
  const almost = { policyNumber: undefined };

  test('stands on the page, and the letter that asks for it asks for exactly that, in its own language', async () => {
    const reference = await complaint(almost);
    const page = await pageOf(reference);
    expect(page).toContain('id="missing"');
    expect(page).toContain(`/desk/complaints/${reference}/decide/request-information`);
    const form = (await manager.get(`/desk/complaints/${reference}/decide/request-information`)).text;
    const listed = /name="missingFacts"[^>]*>([^<]*)</.exec(form)?.[1]?.split('\n') ?? [];
    const { missing } = (await desk.get(`/api/complaints/${reference}`)).body;
    expect(listed).toHaveLength(missing.length);
    expect(listed).toEqual(expect.arrayContaining(['Vos arguments', 'La solution que vous recherchez']));
    expect(listed.at(-1)).toMatch(/^Les documents utiles .*, si vous en avez$/);
    const preview = (await manager.get(`/desk/complaints/${reference}/decide/request-information/preview`)).text;
    expect(preview).toContain('La solution que vous recherchez');
    expect(preview).toContain('examiner votre réclamation');
  });

  test('once it was asked for, the page says since when and by when', async () => {
    const reference = await complaint(almost);
    const asked = { decision: 'request-information', missingFacts: ['Votre facture'], reasons: 'x', answerBy: '2026-05-20' };
    await desk.post(`/api/complaints/${reference}/decisions`, asked);
    const page = await pageOf(reference);
    expect(page).toContain('Demandé le');
    expect(page).toContain('datetime="2026-05-20"');
    expect(page).toContain('Demander de nouveau');
  });

  test('is completed with a form in which what is known stands; only what was changed is kept', async () => {
    const reference = await complaint(almost);
    const path = `/desk/complaints/${reference}/decide/complete-file`;
    const form = (await manager.get(path)).text;
    expect(form).toContain('Manque encore.');
    expect(form.indexOf('name="fields.solutionSought"')).toBeLessThan(form.indexOf('name="fields.complainant.name"'));
    const known = /name="fields.complainant.email" value="([^"]*)"/.exec(form)?.[1] ?? '';
    expect(known).toMatch(/@example.org$/);
    const typed = {
      'fields.complainant.email': known,
      'fields.solutionSought': 'Un remboursement',
      'fields.arguments': '',
      'fields.noPolicyNumber': 'yes',
    };
    const { status } = await manager.post(path, typed);
    expect(status).toBe(303);
    await applyAccepted(desk, reference);
    const { missing, ...content } = (await desk.get(`/api/complaints/${reference}`)).body;
    expect(content).toMatchObject({ solutionSought: 'Un remboursement', noPolicyNumber: true, complainant: { email: known } });
    expect(missing.map(({ fact }: Fields) => fact)).toEqual(['steps-taken', 'answer-received', 'arguments', 'documents']);
    const texts = await desk.register.database.selectFrom('message').selectAll().where('reference', '=', reference).execute();
    expect(texts.at(-1)?.body).toEqual({ decision: 'complete-file' });
  });

  test('an address that changed in part is kept whole, and a form that says nothing new says so', async () => {
    const address = { lines: ['3 rue des Essais', '59000 LILLE'], country: 'FR' };
    const reference = await complaint({ complainant: { name: 'Sacha Exemple', address } });
    const path = `/desk/complaints/${reference}/decide/complete-file`;
    const nothing = await manager.post(path, { 'fields.complainant.address.lines': '3 rue des Essais\r\n59000 LILLE' });
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain('Rien n’a changé');
    const moved = {
      'fields.complainant.address.lines': '4 rue des Essais\r\n1000 BRUXELLES',
      'fields.complainant.address.country': 'BE',
    };
    expect((await manager.post(path, moved)).status).toBe(303);
    await applyAccepted(desk, reference);
    const { complainant } = (await desk.get(`/api/complaints/${reference}`)).body;
    expect(complainant.address).toEqual({ lines: ['4 rue des Essais', '1000 BRUXELLES'], country: 'BE' });
  });

  test('what came in offers to complete the file, and what completes it lets duplicates be found', async () => {
    const earlier = await complaint({ policyNumber: 'POL-COMPLETED' });
    const reference = await complaint({ policyNumber: undefined, matter: undefined });
    await comes(reference, 'Mon contrat : POL-COMPLETED', 'complainant');
    expect(await pageOf(reference)).toContain('Compléter le dossier');
    const fields = { policyNumber: 'POL-COMPLETED', matter: 'la résiliation de votre contrat' };
    await desk.post(`/api/complaints/${reference}/decisions`, { decision: 'complete-file', fields });
    expect(await unreadIn(reference)).toBe(0);
    const marks = (of: string) =>
      desk.register.database
        .selectFrom('search.complaint_mark')
        .select('mark')
        .where('reference', '=', of)
        .where('kind', '=', 'contract')
        .execute();
    expect(await marks(reference)).toEqual(await marks(earlier));
    await desk.register.database.deleteFrom('search.complaint_mark').execute();
    await rebuildSearchIndex(desk.register);
    expect(await marks(reference)).toEqual(await marks(earlier));
  });
});

describe('A new complaint', () => {
  const person = (number: number) => ({ complainant: { name: `Alix Exemple-${number}`, email: `alix-${number}@example.org` } });
  const handlerOf = async (reference: string) => (await desk.get(`/api/complaints/${reference}`)).body.caseHandler?.id;

  /** What arrived and is registered by staff. */
  const taken = async (changes: Fields): Promise<string> => {
    const fields = { reason: 'Toujours rien.', ...changes };
    const { body } = await desk.post('/api/intakes', { channel: 'e-mail', procedure: 'opticourtage', fields });
    const done = await desk.post(`/api/intakes/${body.id}/decisions`, { decision: 'register' });
    return done.body.complaint as string;
  };

  test('goes to whoever is in charge of an earlier one of the same person, which the journal says', async () => {
    const earlier = await complaint({ ...person(1), caseHandler: 'client-service' });
    const reference = await taken({ ...person(1), matter: 'autre chose' });
    expect(await handlerOf(reference)).toBe('client-service');
    expect((await journalOf(reference))[0]).toMatchObject({ detail: { handlerOf: earlier } });
    expect(await pageOf(reference)).toContain(`confiée à qui s’occupe de ${earlier}`);
  });

  test('or about the same contract; a name alone is no file', async () => {
    await complaint({ ...person(2), caseHandler: 'client-service', policyNumber: 'CONTRAT 42' });
    expect(await handlerOf(await taken({ ...person(3), policyNumber: 'contrat-42' }))).toBe('client-service');
    const namesake = { complainant: { name: 'Alix Exemple-2', email: 'someone-else@example.org' } };
    expect(await handlerOf(await taken(namesake))).toBeUndefined();
  });

  test('goes to whom staff name, and never to whom it is about', async () => {
    await complaint({ ...person(4), caseHandler: 'client-service' });
    const named = await taken({ ...person(4), caseHandler: 'complaints-manager' });
    expect(await handlerOf(named)).toBe('complaints-manager');
    const about = await taken({ ...person(4), concernedStaff: ['client-service'] });
    expect(await handlerOf(about)).toBe('complaints-manager');
  });

  test('over the API it goes to whom the client names, or the procedure', async () => {
    await complaint({ ...person(6), caseHandler: 'client-service' });
    expect(await handlerOf(await complaint(person(6)))).toBeUndefined();
  });

  test('the form says to whom it will go', async () => {
    await complaint({ ...person(5), caseHandler: 'client-service' });
    const typed = {
      procedure: 'opticourtage',
      channel: 'letter',
      received: '2026-05-13',
      'complainant.email': 'alix-5@example.org',
    };
    const { text } = await manager.post('/desk/complaints/new/foreseen', typed);
    expect(text).toContain('Sera confiée à qui s’occupe déjà de ce client');
    const other = await manager.post('/desk/complaints/new/foreseen', { ...typed, 'complainant.email': 'nobody@example.org' });
    expect(other.text).toContain('Personne n’est désigné');
  });
});
