import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { closingOf, salutationOf } from '../../letters/address.ts';
import { kindsOfLetter, missingFields } from '../../letters/kinds.ts';
import type { LetterFields, RenderedLetter } from '../../letters/letter.ts';
import { renderLetter } from '../../letters/render.ts';
import { sourceWords } from '../../letters/rule-words.ts';
import { templateKinds } from '../../letters/templates.ts';
import { capitalised, dutyWords } from '../../letters/words.ts';
import { type LetterKind, letterKinds } from '../../workflows/domain/letters.ts';
import type { Extent } from './fixtures.ts';
import { belgianAuthority, type DutchReader, dutchFieldsFor, frenchOnly } from './fixtures-nl.ts';

const readers: DutchReader[] = ['consumer', 'broker', 'consumer-in-france'];
const extents: Extent[] = ['full', 'least'];
const letters: [string, RenderedLetter, LetterFields, DutchReader][] = letterKinds.flatMap((kind) =>
  readers
    .filter((reader) => reader === 'consumer-in-france' || !frenchOnly.includes(kind))
    .flatMap((reader) =>
      extents.map((extent): [string, RenderedLetter, LetterFields, DutchReader] => {
        const fields = dutchFieldsFor(kind, reader, extent);
        return [`${kind}, ${reader}, ${extent}`, renderLetter(kind, 'nl', fields), fields, reader];
      }),
    ),
);
const toPeople = letters.filter(([, { kind }]) => kind !== 'breach-alert');
const inBelgium = letters.filter(([, , , reader]) => reader !== 'consumer-in-france');

/** The kinds about personal data, which the insurance ombudsman does not hear. */
const aboutData: LetterKind[] = ['gdpr-acknowledgement', 'gdpr-extension', 'gdpr-answer'];
/** Letters of which the ombudsman is the matter, in whatever capacity the reader complains. */
const aboutTheOmbudsman: LetterKind[] = ['sent-on', 'sent-on-to-mediator', 'escalation-to-insurer'];

function write(
  kind: LetterKind,
  changes: Partial<LetterFields> = {},
  reader: DutchReader = 'consumer',
  extent: Extent = 'full',
): string {
  return spaced(renderLetter(kind, 'nl', dutchFieldsFor(kind, reader, extent, changes)).text);
}

