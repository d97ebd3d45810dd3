import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { MessageTexts } from '../../register/complaint-content.ts';
import { acceptMessage } from '../../register/messages.ts';
import { listComplaints } from '../../register/queries.ts';
import { rebuildSearchIndex } from '../../register/search.ts';
import { everything } from '../../register/viewer.ts';
import { type GivenRegister, givenRegister, register } from './given.ts';

let given: GivenRegister;
/** By name. */
const known: Record<string, string> = {};

beforeAll(async () => {
  given = await givenRegister();
  known['annulée'] = await complaint('Camille Béhar', 'Ma commande annulée n’a pas été remboursée', 'AB-12 345/6');
  known['annuler'] = await complaint('Dominique Exemple', 'Je veux annuler la résiliation de mon contrat', 'POL-778899');
  known['klacht'] = await complaint(
    'Robin Van den Voorbeeld',
    'Mijn klachten over de verzekeringen werden niet beantwoord',
    'NL778800',
  );
  known['cœur'] = await complaint('Claude L’Exemple-Dupont', 'Assurance santé, opération du cœur', '000451');
});
afterAll(() => given.close());

function complaint(name: string, reason: string, policyNumber: string): Promise<string> {
  const email = `${name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()}@example.org`;
  const content = { complainant: { name, salutation: 'madam' as const, email }, reason, policyNumber };
  return register(given, { change: { content } });
}

async function found(text: string): Promise<(string | undefined)[]> {
  const rows = await listComplaints(
    given.register.database,
    { text },
    { viewer: everything, order: 'reference', limit: 50, now: given.time.now },
  );
  return rows.map(({ reference }) => Object.keys(known).find((name) => known[name] === reference));
}

async function takeIn(reference: string, texts: MessageTexts): Promise<void> {
  const accepted = await acceptMessage(
    given.register,
    { reference, message: { signal: 'receive', body: { what: 'information' } }, texts, actor: 'tests' },
    await given.library.rulebookOf(reference),
  );
  expect(accepted.accepted).toBe(true);
}

async function index(): Promise<{ reference: string; document: string }[]> {
  return given.register.database.selectFrom('search.complaint_text').selectAll().orderBy('reference').execute();
}

