import { expect, test } from '@jest/globals';
import { missingFacts } from '../../../api/complaints/missing-facts.ts';
import { bodyOf, languageOfLetters } from '../../../api/form/body.ts';
import { countriesIn } from '../../../api/form/countries.ts';
import { likelyMeant } from '../../../api/form/email-typos.ts';
import { faultsOf } from '../../../api/form/faults.ts';
import { Gate, GateFull } from '../../../api/form/gate.ts';
import { answersIn } from '../../../api/form/questions.ts';
import { textOf } from '../../../api/public/posted-form.ts';
import { publicAreas } from '../../../api/public/words/all.ts';
import { mebibyte, mostOfDraft, usualLimits } from '../../../attachments/limits.ts';
import { loadProcedures } from '../../../procedures/load-procedures.ts';
import { answers as filled } from '../filled-in.ts';

const procedures = await loadProcedures();
const opticourtage = procedures.get('opticourtage')!;
const alterEgo = procedures.get('alter-ego')!;
const today = '2026-11-17';
const circumstances = { page: 'fr', today, now: Date.parse('2026-11-17T09:00:00Z'), products: ['health'] } as const;
const faults = (changes: Record<string, string>, procedure = opticourtage) =>
  faultsOf(answersIn({ ...filled, ...changes }), procedure, circumstances).map(({ field, why }) => `${field} ${why}`);
const body = (changes: Record<string, string>, page: 'fr' | 'nl' | 'en' = 'fr') =>
  bodyOf(answersIn({ ...filled, ...changes }), opticourtage, { page, today });

test('the files of a form have 50 MiB in all until it is sent, and never more than those of a complaint', () => {
  expect(mostOfDraft(usualLimits)).toBe(50 * mebibyte);
  expect(mostOfDraft({ ...usualLimits, complaintBytes: 3 * mebibyte })).toBe(3 * mebibyte);
});

test('a form that is filled in has nothing wrong', () => {
  expect(faults({})).toEqual([]);
  expect(faults({}, alterEgo)).toEqual([]);
});

test.each([
  [{ phone: '12' }, ['phone phone']],
  [{ phone: 'bientôt' }, ['phone phone']],
  [{ phone: '00 32 470 12 34 56' }, []],
  [{ email: 'dominique@example' }, ['email email']],
  [{ email: '', street: '', town: '', postcode: '' }, ['email reach']],
  [{ email: '', postcode: '' }, ['postcode postcode.FR']],
  [{ email: '', street: '' }, ['street street']],
  [{ country: 'BE', postcode: '10000' }, ['postcode postcode.BE']],
  [{ country: 'BE', postcode: '1000' }, []],
  [{ country: 'FR', postcode: '97 110' }, []],
  [{ country: 'GB', postcode: 'SW1A 1AA' }, []],
  [{ given: '', family: '' }, ['given name']],
  [{ given: 'Sukarno', family: '' }, []],
  [{ given: '', family: '', writer: 'business', organisation: 'Garage Exemple' }, []],
  [{ writer: 'somebody-else' }, ['role role', 'client client', 'clientIs clientIs', 'clientEmail client-reach']],
  [{ contacted: 'yes', steps: '', answer: '' }, ['steps steps', 'answer answer']],
  [{ contacted: 'no', steps: '', answer: '' }, []],
  [{ written: 'unknown' }, []],
  [{ written: 'yes', writtenUnknown: 'yes' }, []],
  [{ written: 'yes', without: 'yes' }, []],
  [{ written: 'yes', writtenDay: '31', writtenMonth: '11', writtenYear: '2026' }, ['writtenDay no-day']],
  [{ written: 'yes', writtenDay: '17', writtenMonth: '11', writtenYear: '26' }, []],
  [{ product: 'nothing' }, ['product choose']],
  [{ country: 'XX' }, ['country other']],
  [{ policy: 'x'.repeat(101) }, ['policy too-long']],
] as [Record<string, string>, string[]][])('with %j there is to say: %j', (changes, expected) => {
  expect(faults(changes)).toEqual(expected);
});

test('what the procedure asks for can wait, and what nobody can be answered without cannot', () => {
  const blank = { reason: '', arguments: '', solution: '', contacted: '' };
  expect(faults(blank)).toHaveLength(4);
  expect(faults({ ...blank, without: 'yes' })).toEqual(['reason reason']);
});

test.each([
  ['FR', '75002', '+33612345678'],
  ['FR', '97110', '+590612345678'],
  ['FR', '97400', '+262612345678'],
  ['BE', '1000', '+32612345678'],
])('a number dialled at home in %s %s is kept as it is dialled from abroad', (country, postcode, expected) => {
  expect(body({ country, postcode, phone: '06 12 34 56 78' }).complainant.phone).toBe(expected);
});

test('somebody who has contacted nobody has said so, in the language of the letters', () => {
  expect(body({ contacted: 'no' })).toMatchObject({ stepsTaken: 'Aucune démarche avant cette réclamation.' });
  expect(body({ contacted: 'no' }, 'en')).toMatchObject({ stepsTaken: 'No steps before this complaint.' });
});

const forAnother = { writer: 'somebody-else', client: 'Claude Exemple', clientEmail: 'claude@example.org' };

test.each([
  [{ role: 'association', clientIs: 'private-person' }, 'association', 'consumer'],
  [{ role: 'lawyer', clientIs: 'company' }, 'lawyer', 'company'],
  [{ role: 'other', clientIs: 'private-person' }, 'relative', 'consumer'],
])('who writes for another with %j is a %s, for a %s', (changes, sender, capacity) => {
  expect(body({ ...forAnother, ...changes })).toMatchObject({ sender, capacity });
});