function spaced(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

/** A letter without what the complainant wrote, and without names and addresses as the directory has them. */
function ourWords(text: string, { recourse }: LetterFields): string {
  const given = [recourse?.mediator, recourse?.authority].flatMap((body) => [
    body?.name,
    body?.addressLine,
    body?.website,
    body?.email,
  ]);
  const names = [...given, recourse?.court, 'BELGIQUE'].filter((words) => words !== undefined);
  return names.reduce((rest, words) => rest.replaceAll(words, ''), spaced(text).replace(/^>.*$/gm, ''));
}

describe('every Dutch letter, for a Belgian consumer, a broker, and somebody who complains in France', () => {
  test('there is a template for each kind', () => {
    expect(templateKinds('nl')).toEqual([...letterKinds].sort());
  });

  test.each(letterKinds)('%s lacks nothing', (kind) => {
    const reader = frenchOnly.includes(kind) ? 'consumer-in-france' : 'consumer';
    for (const extent of extents) expect(missingFields(kind, dutchFieldsFor(kind, reader, extent), 'nl')).toEqual([]);
  });

  test.each(letters)('%s: holds no French and no English word', (_, { text }, fields) => {
    const foreign =
      /\b(le|la|les|du|des|vous|votre|nous|notre|réclamation|médiateur|assureur|madame|monsieur|avec|pour|est|suite|the|your|you|our|and|with|complaint|answer|please|dear|yours|insurer|mediator|by|from)\b/i;
    expect(ourWords(text, fields).match(foreign)).toBeNull();
  });

  test.each(letters)('%s: holds no words that are Dutch elsewhere, calques or padding', (_, { text }, fields) => {
    const never = [
      /eigen risico|finaal antwoord|\bvatten\b|\bgevat\b/i,
      /\bklachtbehandeling\b|\bonderschrijver\b|\bcompensatie\b|\bmediator\b|\bbemiddelaar\b/i,
      /\bteneinde\b|\bmiddels\b|\bhierbij\b|\bbekomen\b|\bdesgevallend\b|\bzulks\b|\bniettegenstaande\b|\bindien\b|\beveneens\b/i,
      /aarzel niet|twijfel niet|ernstig|ongemak|als u vindt|\btevreden/i,
      /zo snel mogelijk|binnenkort|spoedig|eerstdaags/i,
      /een maximum aan|van zodra|in functie van|beroep doen op|langs deze weg|in bijlage vindt/i,
      /hij\/zij|zijn\/haar|hem\/haar|\(e\)|\(s\)/i,
      /\{\{|\}\}|undefined|null|NaN|\[object/,
    ];
    for (const words of never) expect(ourWords(text, fields)).not.toMatch(words);
  });

  test.each(letters)('%s: counts no days, it names dates', (_, { text }) => {
    expect(spaced(text)).not.toMatch(/werkdag|kalenderdag|\d+ (dagen|weken|maanden)\b/);
    expect(spaced(text)).not.toMatch(/\b0\d (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober)/);
    expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}|€/);
  });

  test.each(toPeople)('%s: says u, begins with Geachte and closes as letters do', (_, { text }, { salutation, closing }) => {
    const ours = text.replace(/^>.*$/gm, '');
    expect(ours).not.toMatch(/\b(je|jij|jou|jouw|jullie|ge|gij)\b/);
    expect(text).toContain(`\nGeachte`);
    expect(text).toContain(`\n${salutation},\n`);
    expect(text).toContain(`\n\n${closing}\n\n`);
    expect(closing).toMatch(/^(Met vriendelijke groeten|Hoogachtend)$/);
  });

  test.each(toPeople)('%s: has a date, the reference, the matter, people and a way to answer', (_, letter, fields) => {
    const text = spaced(letter.text);
    expect(letter.subject).toMatch(/^OPM-2026-000123 – \p{Lu}/u);
    expect(text).toContain(`Betreft: ${letter.subject}`);
    expect(text).toContain('\n26 mei 2026\n');
    for (const words of [
      fields.contactName,
      fields.signatoryName,
      capitalised(fields.signatoryRole ?? ''),
      fields.recipientName,
      fields.firmName,
      ...(kindsOfLetter[letter.kind].private?.includes('matter') ? [] : [fields.matter]),
    ])
      expect(text).toContain(words);
    expect(text).toMatch(/klachten@example\.org|bovenaan deze brief|03 123 45 67/);
  });

  test.each(letters)('%s: has no heading without text, no hole, nothing twice', (_, { html, text }) => {
    expect(html).not.toMatch(/<h[12]>[^<]*<\/h[12]>\s*(<h[12]>|<\/main>|<\/div>)/);
    expect(html).not.toMatch(/<(p|li|ul|strong|blockquote)>\s*<\/\1>/);
    expect(text).not.toMatch(/ {2}|\n{3}|, ,|,\.|\.\.| \.| ,|: ?\.|\?\.| :|,\s*\n\n[a-z]/);
    const paragraphs = text.split('\n\n').filter((paragraph) => paragraph.length > 60);
    expect(new Set(paragraphs).size).toBe(paragraphs.length);
    expect(text.match(/excuses/g)?.length ?? 0).toBeLessThanOrEqual(2);
  });

  test.each(letters)('%s: HTML and plain text say the same, in Dutch', (_, { html, text }) => {
    expect(html).toContain('<html lang="nl">');
    const words = (from: string) => from.replace(/^> ?|^– /gm, '').replace(/\s+/g, '');
    const body = html
      .slice(html.indexOf('<body>'))
      .replace(/<!--.*?-->/gs, '')
      .replace(/<[^>]+>/g, ' ');
    expect(words(body.replaceAll('&#x27;', "'").replaceAll('&amp;', '&'))).toBe(words(text));
  });

  test.each(letters)('%s: sentences of ours have at most twenty-five words, few more than twenty', (_, { text }, fields) => {
    const sentences = ourWords(text, fields)
      .split(/[.!?]\s|\n|:\s/)
      .map((sentence) => sentence.split(/\s+/).length);
    expect(Math.max(...sentences)).toBeLessThanOrEqual(25);
    expect(sentences.filter((words) => words > 20).length).toBeLessThanOrEqual(2);
  });
});

