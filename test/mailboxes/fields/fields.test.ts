import { beforeAll, describe, expect, test } from '@jest/globals';
import { newPartFirst, partsOfText } from '../../../mailboxes/fields/history.ts';
import { languageOf } from '../../../mailboxes/fields/language.ts';
import { addressIn, claimNumberIn, phoneIn, policyNumberIn, shortLines } from '../../../mailboxes/fields/patterns.ts';
import { fieldsOfMail, matterOf } from '../../../mailboxes/fields/read-fields.ts';
import { loadProcedures } from '../../../procedures/load-procedures.ts';
import type { Procedure } from '../../../procedures/schema.ts';

/** So long that whatever takes the square of it would never end. */
const long = 200_000;

describe('the language of a text', () => {
  test.each([
    ['Bonjour, je vous écris pour mon contrat qui n’a pas été résilié.', 'fr'],
    ['Geachte heer, ik heb een klacht over de polis die u mij hebt verkocht.', 'nl'],
    ['Dear Sir, I am writing about the policy that you have sold to me.', 'en'],
    ['Madame, Monsieur, votre « customer care » ne répond pas à mes messages.', 'fr'],
    ['Hallo, mijn dossier is nog niet in orde, met vriendelijke groeten', 'nl'],
    ['Contrat 12345', undefined],
    ['Guten Tag, ich möchte mich beschweren.', undefined],
    ['', undefined],
  ])('%s: %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});

describe('a telephone number', () => {
  test.each([
    ['Tél. : 01 57 96 90 60', '01 57 96 90 60'],
    ['06.12.34.56.78', '06.12.34.56.78'],
    ['+33 (0)6 12 34 56 78', '+33 (0)6 12 34 56 78'],
    ['GSM 0470/12.34.56', '0470/12.34.56'],
    ['tel: +32 2 123 45 67', '+32 2 123 45 67'],
    ['0590 12 34 56', '0590 12 34 56'],
    ['contrat 0612345678', undefined],
    ['IBAN FR76 3000 6000 0112 3456 7890 189', undefined],
    ['le 12.05.2026 à 10 h', undefined],
    ['1234567890123', undefined],
  ])('in “%s” is %s', (line, phone) => {
    expect(phoneIn([line])).toBe(phone);
  });

  test('that is called one goes before another that stands above it', () => {
    expect(phoneIn(['06 00 00 00 00 ou', 'Mobile : 06 12 34 56 78'])).toBe('06 12 34 56 78');
  });
});

describe('the number of a contract or a claim', () => {
  test.each([
    ['Mon contrat n° OPT-778899 du 2 mai', 'OPT-778899'],
    ['Contrat : 12345678.', '12345678'],
    ['numéro de police n°AB12345', 'AB12345'],
    ['polisnummer: 123.456.789', '123.456.789'],
    ['Policy number 99-1234', '99-1234'],
    ['le contrat auto', undefined],
    ['contrat de 2 ans', undefined],
    ['police municipale', undefined],
  ])('in “%s” is %s', (line, number) => {
    expect(policyNumberIn([line])).toBe(number);
  });

  test.each([
    ['Sinistre n° S-2026-44', 'S-2026-44'],
    ['schadenummer 998877', '998877'],
    ['un sinistre en 2025', undefined],
  ])('of a claim, in “%s” is %s', (line, number) => {
    expect(claimNumberIn([line])).toBe(number);
  });
});

describe('a postal address', () => {
  test.each([
    {
      lines: ['Dominique Exemple', '3 rue des Essais', '59000 LILLE'],
      address: { lines: ['3 rue des Essais'], postcode: '59000', town: 'LILLE', country: 'FR' },
    },
    {
      lines: ['3 bis rue des Essais, 10200 Bar-sur-Aube'],
      address: { lines: ['3 bis rue des Essais'], postcode: '10200', town: 'Bar-sur-Aube', country: 'FR' },
    },
    {
      lines: ['Voorbeeldstraat 12 bus 3', 'B-1000 Brussel'],
      address: { lines: ['Voorbeeldstraat 12 bus 3'], postcode: '1000', town: 'Brussel', country: 'BE' },
    },
    { lines: ['59000 Lille'], address: undefined },
    { lines: ['mon contrat', '59000 euros de dommages'], address: undefined },
  ])('in $lines', ({ lines, address }) => {
    expect(addressIn(lines)).toEqual(address);
  });
});

describe('what is new in a mail', () => {
  test.each([
    {
      what: 'stands above the quotation',
      text: 'Oui.\n\nLe 12 mai 2026, Opticourtage a écrit :\n> Est-ce vrai ?',
      fresh: 'Oui.',
    },
    { what: 'stands below the quotation', text: 'On 12 May, X wrote:\n> Is it true?\n\nYes.', fresh: 'Yes.' },
    { what: 'stands above an older mail of Outlook', text: 'Oui.\nDe : X\nEnvoyé : hier\nObjet : y\n\nBonjour', fresh: 'Oui.' },
    { what: 'stands above a divider', text: 'Ja.\n-----Oorspronkelijk bericht-----\nVan: X', fresh: 'Ja.' },
    { what: 'is everything where nothing is quoted', text: 'Le contrat de : X\nest faux', fresh: 'Le contrat de : X\nest faux' },
    {
      what: 'is nothing where a mail was only passed on',
      text: '---------- Forwarded message ----------\nFrom: X\nBonjour',
      fresh: '',
    },
  ])('$what', ({ text, fresh }) => {
    expect(partsOfText(text).fresh).toBe(fresh);
  });

  test('comes first, and what it quotes is kept', () => {
    expect(newPartFirst('On 12 May, X wrote:\n> Is it true?\n\nYes.')).toBe('Yes.\n\nOn 12 May, X wrote:\n> Is it true?');
    expect(newPartFirst('Yes.\n> Is it true?')).toBe('Yes.\n> Is it true?');
  });
});

test.each([
  ['Re: RE : TR: Ma réclamation', 'Ma réclamation'],
  ['Re: OPT-2026-000123 – Accusé de réception de votre réclamation', 'Accusé de réception de votre réclamation'],
  ['Fwd: ', undefined],
  ['Réclamation', 'Réclamation'],
])('the matter of “%s” is %s', (subject, matter) => {
  expect(matterOf(subject)).toBe(matter);
});

describe('the fields of a mail', () => {
  let opticourtage: Procedure;
  let almena: Procedure;
  beforeAll(async () => {
    const procedures = await loadProcedures();
    const of = (id: string) => procedures.get(id) as Procedure;
    opticourtage = of('opticourtage');
    almena = of('almena');
  });
  const receivedAt = Date.parse('2026-05-13T23:30:00+02:00');
  const from = [{ name: 'Dominique Exemple', address: 'dominique@example.org' }];
  const text =
    'Bonjour,\nje vous écris pour mon contrat n° OPT-778899.\nDominique Exemple\n3 rue des Essais\n59000 LILLE\nTél. 06 12 34 56 78\n> Tél. 01 00 00 00 00';

  test('are those of the registration, as far as they can be read', () => {
    const date = new Date('2026-05-12T09:00:00+02:00');
    const { fields, unread } = fieldsOfMail(
      { from, subject: 'Ma réclamation', date, text },
      { procedure: opticourtage, receivedAt },
    );
    expect(fields).toEqual({
      sent: '2026-05-12',
      language: 'fr',
      complainant: {
        name: 'Dominique Exemple',
        email: 'dominique@example.org',
        phone: '06 12 34 56 78',
        address: { lines: ['3 rue des Essais'], postcode: '59000', town: 'LILLE', country: 'FR' },
      },
      matter: 'Ma réclamation',
      reason: text,
      policyNumber: 'OPT-778899',
    });
    expect(unread).toContain('claimNumber');
    expect(unread).not.toContain('complainant.name');
  });

  test('that could not be read are named', () => {
    const { fields, unread } = fieldsOfMail({ from: [], subject: '', text: '' }, { procedure: opticourtage, receivedAt });
    expect(fields).toEqual({ complainant: {} });
    expect(unread).toEqual(
      expect.arrayContaining(['sent', 'language', 'complainant.name', 'complainant.email', 'matter', 'reason']),
    );
    expect(unread.length).toBeLessThanOrEqual(40);
  });

  test.each([
    { what: 'the sender’s clock is ahead', date: '2026-05-15T00:00:00Z', sent: '2026-05-13' },
    { what: 'it is the day in the firm’s zone', date: '2026-05-12T22:30:00Z', sent: '2026-05-13' },
    { what: 'it was long on its way', date: '2026-05-06T10:00:00Z', sent: '2026-05-06' },
    { what: 'it is longer ago than any mail is on its way', date: '2026-04-20T10:00:00Z', sent: undefined },
    { what: 'the sender’s clock was never set', date: '1970-01-01T00:00:00Z', sent: undefined },
  ])('have the day written, none later than the receipt: $what', ({ date, sent }) => {
    const { fields } = fieldsOfMail({ from, subject: 'x', date: new Date(date), text }, { procedure: opticourtage, receivedAt });
    expect(fields.sent).toBe(sent);
  });

  test('have a language only where the firm writes in it', () => {
    const dutch = 'Ik heb een klacht over mijn polis, met vriendelijke groeten';
    const { fields, unread } = fieldsOfMail({ from, subject: 'klacht', text: dutch }, { procedure: opticourtage, receivedAt });
    expect(fields.language).toBeUndefined();
    expect(unread).toContain('language');
  });

  test('do not ask for a word in the subject, whatever a firm would like to find there', () => {
    const { fields } = fieldsOfMail({ from, subject: 'Bonjour', text }, { procedure: almena, receivedAt });
    expect(fields).toMatchObject({ matter: 'Bonjour', reason: text });
  });

  test.each([
    { what: 'digits', text: '0 1 2 '.repeat(long / 6) },
    { what: 'lines of digits', text: '01 23 45 67 8x\n'.repeat(long / 15) },
    { what: 'words for contracts', text: 'contrat numéro police nr '.repeat(long / 25) },
    { what: 'lines of such words', text: `${'contrat n° '.repeat(27)}\n`.repeat(600) },
    { what: 'quotation marks', text: '>'.repeat(long) },
    { what: 'quoted lines', text: '> x\n'.repeat(long / 4) },
    { what: 'lines that may begin a quotation', text: 'De : x\n'.repeat(long / 7) },
    { what: 'beginnings of addresses', text: `${'12 '.repeat(99)}\n59000 ${'a '.repeat(100)}\n`.repeat(300) },
    { what: 'subjects of replies', text: 'x' },
  ])('are read in good time of a text of nothing but $what', ({ text: made }) => {
    const { fields } = fieldsOfMail({ from, subject: 're:'.repeat(170), text: made }, { procedure: opticourtage, receivedAt });
    expect(fields.reason?.length).toBeLessThanOrEqual(20_000);
  });

  test('leave empty lines and overlong ones aside', () => {
    expect(shortLines(`a\n\n> > b\n${'x'.repeat(301)}\n c `)).toEqual(['a', 'b', 'c']);
  });
});
