import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { closingOf, salutationOf } from '../../letters/address.ts';
import { kindsOfLetter, missingFields } from '../../letters/kinds.ts';
import type { LetterFields, RenderedLetter } from '../../letters/letter.ts';
import { renderLetter } from '../../letters/render.ts';
import { templateKinds } from '../../letters/templates.ts';
import { capitalised, dutyWords } from '../../letters/words.ts';
import { type LetterKind, letterKinds } from '../../workflows/domain/letters.ts';
import type { Extent } from './fixtures.ts';
import { authority, type EnglishReader, englishFieldsFor, frenchOnly } from './fixtures-en.ts';

const readers: EnglishReader[] = ['consumer', 'professional', 'abroad', 'in-belgium'];
const extents: Extent[] = ['full', 'least'];
const letters: [string, RenderedLetter, LetterFields, EnglishReader][] = letterKinds.flatMap((kind) =>
  readers
    .filter((reader) => reader !== 'in-belgium' || !frenchOnly.includes(kind))
    .flatMap((reader) =>
      extents.map((extent): [string, RenderedLetter, LetterFields, EnglishReader] => {
        const fields = englishFieldsFor(kind, reader, extent);
        return [`${kind}, ${reader}, ${extent}`, renderLetter(kind, 'en', fields), fields, reader];
      }),
    ),
);
const signed = letters.filter(([, { kind }]) => kindsOfLetter[kind].signs !== 'system');
const inBelgium = letters.filter(([, , , reader]) => reader === 'in-belgium');

const aboutData: LetterKind[] = ['gdpr-acknowledgement', 'gdpr-extension', 'gdpr-answer'];
/** Letters of which the mediator is the matter, in whatever capacity the reader complains. */
const aboutTheMediator: LetterKind[] = ['sent-on', 'sent-on-to-mediator', 'escalation-to-insurer', 'year-reminder'];