describe('the ways on in Belgium', () => {
  const withRecourse = inBelgium.filter(([, { kind }]) => kindsOfLetter[kind].recourse && !aboutData.includes(kind));

  test.each(inBelgium)('%s: knows no condition, no period and no body of France', (_, { text }) => {
    expect(text).not.toMatch(/Médiation|CNIL|ACPR|Cedex|tribunal|Franse|een jaar|vooraf een schriftelijke klacht/);
    expect(spaced(text)).not.toMatch(/nog geen antwoord van ons|terecht tot en met|2027/);
  });

  test.each(withRecourse)(
    '%s: names the ombudsman to consumers only, at any time while the answer is owed',
    (_, letter, fields) => {
      if (!fields.recourse?.consumer) return expect(letter.text).not.toMatch(/ombudsman/i);
      expect(letter.text).toContain(
        'wenden tot de Ombudsman van de Verzekeringen, De Meeûssquare 35, 1000 Brussel, info@ombudsman-insurance.be, www.ombudsman-insurance.be.',
      );
      const open = kindsOfLetter[letter.kind].recourse === 'open';
      expect(letter.text).toContain(
        open ? 'U kunt zich op elk moment schriftelijk en kosteloos' : 'U kunt zich schriftelijk en kosteloos',
      );
      return undefined;
    },
  );

  test.each(inBelgium)('%s: is about the ombudsman to nobody else', (_, { text, kind }, { recourse }) => {
    if (recourse?.consumer === false && !aboutTheOmbudsman.includes(kind)) expect(text).not.toMatch(/ombudsman/i);
    if (aboutData.includes(kind)) expect(text).not.toMatch(/ombudsman/i);
  });

  test.each(inBelgium.filter(([, { kind }]) => kindsOfLetter[kind].recourse === 'final'))(
    '%s: names the court, besides the ombudsman or alone',
    (_, { text }, { recourse }) => {
      const besides = recourse?.consumer || recourse?.authority;
      expect(text).toContain(
        besides ? 'U kunt ook naar de bevoegde rechtbank stappen.' : 'U kunt naar de bevoegde rechtbank stappen.',
      );
    },
  );

  test('the court is the judge where the directory names none', () => {
    expect(write('rejected', { recourse: { consumer: false } })).toContain('U kunt naar de rechter stappen.');
  });

  test.each(aboutData)('%s: names the data protection authority, as the directory has it', (kind) => {
    expect(write(kind)).toContain(
      'een klacht indienen bij de Gegevensbeschermingsautoriteit, Drukpersstraat 35, 1000 Brussel, www.gegevensbeschermingsautoriteit.be.',
    );
  });

  test('a complaint about insurance and data names both', () => {
    const { recourse } = dutchFieldsFor('acknowledgement');
    const text = write('acknowledgement', { recourse: { consumer: true, ...recourse, authority: belgianAuthority } });
    expect(text).toContain('op elk moment schriftelijk en kosteloos wenden tot de Ombudsman');
    expect(text).toContain(
      'Over uw persoonsgegevens kunt u op elk moment een klacht indienen bij de Gegevensbeschermingsautoriteit',
    );
  });

  test.each([
    [
      'with-mediator',
      'Uw dossier ligt al bij de Ombudsman van de Verzekeringen, De Meeûssquare 35',
      'ook naar de bevoegde rechtbank',
    ],
    ['opinion-given', 'De ombudsman heeft een advies over uw klacht gegeven.', 'U kunt naar de bevoegde rechtbank'],
    ['in-court', 'Uw klacht ligt al bij de rechter.', 'verandert niets aan de lopende procedure'],
  ] as const)('%s: nobody is invited to where the complaint is or was', (state, where, court) => {
    const { recourse } = dutchFieldsFor('rejected');
    const text = write('rejected', { recourse: { consumer: true, ...recourse, state } });
    expect(text).toContain(where);
    expect(text).toContain(court);
    expect(text).not.toContain('wenden tot');
    expect(write('delay', { recourse: { consumer: true, ...recourse, state } })).toContain(where);
  });
});

