import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { IncompleteLetter, type LetterFields, type RenderedLetter } from '../../letters/letter.ts';
import { renderLetter } from '../../letters/render.ts';
import { NoTemplate, templateKinds } from '../../letters/templates.ts';
import { capitalised } from '../../letters/words.ts';
import { type LetterKind, letterKinds } from '../../workflows/domain/letters.ts';
import { type Extent, fieldsFor, type Reader } from './fixtures.ts';

const readers: Reader[] = ['consumer', 'professional', 'abroad'];
const extents: Extent[] = ['full', 'least'];
const letters: [string, RenderedLetter, LetterFields][] = letterKinds.flatMap((kind) =>
  readers.flatMap((reader) =>
    extents.map((extent): [string, RenderedLetter, LetterFields] => {
      const fields = fieldsFor(kind, reader, extent);
      return [`${kind}, ${reader}, ${extent}`, renderLetter(kind, 'fr', fields), fields];
    }),
  ),
);

/** How each letter begins: with the decision, the request or the news. */
const openings: Record<LetterKind, RegExp> = {
  'complaint-copy':
    /^Nous avons reçu votre réclamation par notre formulaire en ligne le 13 mai 2026\. Elle porte sur .*\. En voici la copie/,
  acknowledgement: /^Nous avons reçu le 13 mai 2026 votre réclamation/,
  'ten-day-notice': /^Votre réclamation( du 12 mai 2026)?, reçue le 13 mai 2026, n’est pas encore résolue\./,
  'gdpr-acknowledgement': /^Nous avons reçu le 13 mai 2026 votre réclamation relative à vos données personnelles/,
  'invitation-to-write': /^Merci de nous confirmer par écrit la réclamation dont vous nous avez parlé le 13 mai 2026\./,
  'reminder-to-write':
    /Merci de nous l’adresser au plus tard le 25 juin 2026\..*nous clôturerons.*vous pourrez encore nous écrire/,
  'never-written': /^Nous clôturons votre dossier.*Vous pouvez toujours nous écrire/,
  'mandate-request': /Merci de nous adresser, au plus tard le 9 juin 2026, le mandat/,
  forwarding: /Merci de nous faire parvenir votre réponse au plus tard le 12 juin 2026\./,
  'forwarding-notice': /^Nous avons transmis votre réclamation à l’assureur responsable le 26 mai 2026/,
  chaser: /transmise le 4 mai 2026\. Nous l’attendions au plus tard le 20 mai 2026\. Merci .* au plus tard le 5 juin 2026\.$/,
  'interim-reply': /^Votre réclamation n’est pas encore résolue\. .* au plus tard le 3 août 2026\./,
  delay: /^Notre réponse à votre réclamation n’est pas encore prête\..* au plus tard le 3 août 2026\./,
  'gdpr-extension': /^Il nous faut plus de temps .* au plus tard le 13 juillet 2026\. Je regrette cette attente\.$/,
  upheld: /^Votre réclamation, reçue le 13 mai 2026, est fondée\./,
  'partly-upheld': /^Votre réclamation, reçue le 13 mai 2026, est fondée en partie\./,
  rejected: /^Je ne peux pas donner une suite favorable à votre réclamation/,
  settled: /^Nous vous proposons un accord/,
  'gdpr-answer': /^Nous donnons en partie une suite favorable/,
  measures: /nous conduit à prendre des mesures\. Elles seront en place au plus tard le 30 juin 2026\./,
  'recourse-details': /^(Nous réexaminons votre réclamation|Voici les recours)/,
  'second-review-request': /^Nous réexaminons la réclamation .* au plus tard le 12 juin 2026\.$/,
  escalation: /^Votre réclamation a été soumise à l’assureur le 25 mai 2026/,
  'escalation-to-insurer': /^La réclamation ci-dessous a été portée devant le médiateur le 25 mai 2026/,
  'year-reminder':
    /^Vous pouvez saisir le médiateur jusqu’au 12 juin 2026 inclus, un an après votre réclamation écrite du 12 juin 2025\./,
  'missing-facts': /^Il nous manque des éléments .* Merci de nous les adresser au plus tard le 9 juin 2026\.$/,
  'progress-answer': /^Voici où en est votre réclamation/,
  reassignment: /^À partir du .*, Alex Modèle,? .*suit votre réclamation/,
  withdrawal: /^Nous avons enregistré le retrait de votre réclamation/,
  reopened: /^Nous avons repris le 2[56] mai 2026 l’examen de votre réclamation\./,
  'not-treated-further': /^Nous ne pouvons plus traiter votre réclamation/,
  'not-a-complaint':
    /^Nous traitons votre message comme une demande, et non comme une réclamation\. C’est le service gestion qui vous répond\./,
  misdirected:
    /^Votre réclamation relève d’une autre société\. Merci de la lui adresser : Courtage Voisin, 9 rue du Port, 33000 BORDEAUX/,
  'sent-on':
    /^Votre lettre était destinée au médiateur : nous la lui avons adressée le 15 mai 2026\..*La Médiation de l’Assurance, TSA 50110/,
  'sent-on-to-mediator': /^Nous vous transmettons une lettre qui vous est destinée et que nous avons reçue le 13 mai 2026\./,
  // It has no greeting, so that its first line is its subject.
  'breach-alert': /^OPT-2026-000123 – Échéance, alerte : réponse définitive$/,
};