describe('A complaint is found', () => {
  test.each([
    ['by a word of it', 'contrat', ['annuler']],
    ['without the accents that it has', 'resiliation', ['annuler']],
    ['with accents that it lacks', 'côntrat', ['annuler']],
    ['in capitals', 'RÉSILIATION', ['annuler']],
    ['in another form that French makes of it', 'annulée', ['annulée', 'annuler']],
    ['in another form that French makes of it', 'annulation', ['annulée', 'annuler']],
    ['in the plural', 'remboursées', ['annulée']],
    ['in another form that Dutch makes of it', 'klacht', ['klacht']],
    ['in another form that Dutch makes of it', 'verzekering', ['klacht']],
    ['by a name', 'béhar', ['annulée']],
    ['by a name without its accents', 'Behar Camille', ['annulée']],
    ['by a name that an apostrophe and a hyphen hold together', 'l’exemple-dupont', ['cœur']],
    ['by a name of small words', 'van den voorbeeld', ['klacht']],
    ['by the beginning of the last word', 'veux resil', ['annuler']],
    ['but not by the beginning of another', 'resil veux', []],
    ['by an e-mail address', 'camillebehar@example.org', ['annulée']],
    ['by the beginning of an e-mail address', 'camillebehar@', ['annulée']],
    ['but not by the parts of an address that is another’s', 'camille@example.org', []],
    ['by a policy number', 'POL-778899', ['annuler']],
    ['by a policy number without its hyphen', 'pol778899', ['annuler']],
    ['by the digits of a policy number', '778899', ['annuler']],
    ['by the beginning of a policy number', 'nl7788', ['klacht']],
    ['by a policy number written together', 'ab123456', ['annulée']],
    ['by a policy number with its blanks', 'AB-12 345/6', ['annulée']],
    ['with a ligature', 'cœur', ['cœur']],
    ['without the ligature', 'coeur', ['cœur']],
    ['by all of several words', 'sante operation', ['cœur']],
    ['but not by some of them', 'santé contrat', []],
    ['whatever common words stand between', 'résiliation avec mes contrat', ['annuler']],
    ['whatever marks stand between', '« résiliation » & (contrat) | !\'"\\:*', ['annuler']],
  ])('%s: %s', async (_how, text, names) => {
    expect(await found(text)).toEqual(names);
  });

  test('by its reference, whole or in part', async () => {
    const reference = known['klacht'] ?? '';
    expect(await found(reference)).toEqual(['klacht']);
    expect(await found(reference.toLowerCase().replaceAll('-', ''))).toEqual(['klacht']);
    expect(await found(String(Number(reference.slice(-6))))).toContain('klacht');
  });

  test('by what was written to it since, together with what it said', async () => {
    await takeIn(known['cœur'] ?? '', { text: 'Le chirurgien confirme', insurer: { name: 'Mutuelle Fictive' } });
    expect(await found('chirurgien')).toEqual(['cœur']);
    expect(await found('coeur mutuelle fictive')).toEqual(['cœur']);
  });

  test.each([
    ['a long word that ends with a rare letter', `${'a'.repeat(99)}𠀀`],
    ['a long address that ends with a rare letter', `a@${'a'.repeat(97)}𠀀`],
    ['half a character', 'contrat\ud840x'],
    ['a replacement character', 'contrat\ufffdx'],
  ])('for %s without a fault', async (_what, text) => {
    expect(await found(text)).toEqual([]);
    expect(await found(`${text} contrat`)).toEqual([]);
  });

  test('whatever is asked, without a fault', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((text) => !text.includes('\0')),
        async (text) => {
          const searched = `${Buffer.from(text).toString()} contrat`;
          expect(Array.isArray(await found(searched))).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('The index', () => {
  test('grows with a complaint without ever standing in its way', async () => {
    const reference = await complaint('Sacha Exemple', 'Première lettre', 'X1');
    known['long'] = reference;
    for (const part of ['a', 'b', 'c', 'd'])
      await takeIn(reference, { text: Array.from({ length: 30_000 }, (_, place) => `${part}é${place}`).join(' ') });
    expect(await found('première')).toEqual(['long']);
    expect(await found('Aé299')).toEqual(['long']);
  });

  test('made again is what it was', async () => {
    const before = await index();
    await sql`delete from search.complaint_text where reference <> ${known['annuler'] ?? ''}`.execute(given.register.database);
    await sql`update search.complaint_text set document = to_tsvector('simple', 'stale')`.execute(given.register.database);
    expect(await found('contrat')).toEqual([]);
    expect(await rebuildSearchIndex(given.register)).toBe(before.length);
    expect((await index()).filter(({ reference }) => reference !== known['long'])).toEqual(
      before.filter(({ reference }) => reference !== known['long']),
    );
    expect(await found('contrat')).toEqual(['annuler']);
  });

  test('made again while texts come in misses none of them', async () => {
    const [none] = await Promise.all([
      rebuildSearchIndex(given.register),
      takeIn(known['klacht'] ?? '', { text: 'ondertussen' }),
      takeIn(known['annuler'] ?? '', { text: 'entretemps' }),
      rebuildSearchIndex(given.register),
    ]);
    expect(none).toBeGreaterThan(0);
    expect(await found('ondertussen')).toEqual(['klacht']);
    expect(await found('entretemps contrat')).toEqual(['annuler']);
  });

  test('loses a complaint with its key, and cannot get it back', async () => {
    const { database } = given.register;
    const reference = await complaint('Alix Exemple', 'Effacez-moi', 'Z9');
    expect(await found('effacez')).toHaveLength(1);
    await database.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    expect(await found('effacez')).toEqual([]);
    expect((await index()).map((row) => row.reference)).not.toContain(reference);
    await rebuildSearchIndex(given.register);
    expect(await found('effacez')).toEqual([]);
    expect((await index()).map((row) => row.reference)).not.toContain(reference);
  });

  test('is written with the complaint or not at all', async () => {
    const before = await index();
    const unreadable = { actor: 'tests', route: 'POST /api/complaints', key: 'broken', request: undefined as never };
    await expect(register(given, { requestKey: unreadable })).rejects.toThrow();
    expect(await index()).toEqual(before);
  });
});