describe('the ways on of a firm in France, told in Dutch', () => {
  const inFrance = (kind: LetterKind, changes: Partial<LetterFields> = {}) => write(kind, changes, 'consumer-in-france');

  test('the mediator asks for a written complaint, and has a first and a last day', () => {
    expect(inFrance('acknowledgement')).toContain(
      'Hebt u op 13 juli 2026 nog geen antwoord van ons? Dan kunt u zich vanaf die dag schriftelijk en kosteloos wenden tot La Médiation de l’Assurance, TSA 50110, 75441 Paris Cedex 09, www.mediation-assurance.org. Daarvoor is vooraf een schriftelijke klacht bij ons nodig. U kunt er terecht tot en met 12 mei 2027, een jaar na uw schriftelijke klacht.',
    );
  });

  test('the first day is not waited for once the answer is there, or the day has come', () => {
    expect(inFrance('rejected')).not.toContain('13 juli 2026');
    expect(inFrance('delay', { letterDate: '2026-07-13' })).toContain('U kunt zich nu al schriftelijk en kosteloos wenden tot');
  });

  test('without a written complaint no date is given', () => {
    const { recourse } = dutchFieldsFor('acknowledgement', 'consumer-in-france');
    const mediator = { name: 'La Médiation de l’Assurance', website: 'www.mediation-assurance.org', needsWrittenComplaint: true };
    expect(inFrance('acknowledgement', { recourse: { consumer: true, ...recourse, mediator } })).toContain(
      'Na een schriftelijke klacht bij ons kunt u zich ook kosteloos wenden tot La Médiation de l’Assurance, www.mediation-assurance.org.',
    );
  });

  test('a last day that has passed is said to have passed', () => {
    const { recourse } = dutchFieldsFor('rejected', 'consumer-in-france');
    const mediator = { name: 'La Médiation de l’Assurance', website: 'www.mediation-assurance.org', until: '2026-05-25' };
    const text = inFrance('rejected', { recourse: { consumer: true, ...recourse, mediator } });
    expect(text).toContain(
      'De termijn om u te wenden tot de ombudsman (La Médiation de l’Assurance, www.mediation-assurance.org) is op 25 mei 2026 verstreken.',
    );
    expect(text).not.toContain('U kunt zich');
  });

  test('the year reminder says until when, since when and how', () => {
    const text = inFrance('year-reminder');
    for (const words of [
      'U kunt zich nog tot en met 12 mei 2027 wenden tot de ombudsman.',
      'een jaar geleden dat u schriftelijk klacht indiende, op 12 mei 2026',
      'U kunt zich schriftelijk en kosteloos wenden tot La Médiation de l’Assurance, TSA 50110',
    ])
      expect(text).toContain(words);
  });
});