function write(kind: LetterKind, changes: Partial<LetterFields> = {}, extent: Extent = 'full'): string {
  return renderLetter(kind, 'fr', fieldsFor(kind, 'consumer', extent, changes)).text.replaceAll('\u00a0', ' ');
}

describe('every French letter, for a consumer, a professional, an insured abroad, with and without what is optional', () => {
  test('there is a template for each kind', () => {
    expect(templateKinds('fr')).toEqual([...letterKinds].sort());
  });

  test.each(letters)('%s: holds none of the words of the checklist', (_, { kind, text }) => {
    // Staff read in an alert how a limit was counted; nobody else gets anything but dates.
    if (kind !== 'breach-alert') expect(text).not.toMatch(/jours? (ouvrable|ouvré|calendaire)/);
    const never = [
      /\babandonn/i,
      /ne compte pas/i,
      /si vous estimez/i,
      /saisir à nouveau|recours possible/i,
      /\b1 (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b/,
      /satisfait|\(e\)|\be\(s\)/,
      /n[’']hésitez pas/i,
      /désagrément/i,
      /\bsuite à\b/i,
      /cordialement/i,
      /plaignant|plainte/i,
      /geste commercial/i,
      /nous prenons .* au sérieux/i,
      /dans les meilleurs délais|prochainement|bientôt/i,
      /€\d|\d\.\d{2}\s?€/,
      /\{\{|\}\}|undefined|null|NaN|\[object/,
    ];
    for (const words of never) expect(text).not.toMatch(words);
  });

  test.each(letters)('%s: keeps French spaces and apostrophes', (_, { text, html }) => {
    const prose = text.replace(/https?:\/\/\S+/g, '');
    expect(prose).not.toMatch(/[^\u00a0:]\s?[;?!»](?<![\u00a0][;?!»])/);
    expect(prose).not.toMatch(/(?<!\u00a0):(?!\/\/)/);
    expect(prose).not.toMatch(/«(?!\u00a0)|[a-z]'[a-z]/);
    expect(html).toContain('<html lang="fr">');
  });

  test.each(letters)(
    '%s: has a date, the reference, the matter, a person and a way to answer',
    (_, { kind, text, subject }, fields) => {
      expect(subject).toMatch(/^OPT-2026-000123 – /);
      expect(text).toContain('26\u00a0mai 2026');
      expect(text).toContain('OPT-2026-000123');
      if (kind === 'breach-alert') return;
      for (const words of [
        ...(kind === 'mandate-request' ? [] : [fields.matter]),
        fields.contactName,
        fields.signatoryName,
        capitalised(fields.signatoryRole ?? ''),
        fields.recipientName,
        fields.firmName,
      ])
        expect(text.replaceAll('\u00a0', ' ')).toContain(words);
      expect(text).toMatch(/reclamations@example\.org|adresse postale indiquée en tête|par courrier, à l’adresse/);
      expect(text).toContain(`Je vous prie d’agréer, ${fields.salutation}, l’expression de ma considération distinguée.`);
      expect(text).toContain(`\n${fields.salutation},\n`);
    },
  );

  test.each(letters)('%s: keeps each day with its month', (_, { text, html }) => {
    const months = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';
    // What staff or the complainant wrote is left as it is.
    const theirs = /4 mai 2026|2 mars|1er mai 2025/g;
    for (const read of [text, html]) expect(read.replace(theirs, '')).not.toMatch(new RegExp(`\\d(er)? (${months})`));
  });

  test.each(letters)('%s: names what it decides, asks or tells in its first paragraph', (_, { kind, text }) => {
    const first = text.replaceAll('\u00a0', ' ').split(/\n\n/);
    const start = first.findIndex((paragraph) => /^(Madame|Monsieur|Madame, Monsieur),$/.test(paragraph));
    expect(first[start + 1] ?? '').toMatch(openings[kind]);
  });

  test.each(letters)('%s: has no heading without text, no hole, nothing twice', (_, { html, text }) => {
    expect(html).not.toMatch(/<h[12]>[^<]*<\/h[12]>\s*(<h[12]>|<\/main>|<\/div>)/);
    expect(html).not.toMatch(/<(p|li|ul|strong|blockquote)>\s*<\/\1>/);
    expect(text).not.toMatch(/ {2}|\n{3}|, ,|,\.|\.\.| \.| ,|: ?\.|,\s*\n\n[a-z]/);
    const paragraphs = text.split('\n\n').filter((paragraph) => paragraph.length > 60);
    expect(new Set(paragraphs).size).toBe(paragraphs.length);
  });

  test.each(letters)('%s: brings nothing from outside and no script', (_, { html }) => {
    expect(html).not.toMatch(/<(script|img|link|iframe|form)|src=|url\(|@import|javascript:|\son[a-z]+="/i);
  });

  test.each(letters)('%s: names a mediator to consumers only', (_, { text, kind }, { recourse }) => {
    const toldByItself = ['escalation-to-insurer', 'sent-on-to-mediator'].includes(kind);
    if (recourse?.consumer === false && !toldByItself) expect(text).not.toMatch(/médiat/i);
    if (kind.startsWith('gdpr-')) expect(text).not.toMatch(/médiat/i);
    if (
      ['upheld', 'partly-upheld', 'rejected', 'settled', 'recourse-details', 'not-treated-further', 'gdpr-answer'].includes(kind)
    )
      expect(text).toMatch(/agir en justice, devant le tribunal/);
  });

  test.each(letters)('%s: HTML and plain text say the same', (_, { html, text }) => {
    const words = (from: string) => from.replace(/^> ?|^– /gm, '').replace(/\s+/g, '');
    const body = html
      .slice(html.indexOf('<body>'))
      .replace(/<!--.*?-->/gs, '')
      .replace(/<[^>]+>/g, ' ');
    const decoded = body.replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
    expect(words(decoded)).toBe(words(text));
  });

  test.each(letters)('%s: sentences of ours have at most thirty words, mostly under twenty', (_, { text }) => {
    const sentences = text.split(/[.!?]\s|\n\n|\s:\s|\s;\s/).map((sentence) => sentence.split(/\s+/).length);
    expect(Math.max(...sentences)).toBeLessThanOrEqual(30);
    expect(sentences.filter((words) => words > 20).length).toBeLessThanOrEqual(3);
  });
});

describe('templates', () => {
  const folder = new URL('../../templates/letters/fr/', import.meta.url);
  const files = [
    ...readdirSync(folder).filter((file) => file.endsWith('.hbs')),
    ...readdirSync(new URL('partials/', folder)).map((file) => `partials/${file}`),
  ];

  test.each(files)('%s elides or contracts nothing before a placeholder', (file) => {
    const source = readFileSync(new URL(file, folder), 'utf8');
    expect(source).not.toMatch(/[dlnsjmcq]’\{\{/i);
    const before = [
      ...source.matchAll(/(?<=[\s>])(de|que|à|le|la|du|au|aux|des|ne|se|je|me) \{\{#?(?:if )?([a-zA-Z.]+)/g),
    ].filter(
      ([, word, name]) =>
        !(/On$|By$|Date$|Until$|From$|From|until$|Since$|\.from$/.test(name ?? '') || (word === 'au' && name === 'contactPhone')),
    );
    expect(before.map(([words]) => words)).toEqual([]);
  });

  test.each(files)('%s names no body, no firm and no address of its own', (file) => {
    expect(readFileSync(new URL(file, folder), 'utf8')).not.toMatch(
      /Médiation de l|Ombudsman|ACPR|CNIL|TSA|www\.|\w@[a-z]+\.[a-z]|Opticourtage/,
    );
  });
});

describe('what staff and complainants write is text, never markup', () => {
  const hostile = `<script>alert("x")</script> & 'l’accord' {{reference}} {{{link}}} <b>gras</b>`;
  const texts: [LetterKind, keyof LetterFields][] = [
    ['upheld', 'reasons'],
    ['upheld', 'measures'],
    ['upheld', 'redress'],
    ['upheld', 'matter'],
    ['upheld', 'recipientName'],
    ['upheld', 'salutation'],
    ['upheld', 'contactName'],
    ['upheld', 'contactRole'],
    ['upheld', 'signatoryName'],
    ['upheld', 'signatoryRole'],
    ['upheld', 'firmName'],
    ['upheld', 'policyNumber'],
    ['upheld', 'claimNumber'],
    ['partly-upheld', 'upheldPoints'],
    ['partly-upheld', 'rejectedPoints'],
    ['settled', 'offerTerms'],
    ['forwarding', 'complaintText'],
    ['forwarding', 'complainantName'],
    ['forwarding', 'insurerReference'],
    ['forwarding-notice', 'insurerName'],
    ['progress-answer', 'answer'],
    ['escalation', 'situation'],
    ['missing-facts', 'missingFacts'],
    ['not-a-complaint', 'reasons'],
    ['misdirected', 'rightFirmName'],
    ['sent-on-to-mediator', 'complaintText'],
    ['settled', 'offerEffect'],
    ['measures', 'measures'],
    ['invitation-to-write', 'waysToWrite'],
  ];

  test.each(texts)('%s: %s', (kind, name) => {
    const { html, text } = renderLetter(kind, 'fr', fieldsFor(kind, 'consumer', 'full', { [name]: hostile }));
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain(
      '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#x27;l’accord&#x27; {{reference}} {{{link}}}',
    );
    expect(text.replaceAll('\u00a0', ' ')).toContain(hostile);
  });

  test('line breaks make paragraphs, and items in a list', () => {
    const { html } = renderLetter(
      'rejected',
      'fr',
      fieldsFor('rejected', 'consumer', 'full', { reasons: 'Un fait.\r\n\r\n  Une clause.\nUne conclusion.  ' }),
    );
    expect(html).toContain('<p>Un fait.</p>\n<p>Une clause.</p>\n<p>Une conclusion.</p>');
    const list = renderLetter(
      'missing-facts',
      'fr',
      fieldsFor('missing-facts', 'consumer', 'full', { missingFacts: 'le contrat\n\nle constat' }),
    );
    expect(list.html).toContain('<li>le contrat</li>\n<li>le constat</li>');
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'https://x.example" onclick="y', 'file:///etc/passwd'])(
    'a link to %j is refused',
    (link) => {
      expect(() => write('breach-alert', { link })).toThrow(RangeError);
    },
  );
});

describe('the acknowledgement', () => {
  test('is worded as the model in the house style', () => {
    const text = write('acknowledgement');
    expect(text).toContain('Objet : OPT-2026-000123 – Accusé de réception de votre réclamation');
    expect(text).toContain(
      'Nous avons reçu le 13 mai 2026 votre réclamation du 12 mai 2026. Elle porte sur le délai de remboursement de votre dossier.',
    );
    expect(text).toContain('Vous recevrez notre réponse écrite et motivée au plus tard le 10 juillet 2026.');
    expect(text).toContain(
      'Sans réponse de notre part, vous pourrez à partir du 14 juillet 2026 saisir gratuitement La Médiation de l’Assurance, TSA 50110, 75441 Paris Cedex 09, www.mediation-assurance.org.',
    );
    expect(text).toContain('doit être saisi au plus tard le 12 mai 2027, un an après celle-ci.');
  });

  test('says the day once where it was sent and received on one day', () => {
    const text = write('acknowledgement', { sentOn: '2026-05-13' });
    expect(text).toContain('Nous avons reçu le 13 mai 2026 votre réclamation. Elle');
  });

  test('says a year only where it is one', () => {
    const mediator = { name: 'La Médiation de l’Assurance', website: 'www.mediation-assurance.org', until: '2027-05-13' };
    expect(write('acknowledgement', { recourse: { consumer: true, mediator } })).toContain('au plus tard le 13 mai 2027.');
  });

  test('does not promise a day that has passed', () => {
    const text = write('acknowledgement', { answerBy: '2026-05-20', late: false });
    expect(text).toContain(
      'Notre réponse devait vous parvenir au plus tard le 20 mai 2026. Nous vous présentons nos excuses pour ce retard.',
    );
    expect(write('acknowledgement', { answerBy: '2026-05-20', newDate: '2026-06-20' })).toContain(
      'au plus tard le 20 juin 2026.',
    );
  });

  test('writes the phone number as the reader dials it', () => {
    expect(renderLetter('acknowledgement', 'fr', fieldsFor('acknowledgement', 'consumer')).text).toContain('01 57 96 90 60');
    expect(renderLetter('acknowledgement', 'fr', fieldsFor('acknowledgement', 'abroad')).text).toContain('+33 1 57 96 90 60');
  });
});

describe('the mediator', () => {
  const mediator = {
    name: 'l’Ombudsman des Assurances',
    website: 'https://www.ombudsman-insurance.be/',
    addressLine: '1000 Bruxelles',
  };
  const recourse = (changes: object) => ({ recourse: { consumer: true, mediator: { ...mediator, ...changes } } });

  test('with no date is open at any time, and no condition of another country is printed', () => {
    const text = write('acknowledgement', recourse({}));
    expect(text).toContain(
      'Vous pouvez à tout moment saisir gratuitement l’Ombudsman des Assurances, 1000 Bruxelles, www.ombudsman-insurance.be.',
    );
    expect(text).not.toMatch(/préalable|au plus tard le 12 mai/);
  });

  test('is open now where the date has come', () => {
    expect(write('delay', recourse({ from: '2026-05-26' }))).toContain(
      'Vous pouvez dès maintenant saisir gratuitement l’Ombudsman',
    );
    expect(write('delay', recourse({ from: '2026-05-27' }))).toContain(
      'vous pourrez à partir du 27 mai 2026 saisir gratuitement l’Ombudsman',
    );
  });

  test('is not offered once the last day has passed', () => {
    const text = write('rejected', recourse({ until: '2026-05-25' }));
    expect(text).toContain(
      'Le délai pour saisir le médiateur (l’Ombudsman des Assurances, 1000 Bruxelles, www.ombudsman-insurance.be) a pris fin le 25 mai 2026.',
    );
    expect(text).not.toContain('Vous pouvez saisir');
  });

  test('is called free only where it is', () => {
    expect(write('rejected', recourse({ free: false }))).toContain('Vous pouvez saisir l’Ombudsman');
  });

  test('and the data protection authority and the court come from the directory', () => {
    const text = write('rejected', {
      recourse: { consumer: false, authority: { name: 'l’autorité de l’exemple', website: 'www.example.org' } },
    });
    expect(text).toContain('Vous pouvez saisir l’autorité de l’exemple, www.example.org.');
    expect(text).toContain('Vous conservez le droit d’agir en justice.');
  });
});

describe('single letters', () => {
  test('delay: staff’s reasons where given, else the file’s facts, never both and never invented ones', () => {
    expect(write('delay')).toContain('L’expert a demandé une seconde visite.');
    expect(write('delay')).not.toContain('n’est pas terminé');
    const facts = write('delay', { reasons: undefined });
    expect(facts).toContain('L’examen de votre réclamation n’est pas terminé.');
    expect(facts).toContain('Nous attendons la réponse de l’assureur, Exemple Assurances, depuis le 19 mai 2026.');
    expect(facts).not.toContain('expert');
  });

  test('delay: the recourse keeps its original date', () => {
    expect(write('delay')).toContain('Vos recours\n\nCette nouvelle date n’y change rien.');
    expect(write('delay')).toContain('à partir du 14 juillet 2026');
  });

  test.each(['upheld', 'partly-upheld'] as const)('%s: apologises once, and never for the insurer', (kind) => {
    expect(write(kind).match(/excuses/g)).toHaveLength(1);
    expect(write(kind, { responsible: 'insurer' })).not.toContain('excuses');
  });

  test('rejected: says that neither measures nor redress follow, unless they do', () => {
    expect(write('rejected')).toContain('ni mesure corrective ni réparation');
    const text = write('rejected', { measures: 'Nous avons clarifié nos notices.' });
    expect(text).toContain('Nous avons clarifié nos notices.');
    expect(text).not.toContain('ni mesure');
  });

  test('settled: says until when, how, what accepting does, and that silence is no consent', () => {
    const text = write('settled');
    for (const words of [
      'jusqu’au 30 juin 2026 inclus',
      'reclamations@example.org ou par courrier',
      'met fin au différend',
      'silence ne vaut pas acceptation',
      '300,00 €',
    ])
      expect(text).toContain(words);
  });

  test.each([
    [
      'insurer',
      'Votre réclamation a été soumise à l’assureur le 25 mai 2026 : Exemple Assurances, 8 quai du Modèle, 13002 MARSEILLE.',
    ],
    ['mediator', 'Votre réclamation a été portée devant le médiateur le 25 mai 2026 : La Médiation de l’Assurance, TSA 50110'],
    ['court', 'Votre réclamation a été portée devant la justice le 25 mai 2026.'],
  ] as const)('escalation to the %s says where and since when', (escalatedTo, words) => {
    expect(write('escalation', { escalatedTo })).toContain(words);
  });

  test('breach alert: has no name, no greeting, nothing of the complaint', () => {
    const text = write('breach-alert', {
      recipientName: 'Dominique Exemple',
      reasons: 'secret',
      complaintText: 'secret',
      contactName: 'Alex Modèle',
    });
    expect(text).not.toMatch(/Dominique|Alex|secret|délai de remboursement|agréer/);
    for (const words of [
      'OPT-2026-000123',
      'réponse définitive',
      '25 mai 2026',
      '2 mois à compter de la réception',
      'https://desk.example.org/desk/OPT-2026-000123',
    ])
      expect(text).toContain(words);
  });

  test('forwarding: holds the complaint and the references, no address of the complainant', () => {
    const text = write('forwarding', { country: 'FR' });
    for (const words of [
      '> Je conteste le refus',
      'EA/2026/77',
      'P-4711',
      'S-0815',
      '12 juin 2026',
      '10 juillet 2026',
      'Dominique Exemple',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('rue des Lilas');
  });
});

describe('bodies that no longer exist', () => {
  const forbiddenNames = ['FFA', 'HALDE', 'ec.europa.eu/consumers/odr', 'Fédération Française de l’Assurance'];
  const render = (kind: LetterKind, changes: Partial<LetterFields>) =>
    renderLetter(kind, 'fr', fieldsFor(kind, 'consumer', 'full', changes), { forbiddenNames });

  test.each([
    ['Voyez la FFA.', ['obsolete:FFA']],
    ['Voyez https://EC.europa.eu/consumers/odr/ !', ['obsolete:ec.europa.eu/consumers/odr']],
    ["La fédération française de l'assurance en décide.", ['obsolete:Fédération Française de l’Assurance']],
  ])('%j is refused', (reasons, missing) => {
    expect.assertions(2);
    try {
      render('rejected', { reasons });
    } catch (error) {
      expect(error).toBeInstanceOf(IncompleteLetter);
      expect((error as IncompleteLetter).missing).toEqual(missing);
    }
  });

  test('words that only contain such a name pass', () => {
    expect(() => render('rejected', { reasons: 'La GAFFA et une ffa.' })).not.toThrow();
  });

  test('the complainant’s own words are quoted to the insurer as they are', () => {
    const { text } = render('forwarding', { complaintText: 'J’ai écrit à la HALDE.\nEt à la FFA : rien.' });
    expect(text).toContain('> J’ai écrit à la HALDE.');
    expect(() => render('forwarding', { complaintText: 'J’ai écrit.', matter: 'la réponse de la HALDE' })).toThrow(
      IncompleteLetter,
    );
  });
});

describe('a firm’s own templates and other languages are folders, not code', () => {
  const templates = mkdtempSync(join(tmpdir(), 'letters-'));
  const put = (path: string, content: string) => {
    mkdirSync(join(templates, path, '..'), { recursive: true });
    writeFileSync(join(templates, path), content);
  };
  put('mail/layout.hbs', '<html lang="{{language}}"><body>{{> @partial-block}}</body></html>');
  put(
    'letters/en/partials/frame.hbs',
    '{{#> layout}}<p>{{firmName}}, {{firmAddress}}, {{letterDate}}</p>{{> @partial-block}}<p>{{closing}} {{signatoryName}}, {{signatoryRole}}</p>{{/layout}}\n',
  );
  put(
    'letters/en/withdrawal.hbs',
    '{{#> frame}}<p>{{reference}} {{salutation}} {{recipientName}}: {{matter}} {{receivedOn}} {{withdrawnOn}} {{contactName}}</p>{{/frame}}',
  );
  put(
    'firms/almena/en/partials/frame.hbs',
    '{{#> layout}}<h1>ALMENA</h1><p>{{firmName}}, {{firmAddress}}, {{letterDate}}</p>{{> @partial-block}}<p>{{signatoryName}}, {{signatoryRole}}</p>{{/layout}}\n',
  );
  put('firms/alter-ego/en/withdrawal.hbs', '{{#> frame}}<p>{{reference}} {{salutation}} {{recipientName}}</p>{{/frame}}');
  put('firms/optimco/en/withdrawal.hbs', '{{#> frame}}<p>{{refernce}}</p>{{/frame}}');
  afterAll(() => rmSync(templates, { recursive: true }));

  const fields = fieldsFor('withdrawal', 'consumer', 'least', { closing: 'Yours sincerely', firmAddress: ['Street 1'] });
  const render = (procedure?: string) => renderLetter('withdrawal', 'en', fields, { procedure, templates });

  test('a new language is found in its folder', () => {
    expect(render().text).toContain('le délai de remboursement de votre dossier 13\u00a0May 2026 25\u00a0May 2026 Alex Modèle');
    expect(render().subject).toBe('OPT-2026-000123 – Withdrawal');
  });

  test('a firm’s template or partial comes before the common one', () => {
    expect(render('almena').text).toMatch(/^ALMENA\n\nOpticourtage, Street 1, 26\u00a0May 2026\n\nOPT-2026-000123/);
    expect(render().text).not.toContain('ALMENA');
    expect(render('opticourtage').text).toBe(render().text);
  });

  test('a firm’s template that leaves something out is refused by what is left out', () => {
    expect.assertions(1);
    try {
      render('alter-ego');
    } catch (error) {
      expect((error as IncompleteLetter).missing).toEqual([
        'text:contactName',
        'text:matter',
        'text:receivedOn',
        'text:withdrawnOn',
      ]);
    }
  });

  test('a template with a misspelt field fails', () => {
    expect(() => render('optimco')).toThrow(/refernce/);
  });

  test('a kind without a template is refused', () => {
    expect(() => renderLetter('reassignment', 'en', { ...fields, receivedOn: '2026-05-13' }, { templates })).toThrow(NoTemplate);
  });

  test('a procedure’s name cannot lead elsewhere', () => {
    expect(() => render('../../etc')).toThrow(RangeError);
  });
});