test('the person for whom somebody writes lives in a country of their own', () => {
  const abroad = { ...forAnother, clientAddress: 'Dorpsstraat 1\n9000 Gent', clientCountry: 'BE', country: 'FR' };
  expect(body(abroad)).toMatchObject({
    country: 'BE',
    complainant: { address: { country: 'BE' } },
    representative: { address: { country: 'FR' } },
  });
});

const written = 'Une réclamation écrite a déjà été envoyée, à une date inconnue.';
const unsure = 'Une réclamation écrite a-t-elle déjà été envoyée\u00a0? Je ne sais pas.';
test.each([
  [{ written: 'yes', writtenUnknown: 'yes', steps: 'Un appel.' }, `Un appel.\n\n${written}`],
  [{ written: 'yes', writtenUnknown: 'yes', writtenTo: 'À l’assureur', contacted: '' }, `${written} À qui\u00a0? À l’assureur`],
  [{ written: 'yes', writtenUnknown: 'yes', contacted: 'no' }, written],
  [{ written: 'unknown', contacted: 'no' }, `Aucune démarche avant cette réclamation.\n\n${unsure}`],
  [{ written: 'yes', writtenDay: '2', writtenMonth: '4', writtenYear: '2026', steps: 'Un appel.' }, 'Un appel.'],
])('an earlier writing whose day is not known is kept among the steps: %j', (changes, steps) => {
  expect(body(changes)).toMatchObject({ stepsTaken: steps });
});

test('who says to have no policy number has answered, and is not asked again', () => {
  expect(body({ policy: 'P-1', noPolicy: 'yes' })).toMatchObject({ noPolicyNumber: true });
  expect(body({ policy: 'P-1', noPolicy: 'yes' }).policyNumber).toBeUndefined();
  const asking = procedures.get('123-courtage')!;
  const content = { complainant: { name: 'Dominique Exemple', salutation: 'none' as const }, reason: 'x', stepsTaken: 'x' };
  const lacking = (more: { noPolicyNumber?: boolean }) =>
    missingFacts(asking, { ...content, ...more }, {}).map(({ fact }) => fact);
  expect([lacking({}), lacking({ noPolicyNumber: true })]).toEqual([['policy-number'], []]);
});

test('letters are in the language of the page where the firm writes it, else in the one that was chosen', () => {
  const letters = (page: 'fr' | 'nl' | 'en', chosen: string) => languageOfLetters(opticourtage, page, { letters: chosen });
  expect([letters('en', 'fr'), letters('nl', 'en'), letters('nl', ''), letters('nl', 'nl')]).toEqual(['en', 'en', 'fr', 'fr']);
});

test('what is pasted loses what cannot be seen, and keeps its lines', () => {
  const { reason, town } = answersIn({ reason: ' a\u000b\u202eb\r\nc\u2028d ', town: 'Paris\ncedex' });
  expect([reason, town]).toEqual(['ab\nc\nd', 'Paris cedex']);
});

test.each([
  ['dominique@gmial.com', 'dominique@gmail.com'],
  ['dominique@gmail.con', 'dominique@gmail.com'],
  ['dominique@hotmal.fr', 'dominique@hotmail.fr'],
  ['dominique@orangee.fr', 'dominique@orange.fr'],
  ['dominique@Gmail.com', undefined],
  ['dominique@example.org', undefined],
  ['gmial.com', undefined],
])('%s may have been meant to be %s', (typed, meant) => {
  expect(likelyMeant(typed)).toBe(meant);
});

test.each([
  [Buffer.from('é€'), undefined, 'é€', false],
  [Buffer.from([0xe9, 0x80]), undefined, 'é€', true],
  [Buffer.from([0xe9, 0x80]), 'iso-8859-1', 'é€', true],
  [Buffer.from('é'), 'UTF-8', 'é', false],
  [Buffer.from('e'), 'no-such-charset', 'e', true],
])('the bytes %p as %s are read as %s', (bytes, charset, text, foreign) => {
  expect(textOf(bytes, charset)).toEqual({ text, foreign });
});

test('every country stands once, France and Belgium first', () => {
  const codes = countriesIn('nl').map(({ value }) => value);
  expect(codes.slice(0, 2)).toEqual(['FR', 'BE']);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { words, value } of countriesIn('en')) expect(words).not.toBe(value);
});

test('French texts have the typographic apostrophe, and no text has two spaces', () => {
  for (const words of Object.values(publicAreas)) {
    for (const text of Object.values(words.fr)) expect(text).not.toMatch(/\p{L}'\p{L}/u);
    for (const language of ['fr', 'nl', 'en'] as const)
      for (const text of Object.values(words[language])) expect(text).not.toMatch(/ {2}/);
  }
});

test('a gate lets so many in at a time, the others in their order, and turns away only what it cannot hold', async () => {
  const gate = new Gate(2, 2);
  const open: (() => void)[] = [];
  const begun: number[] = [];
  const work = (number: number) =>
    gate.through(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => open.push(resolve));
    });
  const all = [work(1), work(2), work(3), work(4)];
  await expect(work(5)).rejects.toThrow(GateFull);
  expect(begun).toEqual([1, 2]);
  for (let next = 0; next < 4; next += 1) {
    open[next]?.();
    await all[next];
  }
  expect(begun).toEqual([1, 2, 3, 4]);
});