describe('single letters', () => {
  test('the acknowledgement is worded as the house style wants it', () => {
    const text = write('acknowledgement');
    for (const words of [
      'Wij hebben uw klacht van 12 mei 2026 op 13 mei 2026 ontvangen. Ze gaat over de terugbetaling van uw premie.',
      'Alex Modelaer, dossierbeheerder, volgt uw dossier op: klachten@example.org, 03 123 45 67.',
      'U ontvangt ons schriftelijke en gemotiveerde antwoord uiterlijk op 12 juni 2026.',
      'De behandeling van uw klacht is kosteloos.',
      'met referentie OPM-2025-000987',
    ])
      expect(text).toContain(words);
    expect(write('acknowledgement', { freeOfCharge: false })).not.toContain('kosteloos.');
  });

  test('a letter that leaves late apologises once, whatever else it says', () => {
    expect(write('acknowledgement')).toContain('U ontvangt deze brief te laat. Wij bieden u daarvoor onze excuses aan.');
    expect(write('acknowledgement', { answerBy: '2026-05-20' }).match(/excuses/g)).toHaveLength(1);
    expect(write('acknowledgement', { answerBy: '2026-05-20', late: false }).match(/excuses/g)).toHaveLength(1);
    expect(write('acknowledgement', { late: false })).not.toContain('excuses');
    expect(write('delay', { late: true })).not.toContain('betreur');
    expect(write('delay')).toContain('Ik betreur dat u moet wachten.');
  });

  test.each(['upheld', 'partly-upheld'] as const)('%s: apologises for the firm’s own fault, never for the insurer', (kind) => {
    expect(write(kind, { late: false }).match(/excuses/g)).toHaveLength(1);
    expect(write(kind, { late: false, responsible: 'insurer' })).not.toContain('excuses');
  });

  test('decisions come first, and an amount is written as in Belgium', () => {
    expect(write('upheld')).toContain(
      'Geachte mevrouw,\n\nUw klacht over de terugbetaling van uw premie, ontvangen op 13 mei 2026, is gegrond. Dit is ons definitieve antwoord.',
    );
    expect(write('partly-upheld')).toContain('is gedeeltelijk gegrond. Dit is ons definitieve antwoord.');
    expect(write('rejected')).toContain('Geachte mevrouw,\n\nWij kunnen niet ingaan op uw klacht over de terugbetaling');
    expect(write('upheld')).toContain('U ontvangt uiterlijk op 1 juni 2026 een bedrag van 1.250,50 euro.');
  });

  test('rejected: says that neither measures nor redress follow, unless they do', () => {
    expect(write('rejected')).toContain('Er volgen geen maatregelen en geen vergoeding.');
    const text = write('rejected', { measures: 'Wij hebben onze brochure verduidelijkt.' });
    expect(text).toContain('Wij hebben onze brochure verduidelijkt.');
    expect(text).not.toContain('Er volgen geen');
  });

  test('help is offered where the firm promises it', () => {
    expect(write('rejected')).toContain('Hebt u hulp nodig bij uw volgende stappen?');
    expect(write('rejected', { helpOffered: false })).not.toContain('hulp nodig');
  });

  test('settled: says until when, how, what accepting does, and that silence is no consent', () => {
    const text = write('settled', { offerEffect: undefined });
    for (const words of [
      'Het voorstel geldt tot en met 30 juni 2026.',
      'Schrijf ons dan via klachten@example.org of per post',
      'is het geschil over de punten uit het voorstel beëindigd',
      'Antwoordt u niet, dan geldt dat niet als aanvaarding.',
      'Wij stellen voor u 300,00 euro te betalen, uiterlijk op 31 juli 2026.',
    ])
      expect(text).toContain(words);
    expect(write('settled')).not.toContain('is het geschil over de punten');
  });

  test('delay: staff’s reasons where given, else the file’s facts', () => {
    expect(write('delay')).toContain('De expert heeft een tweede bezoek gevraagd.');
    expect(write('delay')).not.toContain('nog niet afgerond');
    const facts = write('delay', { reasons: undefined });
    expect(facts).toContain('Het onderzoek van uw klacht is nog niet afgerond.');
    expect(facts).toContain('Wij wachten sinds 19 mei 2026 op het antwoord van de verzekeraar, Voorbeeld Verzekeringen.');
    const finished = write('delay', { reasons: undefined, situationFacts: [{ fact: 'result-being-written' }] });
    expect(finished).toContain('Het onderzoek van uw klacht is afgerond.');
  });

  test.each([
    [
      'insurer',
      'Uw klacht is op 25 mei 2026 voorgelegd aan de verzekeraar: Voorbeeld Verzekeringen, Modelkaai 8, 2000 Antwerpen.',
    ],
    ['mediator', 'Uw klacht is op 25 mei 2026 voorgelegd aan de Ombudsman van de Verzekeringen, De Meeûssquare 35'],
    ['court', 'Uw klacht ligt sinds 25 mei 2026 bij de rechter.'],
  ] as const)('escalation to the %s says where and since when', (escalatedTo, words) => {
    expect(write('escalation', { escalatedTo })).toContain(words);
  });

  test('the request for a mandate tells nothing of the client', () => {
    const client = {
      complainantName: 'Robin Geheim',
      complaintText: 'geheim',
      matter: 'de geheime polis',
      policyNumber: 'P-9999',
    };
    expect(write('mandate-request', client)).not.toMatch(/geheim|P-9999/i);
  });

  test('the invitation and its reminder say how, what and what follows, and never that a call does not count', () => {
    for (const kind of ['invitation-to-write', 'reminder-to-write'] as const) {
      const text = write(kind);
      for (const words of [
        'Hoe u ons kunt schrijven',
        'per e-mail: klachten@example.org',
        'Wat u kunt vermelden',
        'antwoordtermijn',
      ])
        expect(text).toContain(words);
      expect(text).not.toMatch(/telt niet/);
    }
    expect(write('reminder-to-write')).toContain('Gelieve ons uiterlijk op 26 juni 2026 te schrijven.');
    expect(write('invitation-to-write', { answerBy: '2026-06-12' })).toContain('Wij onderzoeken uw klacht nu al.');
  });

  test('a letter meant for the ombudsman is counted from its sending, else from its receipt', () => {
    expect(write('sent-on')).toContain('Onze termijnen lopen dan vanaf 12 mei 2026, de dag waarop u uw brief verstuurde.');
    expect(write('sent-on', { sentOn: undefined })).toContain('vanaf 13 mei 2026, de dag waarop wij uw brief ontvingen.');
    expect(write('sent-on')).toContain('De ombudsman beslist zelf of uw brief daar behandeld wordt.');
    expect(write('sent-on', {}, 'consumer-in-france')).toContain('Daarvoor is vooraf een schriftelijke klacht bij ons nodig.');
  });

  test.each([
    ['upheld', 'Uw klacht over uw persoonsgegevens is gegrond.'],
    ['partly-upheld', 'Uw klacht over uw persoonsgegevens is gedeeltelijk gegrond.'],
    ['rejected', 'Wij kunnen niet ingaan op uw klacht over uw persoonsgegevens.'],
  ] as const)('an answer about personal data, %s, begins with the outcome', (outcome, words) => {
    expect(write('gdpr-answer', { outcome })).toContain(`Geachte mevrouw,\n\n${words}`);
  });

  test('an own fault answered late is apologised for in one sentence', () => {
    expect(write('upheld').match(/excuses/g)).toHaveLength(1);
    expect(write('upheld')).toContain('Wij bieden u daarvoor, en voor ons late antwoord, onze excuses aan.');
    expect(write('upheld', { responsible: 'insurer' })).toContain(
      'U ontvangt deze brief te laat. Wij bieden u daarvoor onze excuses aan.',
    );
  });

  test.each<[LetterKind, string[]]>([
    [
      'ten-day-notice',
      ['Uw klacht is nog niet opgelost.', 'tijd nodig tot 12 juni 2026', 'blijft uw contactpersoon', '03 123 45 67'],
    ],
    [
      'interim-reply',
      ['U mag het resultaat uiterlijk op 13 juli 2026 verwachten.', 'Wij hebben het verslag van de expert gevraagd.'],
    ],
    ['never-written', ['13 mei 2026', 'Op 15 mei 2026 vroegen wij u', 'Op 20 mei 2026', 'U kunt ons nog altijd schrijven.']],
    [
      'chaser',
      ['op 15 mei 2026 doorstuurden', 'verwachtten het uiterlijk op 25 mei 2026', 'uiterlijk op 2 juni 2026', 'VV/2026/77'],
    ],
    [
      'second-review-request',
      ['uiterlijk op 5 juni 2026', 'op 18 mei 2026 geantwoord', '22 mei 2026', 'uiterlijk op 12 juni 2026 opnieuw', '> Ik heb'],
    ],
    [
      'escalation-to-insurer',
      ['op 25 mei 2026 voorgelegd aan de Ombudsman van de Verzekeringen', 'Wij bezorgen u het advies', 'P-4711'],
    ],
    ['measures', ['Wij voeren ze uiterlijk op 1 juli 2026 uit.', 'elke week op', 'vullen ons antwoord van 22 mei 2026 aan']],
    ['misdirected', ['bij Kantoor Ander bv, Stationsstraat 5, 3000 Leuven, onthaal@example.com', 'Wij beheren ze niet.']],
    [
      'missing-facts',
      ['– een kopie van uw polis', 'welke waarborg', 'uiterlijk op 5 juni 2026', 'schort onze antwoordtermijn niet op'],
    ],
    ['withdrawal', ['op 25 mei 2026 ingetrokken', 'verliest u geen enkel recht']],
    [
      'reassignment',
      ['Vanaf 1 juni 2026 volgt Alex Modelaer, dossierbeheerder, uw klacht op.', 'De aangekondigde data veranderen niet.'],
    ],
    [
      'reopened',
      [
        'op 25 mei 2026 opnieuw in behandeling',
        'ontvangen op 13 mei 2026. De antwoordtermijn is niet veranderd',
        'uiterlijk op 13 juli 2026',
      ],
    ],
    [
      'forwarding',
      ['Klager: Dominique Voorbeeld', 'uiterlijk op 5 juni 2026', 'uiterlijk op 12 juni 2026', '> Ik vroeg ze terug', 'S-0815'],
    ],
  ])('%s says what it must', (kind, all) => {
    const text = write(kind);
    for (const words of all) expect(text).toContain(words);
  });

  test('an insurer is not told where the complainant lives', () => {
    for (const kind of ['forwarding', 'chaser', 'second-review-request', 'escalation-to-insurer'] as const)
      expect(write(kind)).not.toContain('Kerkstraat');
  });

  test('an alert names the limits that passed, in words', () => {
    const text = write('breach-alert', {
      breachReason: undefined,
      brokenLimits: [{ rule: '1 months from received', source: 'procedure', dueOn: '2026-05-22' }],
    });
    expect(text).toContain('– Termijn: 1 maand vanaf de ontvangst – onze procedure, laatste dag 22 mei 2026');
    expect(text).not.toMatch(/Geachte|Alex|premie/);
  });

  test('a request that is no complaint names who answers in mid-sentence, and how to contest', () => {
    const text = write('not-a-complaint');
    expect(text).toContain('U krijgt antwoord van de klantendienst.');
    expect(text).toContain('Wij behandelen uw bericht dan als een klacht.');
  });

  test('a contact that is a service is named within the sentence as one writes it there', () => {
    const service = { contactName: 'De klachtendienst', contactRole: undefined };
    expect(write('rejected', service)).toContain('Neem dan contact op met de klachtendienst: klachten@example.org');
    expect(write('acknowledgement', service)).toContain('\n\nDe klachtendienst volgt uw dossier op:');
  });

  test.each(['not-treated-further', 'settled', 'rejected', 'acknowledgement'] as const)(
    '%s: a firm without a postal address is answered by e-mail or telephone',
    (kind) => {
      const text = write(kind, { firmAddress: ['klachten@example.org'], contactEmail: undefined, contactPhone: undefined });
      expect(text).not.toMatch(/per post|postadres/);
      expect(text).toContain('klachten@example.org');
      const byPhone = write(kind, { firmAddress: ['Klachtenmanagement'], contactEmail: undefined });
      expect(byPhone).toContain('03 123 45 67');
      expect(byPhone).not.toMatch(/per post|postadres/);
    },
  );
});

