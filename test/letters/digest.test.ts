import { describe, expect, test } from '@jest/globals';
import { type Digest, type DigestEntry, type DigestMatter, renderDigest } from '../../letters/digest.ts';
import { languages } from '../../letters/letter.ts';
import { dutyNames } from '../../workflows/domain/duties.ts';

const matters: DigestMatter[] = [
  {
    section: 'overdue',
    duty: 'final-response',
    dueOn: '2026-05-11',
    rule: '2 months from received',
    source: 'acpr',
    undecided: true,
  },
  { section: 'unassigned', since: '2026-05-07' },
  { section: 'post-tray', duty: 'acknowledgement', since: '2026-05-11', dueOn: '2026-05-15' },
  {
    section: 'due',
    duty: 'announced-date',
    dueOn: '2026-05-18',
    rule: 'announced to the complainant',
    source: 'ours',
    undecided: false,
  },
  { section: 'insurer', since: '2026-04-27', replyBy: '2026-05-12' },
  { section: 'mediator', until: '2026-06-01', writtenOn: '2025-06-01' },
  { section: 'held', since: '2026-05-12', reason: 'papier à en-tête erroné' },
  { section: 'quarantine', since: '2026-05-12' },
  { section: 'messages', since: '2026-05-12', messages: 2 },
  { section: 'action', dueOn: '2026-05-12', title: 'Relire la lettre sur la franchise' },
];

function entry(matter: DigestMatter, number = 1, alarm = false): DigestEntry {
  const reference = `OPT-2026-${String(number).padStart(6, '0')}`;
  return { ...matter, reference, link: `https://desk.example/api/complaints/${reference}`, alarm };
}

function digest(entries: DigestEntry[]): Digest {
  return {
    firmName: 'Opticourtage',
    day: '2026-05-13',
    until: '2026-05-21',
    readers: ['Le responsable des réclamations'],
    entries,
  };
}

const all = digest(matters.map((matter, place) => entry(matter, place + 1)));

/** One kind of space. */
function read(text: string): string {
  return text.replaceAll(/[^\S\n]/g, ' ');
}