function spaced(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

function write(
  kind: LetterKind,
  changes: Partial<LetterFields> = {},
  reader: EnglishReader = 'consumer',
  extent: Extent = 'full',
): string {
  return spaced(renderLetter(kind, 'en', englishFieldsFor(kind, reader, extent, changes)).text);
}

/** A letter without names and addresses, which stay in the language of their country. */
function ourWords(text: string, fields: LetterFields): string {
  const { recourse } = fields;
  const bodies = [recourse?.mediator, recourse?.authority].flatMap((body) => [
    body?.name,
    body?.addressLine,
    body?.website,
    body?.email,
  ]);
  const names = [
    ...bodies,
    recourse?.court,
    fields.recipientName,
    fields.insurerAddress?.join(', '),
    fields.rightFirmAddress?.join(', '),
    ...[fields.firmAddress, fields.recipientAddress, fields.waysToWrite].flatMap((lines) => lines ?? []),
  ].filter((words) => words !== undefined);
  return names.reduce((rest, words) => rest.replaceAll(words, ''), spaced(text));
}

describe('every English letter, for a consumer, a professional, an insured abroad and a consumer in Belgium', () => {
  test('there is a template for each kind', () => {
    expect(templateKinds('en')).toEqual([...letterKinds].sort());
  });

  test.each(letterKinds)('%s lacks nothing', (kind) => {
    for (const extent of extents) expect(missingFields(kind, englishFieldsFor(kind, 'consumer', extent), 'en')).toEqual([]);
  });

  test.each(letters)('%s: holds no French and no Dutch word', (_, { text }, fields) => {
    const foreign =
      /\b(le|les|du|des|vous|votre|nous|notre|une|réclamation|médiateur|assureur|madame|monsieur|avec|pour|de|het|een|uw|wij|ons|onze|klacht|verzekeraar|geachte|groeten|uiterlijk|antwoord)\b/i;
    expect(ourWords(text, fields).match(foreign)).toBeNull();
  });

  test.each(letters)('%s: is spelt and worded as in Britain, without calques and padding', (_, { text }, fields) => {
    const never = [
      /\b\w+(iz(e|ed|es|ing|ation)|yz(e|ed))\b/i,
      /\b(color|favor|honor|labor|center|fulfill|judgement|check-?book|gotten)\w*\b/i,
      /\bseiz|\bfollowing to\b|\bsubscriber\b|\breparation\b|\bdeductible\b|\bguarantee\b|\bindemnity\b|\bplaintiff\b|\bclaimant\b/i,
      /Financial Ombudsman|eight weeks|8 weeks/i,
      /if you feel|do not hesitate|don’t hesitate|inconvenience|as soon as possible|shortly|at your earliest|goodwill|gesture/i,
      /take .* seriously|please find|kindly|aforementioned|herewith|hereby/i,
      /\b(Sincerely yours|Best regards|Kind regards)\b/,
      /abandon|does not count as a complaint|no appeal|limit (is|was) extended|waive your right/i,
      /\{\{|\}\}|undefined|null|NaN|\[object/,
    ];
    for (const words of never) expect(ourWords(text, fields)).not.toMatch(words);
  });

  test.each(letters)('%s: gives dates as days, and in the British way', (_, { text, kind }, fields) => {
    const ours = ourWords(text, fields);
    if (kind !== 'breach-alert')
      expect(ours).not.toMatch(/\b(working|business|calendar) days\b|\bwithin \w+ (days|weeks)\b(?<!ten days)/i);
    expect(ours).not.toMatch(
      /\b(January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b/,
    );
    expect(ours).not.toMatch(/\d(st|nd|rd|th)\b|\d{1,2}\/\d{1,2}\/\d{2}|\d{4}-\d{2}-\d{2}/);
    expect(ours).not.toMatch(/\d\s?€|\d,\d{2}\b(?!\d)/);
  });

  test.each(letters)('%s: keeps English spaces, quotation marks and apostrophes', (_, { text, html }) => {
    expect(spaced(text).replace(/https?:\/\/\S+/g, '')).not.toMatch(/ [:;?!]|[«»"]|[a-z]'[a-z]/);
    expect(html).toContain('<html lang="en">');
  });

  test.each(signed)('%s: has a date, the reference, a person and a way to answer', (_, { text, subject, kind }, fields) => {
    const read = spaced(text);
    expect(subject).toMatch(/^OPT-2026-000123 – \p{Lu}/u);
    expect(read).toContain('\n26 May 2026\n');
    for (const words of [
      'OPT-2026-000123',
      fields.contactName,
      fields.signatoryName,
      capitalised(fields.signatoryRole ?? ''),
      fields.recipientName,
      fields.firmName,
    ])
      expect(read).toContain(words);
    if (kind !== 'mandate-request') expect(read).toContain(fields.matter);
    expect(read).toMatch(/@example\.org|address at the head of this letter/);
  });

  test.each(signed)('%s: closes as it began', (_, { text }, fields) => {
    const faithfully = fields.salutation === 'Dear Sir or Madam';
    expect(text).toContain(`\n${fields.salutation},\n`);
    expect(text).toContain(`\n${faithfully ? 'Yours faithfully' : 'Yours sincerely'},\n`);
    expect(text).not.toContain(faithfully ? 'Yours sincerely' : 'Yours faithfully');
  });

  test.each(letters)('%s: has no heading without text, no hole, nothing twice', (_, { html, text }) => {
    expect(html).not.toMatch(/<h[12]>[^<]*<\/h[12]>\s*(<h[12]>|<\/main>|<\/div>)/);
    expect(html).not.toMatch(/<(p|li|ul|strong|blockquote)>\s*<\/\1>/);
    expect(text).not.toMatch(/ {2}|\n{3}|, ,|,\.|\.\.| \.| ,|: ?\.|\( ?\)|,\s*\n\n[a-z]/);
    const paragraphs = text.split('\n\n').filter((paragraph) => paragraph.length > 60);
    expect(new Set(paragraphs).size).toBe(paragraphs.length);
  });

  test.each(letters)('%s: has no sentence that runs on', (_, { text }, fields) => {
    const sentences = ourWords(text, fields)
      .split(/[.!?]\s|\n\n|\s?:\s|;\s|\n– /)
      .map((sentence) => sentence.split(/\s+/).length);
    expect(Math.max(...sentences)).toBeLessThanOrEqual(30);
    expect(sentences.filter((words) => words > 20).length).toBeLessThanOrEqual(3);
  });

  test.each(letters)('%s: names a mediator to consumers only', (_, { text, kind }, fields, reader) => {
    if (reader !== 'professional' || aboutTheMediator.includes(kind)) return;
    if (fields.recourse?.consumer === false) expect(text).not.toMatch(/mediat|ombudsman/i);
  });

  test.each(inBelgium)('%s: has none of France’s conditions in Belgium', (_, { text }, fields) => {
    expect(ourWords(text, fields)).not.toMatch(/prior written complaint|must hear from you|one year after|first complain to us/);
    expect(text).not.toContain('La Médiation');
  });

  test.each(letters.filter(([, { kind }]) => kindsOfLetter[kind].recourse === 'final'))(
    '%s: names the court',
    (_, { text }, fields) => {
      expect(spaced(text)).toContain(fields.recourse?.court);
    },
  );

  test.each(letters.filter(([, { kind }]) => aboutData.includes(kind)))(
    '%s: names the data protection authority, never the insurance mediator',
    (_, { text }) => {
      expect(spaced(text)).toContain(`${authority.name}, ${authority.addressLine}, ${authority.website}`);
      expect(text).not.toMatch(/mediat|ombudsman/i);
    },
  );
});

describe('templates', () => {
  const folder = new URL('../../templates/letters/en/', import.meta.url);
  const files = [
    ...readdirSync(folder).filter((file) => file.endsWith('.hbs')),
    ...readdirSync(new URL('partials/', folder)).map((file) => `partials/${file}`),
  ];

  test.each(files)('%s names no body, no firm, no gender and no address of its own', (file) => {
    const source = readFileSync(new URL(file, folder), 'utf8');
    expect(source).not.toMatch(/Médiation de l|Ombudsman|ACPR|CNIL|TSA|www\.|\w@[a-z]+\.[a-z]|Opticourtage/);
    expect(source).not.toMatch(/\b(he|she|his|her|him)\b/i);
  });

  test('each partial is used', () => {
    const sources = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
    for (const file of files.filter((one) => one.startsWith('partials/'))) {
      const name = file.slice('partials/'.length, -'.hbs'.length);
      expect(sources).toMatch(new RegExp(`\\{\\{#?> ${name}[ }]`));
    }
  });
});

describe('greetings', () => {
  test.each([
    ['madam', 'Dear Ms Martin', 'Yours sincerely'],
    ['sir', 'Dear Mr Martin', 'Yours sincerely'],
    ['lawyer', 'Dear Sir or Madam', 'Yours faithfully'],
    ['none', 'Dear Sir or Madam', 'Yours faithfully'],
  ] as const)('%s: %s, %s', (salutation, greeting, closing) => {
    expect(salutationOf(salutation, 'en', 'Camille Martin')).toBe(greeting);
    expect(closingOf(salutation, 'en')).toBe(closing);
  });
});

describe('what single letters say', () => {
  test('the acknowledgement says what was received when, by when it is answered, and where else to go', () => {
    const text = write('acknowledgement');
    expect(text).toContain(
      'We received your complaint of 12 May 2026 on 13 May 2026. It concerns the time taken to refund your claim.',
    );
    expect(text).toContain('Alex Model (case handler) is handling your complaint: reclamations@example.org, 01 57 96 90 60.');
    expect(text).toContain('You will have our written answer, with reasons, by 10 July 2026.');
    expect(text).toContain('We handle your complaint free of charge.');
    expect(text).toContain('This complaint is linked to your earlier one, reference OPT-2026-000045.');
    expect(text).toContain(
      'If you have no answer from us, you may from 14 July 2026 refer the matter, free of charge, to La Médiation de l’Assurance, TSA 50110, 75441 Paris Cedex 09, www.mediation-assurance.org. It asks for a prior written complaint and must hear from you by 12 May 2027, one year after that complaint.',
    );
  });

  test('in Belgium the ombudsman is open at any time', () => {
    expect(write('acknowledgement', {}, 'in-belgium')).toContain(
      'You may at any time refer the matter, free of charge, to the Insurance Ombudsman, De Meeûssquare 35, 1000 Brussel',
    );
  });

  test('a letter that leaves late says so once, and one in time does not', () => {
    expect(write('acknowledgement', { late: true })).toContain(
      'This letter should have reached you sooner. We apologise for the delay.',
    );
    expect(write('acknowledgement', { late: false })).not.toContain('sooner');
  });

  test('an answer that is overdue is not promised by a day that has passed', () => {
    expect(write('acknowledgement', { answerBy: '2026-05-20' })).toContain('You should have had our answer by 20 May 2026.');
  });

  test.each(['upheld', 'partly-upheld'] as const)('%s: apologises once, and never for the insurer', (kind) => {
    expect(write(kind).match(/apologise|sorry/g)).toHaveLength(1);
    expect(write(kind, { responsible: 'insurer' })).not.toMatch(/apologise|sorry/);
  });

  test('upheld: gives the amount in the British way, with its day', () => {
    expect(write('upheld')).toContain('You will receive €1,250.50 by 1 June 2026.');
  });

  test('help is offered where the firm promises it', () => {
    expect(write('upheld', { helpOffered: true })).toContain('any help that you need');
    expect(write('upheld', { helpOffered: false })).not.toContain('any help that you need');
  });

  test('settled: says until when, how, what accepting means, and that silence is no consent', () => {
    const text = write('settled');
    for (const words of [
      'up to and including 30 June 2026',
      'write to reclamations@example.org',
      'settles the dispute',
      'Silence does not count as acceptance',
      '€300.00',
    ])
      expect(text).toContain(words);
    expect(write('settled', { offerEffect: 'You give up the surcharge only.' })).toContain('You give up the surcharge only.');
  });

  test('delay: staff’s reasons where given, else the file’s facts; the options stay as they were', () => {
    expect(write('delay')).toContain('Why our answer is delayed');
    const facts = write('delay', { reasons: undefined });
    expect(facts).toContain('We have not finished examining your complaint.');
    expect(facts).toContain('We have been waiting for a reply from the insurer, Exemple Assurances, since 19 May 2026.');
    expect(facts).toContain('Your other options\n\nThe new date does not affect them.');
  });

  test.each([
    ['with-mediator', 'Your file is already with La Médiation de l’Assurance', /you may (from|now|at any time)|You may refer/],
    ['opinion-given', 'The mediator has given an opinion on your complaint.', /refer the matter/],
    ['in-court', 'Your complaint is already before the courts.', /refer the matter|You may also bring/],
  ] as const)('%s: nobody is invited to go where the complaint already is', (state, says, never) => {
    for (const kind of ['acknowledgement', 'rejected'] as const) {
      const recourse = { ...englishFieldsFor(kind).recourse, consumer: true, state };
      const text = write(kind, { recourse });
      expect(text).toContain(says);
      expect(text).not.toMatch(never);
    }
  });

  test('the mandate request tells nothing of the client', () => {
    const text = write('mandate-request');
    expect(text).not.toMatch(/Dominique|refund|P-4711|S-0815|Exemple Assurances|secret/);
    expect(text).toContain('by 9 June 2026, quoting the reference OPT-2026-000123');
  });

  test('never written: gives the three dates and keeps the door open', () => {
    const text = write('never-written');
    for (const words of ['2 March 2026', '4 March 2026', '3 April 2026', 'You may still write to us'])
      expect(text).toContain(words);
  });

  test('sent on: offers to treat the letter as a complaint from its sending, and promises nothing of the mediator', () => {
    const text = write('sent-on');
    expect(text).toContain('On 15 May 2026 we sent it on to La Médiation de l’Assurance, TSA 50110, 75441 Paris Cedex 09');
    expect(text).toContain('The mediator asks that you first complain to us in writing.');
    expect(text).toContain('Our time limits then run from 12 May 2026, the day on which you sent it.');
    expect(text).toContain('The mediator alone decides whether to take up your case.');
    expect(write('sent-on', {}, 'in-belgium')).not.toContain('first complain');
  });

  test('the year reminder gives the last day, the written complaint’s day, and how', () => {
    const text = write('year-reminder');
    for (const words of [
      'up to and including 12 June 2026',
      'one year after your written complaint of 12 June 2025',
      'www.mediation-assurance.org',
    ])
      expect(text).toContain(words);
  });

  test('not a complaint: says who answers and how to contest, on the first dates', () => {
    const text = write('not-a-complaint');
    expect(text).toContain('It will be answered by the client services team.');
    expect(text).toContain('The time limits will be those of your first message, received on 13 May 2026.');
  });

  test('a breach is told to staff by duty and limit, without a name', () => {
    const text = write('breach-alert');
    expect(text).toContain('Duty: final response');
    expect(text).not.toMatch(/Dominique|Alex|refund|Dear|Yours/);
    expect(Object.values(dutyWords.en).every((words) => /^[a-z]/.test(words))).toBe(true);
  });
});