describe('words and formulas', () => {
  test.each([
    ['madam', 'Geachte mevrouw', 'Met vriendelijke groeten'],
    ['sir', 'Geachte heer', 'Met vriendelijke groeten'],
    ['lawyer', 'Geachte meester', 'Hoogachtend'],
    ['none', 'Geachte mevrouw, geachte heer', 'Met vriendelijke groeten'],
  ] as const)('%s is addressed as %s', (salutation, words, closing) => {
    expect(salutationOf(salutation, 'nl', 'Dominique De Voorbeeld')).toBe(words);
    expect(closingOf(salutation, 'nl')).toBe(closing);
  });

  test('duties, limits’ sources and subjects keep to the glossary', () => {
    const subjects = letterKinds.map((kind) => kindsOfLetter[kind].subject.nl);
    for (const words of [...Object.values(dutyWords.nl), ...Object.values(sourceWords.nl), ...subjects])
      expect(words).not.toMatch(/réclam|délai|complaint|answer|finaal|bemiddelaar|mediator|\bclaim\b/i);
    expect(dutyWords.nl['final-response']).toBe('definitief antwoord');
  });
});

describe('templates', () => {
  const folder = new URL('../../templates/letters/nl/', import.meta.url);
  const partials = readdirSync(new URL('partials/', folder)).map((file) => `partials/${file}`);
  const files = [...readdirSync(folder).filter((file) => file.endsWith('.hbs')), ...partials];
  const source = (file: string) => readFileSync(new URL(file, folder), 'utf8');

  test.each(files)('%s puts no article before a name, and contracts nothing', (file) => {
    expect(source(file)).not.toMatch(/\b(de|het|een) \{\{(?!#)/i);
    expect(source(file)).not.toMatch(/['’]s? ?\{\{/);
  });

  test.each(files)('%s names no body, no firm and no address of its own', (file) => {
    expect(source(file)).not.toMatch(
      /Ombudsman van|Médiation|Gegevensbeschermingsautoriteit|FSMA|ACPR|CNIL|TSA|www\.|\w@[a-z]+\.[a-z]|Optimco/,
    );
  });

  test.each(partials)('%s is used', (file) => {
    const name = file.slice('partials/'.length, -'.hbs'.length);
    expect(files.some((other) => new RegExp(`\\{\\{#?> ${name}[ }]`).test(source(other)))).toBe(true);
  });
});