describe('a digest', () => {
  test.each([
    ['fr', 'Opticourtage, 13 mai 2026 – Échéance, alerte'],
    ['nl', 'Opticourtage, 13 mei 2026 – Vervaldag, melding'],
    ['en', 'Opticourtage, 13 May 2026 – Due, alert'],
  ] as const)('bears the firm and the day in its subject (%s)', (language, subject) => {
    expect(read(renderDigest(all, language).subject)).toBe(subject);
  });

  test.each([
    [
      'fr',
      [
        'Pour : Le responsable des réclamations',
        'Échéances dépassées (1)',
        'réponse définitive\nÀ envoyer au plus tard le lundi 11 mai 2026 (échéance dépassée)',
        '2 mois à compter de la réception – recommandation de l’ACPR\nLa décision reste à prendre.',
        'Non attribuée depuis son enregistrement, le jeudi 7 mai 2026.',
        'À poster au plus tard le vendredi 15 mai 2026\nEn attente d’envoi par la poste depuis le lundi 11 mai 2026.',
        'À faire d’ici au jeudi 21 mai 2026 (1)',
        'Au plus tard le lundi 18 mai 2026\nDate annoncée au réclamant',
        'Réponse demandée pour le mardi 12 mai 2026',
        'Le médiateur peut être saisi jusqu’au lundi 1er juin 2026 inclus',
        'Fichiers en quarantaine (1)',
        'Un logiciel malveillant a été trouvé dans un fichier joint le mardi 12 mai 2026.',
      ],
    ],
    [
      'nl',
      [
        'Verstreken termijnen (1)',
        'definitief antwoord\nTe versturen uiterlijk op maandag 11 mei 2026 (verstreken)',
        '2 maanden vanaf de ontvangst – aanbeveling van de ACPR\nDe beslissing moet nog worden genomen.',
        'Niet toegewezen sinds de registratie op donderdag 7 mei 2026.',
        'Te posten uiterlijk op vrijdag 15 mei 2026\nWacht op verzending per post sinds maandag 11 mei 2026.',
        'Te doen tot en met donderdag 21 mei 2026 (1)',
        'Uiterlijk op maandag 18 mei 2026\nAan de klager aangekondigde datum',
        'Antwoord gevraagd tegen dinsdag 12 mei 2026',
        'De klager kan zich tot de ombudsman wenden tot en met maandag 1 juni 2026',
        'Bestanden in quarantaine (1)',
        'In een bijlage is op dinsdag 12 mei 2026 malware gevonden.',
      ],
    ],
    [
      'en',
      [
        'Overdue (1)',
        'final response\nTo be sent by Monday 11 May 2026 (overdue)',
        '2 months from receipt – ACPR recommendation\nThe decision is still to be taken.',
        'Unassigned since it was registered, on Thursday 7 May 2026.',
        'To be posted by Friday 15 May 2026\nWaiting to be posted since Monday 11 May 2026.',
        'Due by Thursday 21 May 2026 (1)',
        'By Monday 18 May 2026\nDate announced to the complainant',
        'Reply requested by Tuesday 12 May 2026',
        'The complainant can turn to the mediator until Monday 1 June 2026',
        'Files in quarantine (1)',
        'Malware was found in an attached file on Tuesday 12 May 2026.',
      ],
    ],
  ] as const)('says of each complaint what, by when and why (%s)', (language, sentences) => {
    const text = read(renderDigest(all, language).text);
    for (const sentence of sentences) expect(text).toContain(sentence);
  });

  test.each(languages)('gives the reference and the link of each (%s)', (language) => {
    const { text, html } = renderDigest(all, language);
    for (const { reference, link } of all.entries) {
      expect(text).toContain(`${reference} (${link})`);
      expect(html).toContain(`<a href="${link}">${reference}</a>`);
    }
  });

  test.each([
    ['fr', 'Urgent : à poster au plus tard le vendredi 15 mai 2026', 'Plus d’un jour ouvré sans personne en charge.'],
    ['nl', 'Dringend: te posten uiterlijk op vrijdag 15 mei 2026', 'Langer dan een werkdag zonder dossierbeheerder.'],
    ['en', 'Urgent: to be posted by Friday 15 May 2026', 'More than one working day with nobody in charge.'],
  ] as const)('says an alarm in words, not by its colour alone (%s)', (language, tray, unassigned) => {
    const alarms = digest(matters.map((matter, place) => entry(matter, place + 1, true)));
    const text = read(renderDigest(alarms, language).text);
    expect(text).toContain(tray);
    expect(text).toContain(unassigned);
    expect(read(renderDigest(all, language).text)).not.toContain(unassigned);
  });

  test.each(languages)('leaves out the sections that have nothing (%s)', (language) => {
    const { html } = renderDigest(digest([entry({ section: 'unassigned', since: '2026-05-07' })]), language);
    expect(html.match(/<h2>/g)).toHaveLength(1);
  });

  test.each(languages)('can name every duty (%s)', (language) => {
    const due = (duty: (typeof dutyNames)[number]): DigestMatter => ({
      section: 'due',
      duty,
      dueOn: '2026-05-18',
      rule: '1 month from received',
      source: 'gdpr',
      undecided: false,
    });
    const { text } = renderDigest(digest(dutyNames.map((duty, place) => entry(due(duty), place + 1))), language);
    expect(text).not.toContain('undefined');
    expect(text).not.toContain('month from received');
  });

  test('counts what would make it too long to read', () => {
    const many = Array.from({ length: 130 }, (_, place) => entry({ section: 'unassigned', since: '2026-05-07' }, place + 1));
    const { text } = renderDigest(digest(many), 'fr');
    expect(read(text)).toContain('Réclamations non attribuées (130)');
    expect(read(text)).toContain('Lignes non affichées ici : 30.');
    expect(text.match(/OPT-2026-\d{6} \(/g)).toHaveLength(100);
  });

  test('with nothing to say is not written', () => {
    expect(() => renderDigest(digest([]), 'fr')).toThrow(RangeError);
  });

  test('shows nobody’s words as markup', () => {
    const { html } = renderDigest({ ...all, readers: ['<b>Ada</b>'] }, 'en');
    expect(html).toContain('&lt;b&gt;Ada&lt;/b&gt;');
  });
});
