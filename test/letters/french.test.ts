import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { kindsOfLetter } from '../../letters/kinds.ts';
import type { IncompleteLetter, LetterFields, Recourse } from '../../letters/letter.ts';
import { renderLetter } from '../../letters/render.ts';
import { type LetterKind, letterKinds } from '../../workflows/domain/letters.ts';
import { type Extent, fieldsFor, type Reader } from './fixtures.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

function write(kind: LetterKind, changes: Partial<LetterFields> = {}, extent: Extent = 'full', reader: Reader = 'consumer') {
  return plain(renderLetter(kind, 'fr', fieldsFor(kind, reader, extent, changes)).text);
}

describe('a letter that leaves after its own day says that it regrets it, once', () => {
  const kinds = ['acknowledgement', 'ten-day-notice', 'forwarding-notice', 'interim-reply', 'gdpr-acknowledgement'] as const;
  const regret = 'Cette lettre vous parvient avec retard. Nous vous présentons nos excuses.';

  test.each(kinds)('%s', (kind) => {
    expect(write(kind, { late: true })).toContain(regret);
    expect(write(kind, { late: false })).not.toMatch(/retard|excuses/);
  });

  test.each(kinds)('%s whose answer is late too', (kind) => {
    const passed = { late: true, answerBy: '2026-05-20', gdprAnswerBy: '2026-05-20' };
    expect(write(kind, passed).match(/excuses|regrette/g)).toHaveLength(1);
  });
});

describe('a function that follows the complaint is named as in a sentence', () => {
  const service = { contactName: 'Le service clients', contactRole: 'suivi des réclamations' };
  const toldOutside = letterKinds.filter((kind) => kindsOfLetter[kind].signs !== 'system');

  test.each(toldOutside)('%s', (kind) => {
    const text = write(kind, service);
    expect(text).toMatch(/le service clients|(^|\n)Le service clients/);
    expect(text).not.toMatch(/[\p{L},:;] Le service clients/u);
    expect(text).not.toMatch(/[.!?] le service clients/);
  });

  test('not treated further: the follow-up by the service ends', () => {
    expect(write('not-treated-further', service)).toContain('Le suivi de votre dossier par le service clients prend fin');
  });
});

describe('the firm’s postal address is pointed to only where there is one', () => {
  const mailboxOnly = { firmAddress: ['reclamations@example.org'], contactEmail: undefined, contactPhone: undefined };
  const outside = letterKinds.filter((kind) => kindsOfLetter[kind].signs !== 'system' && kind !== 'ten-day-notice');

  test.each(outside)('%s', (kind) => {
    const text = write(kind, mailboxOnly);
    expect(text).not.toMatch(/adresse postale indiquée|par courrier, à l’adresse/);
    expect(text.match(/reclamations@example\.org/g)?.length).toBeGreaterThan(1);
    const postal = write(kind, { contactEmail: undefined, contactPhone: undefined });
    expect(postal).toContain('à l’adresse postale indiquée en tête');
  });
});

describe('a reopened complaint', () => {
  test('is promised a new answer only where there was one before', () => {
    expect(write('reopened')).toContain('Vous recevrez notre réponse écrite et motivée au plus tard le 31 juillet 2026.');
    expect(write('reopened', { answeredOn: '2026-05-18' })).toContain(
      'Vous recevrez notre nouvelle réponse écrite et motivée au plus tard le 31 juillet 2026.',
    );
    expect(write('reopened', { newDate: undefined })).not.toContain('nouvelle réponse');
  });

  test('says what is new, or that its ending was contested, or both', () => {
    const contested = { disagreedOn: '2026-05-24' };
    const words = 'Vous nous avez fait part de votre désaccord le 24 mai 2026.';
    expect(write('reopened')).not.toContain('désaccord');
    expect(write('reopened', { ...contested, reasons: undefined })).toContain(words);
    expect(write('reopened', { ...contested, reasons: undefined })).not.toContain('Les éléments nouveaux');
    expect(write('reopened', contested)).toContain(words);
    expect(write('reopened', contested)).toContain('Vous nous avez adressé un second constat.');
  });

  test('keeps its clock', () => {
    expect(write('reopened')).toContain('Nous avions reçu votre réclamation le 13 mai 2026');
  });
});

test.each(['acknowledgement', 'ten-day-notice', 'gdpr-acknowledgement', 'reopened'] as const)(
  '%s of a linked matter names the earlier complaint',
  (kind) => {
    expect(write(kind)).toContain('réclamation précédente, référence OPT-2026-000045.');
    expect(write(kind, { linkedReference: undefined })).not.toContain('précédente');
  },
);

test.each(['forwarding', 'chaser', 'second-review-request', 'escalation-to-insurer', 'sent-on-to-mediator'] as const)(
  '%s quotes the matter, which speaks to the complainant',
  (kind) => {
    const text = write(kind, { matter: 'la gestion de votre contrat' });
    expect(text).toContain('« la gestion de votre contrat »');
    expect(text.match(/la gestion de votre contrat/g)).toHaveLength(1);
  },
);

describe('promises of the procedure', () => {
  test.each(['acknowledgement', 'ten-day-notice', 'gdpr-acknowledgement'] as const)(
    '%s is free of charge where promised',
    (kind) => {
      expect(write(kind)).toContain('Le traitement de votre réclamation est gratuit.');
      expect(write(kind, { freeOfCharge: false })).not.toContain('est gratuit.');
    },
  );

  test.each(['upheld', 'partly-upheld', 'rejected', 'settled', 'gdpr-answer'] as const)(
    '%s offers help where promised',
    (kind) => {
      expect(write(kind, { helpOffered: true })).toContain('Avez-vous besoin d’aide');
      expect(write(kind, { helpOffered: false })).not.toContain('d’aide');
    },
  );
});

describe('recourse follows how far the complaint has gone', () => {
  const withRecourse = letterKinds.filter((kind) => kindsOfLetter[kind].recourse && !kindsOfLetter[kind].mediator);
  const mediator = fieldsFor('acknowledgement').recourse?.mediator;
  const gone = (state: Recourse['state']): Partial<LetterFields> => ({
    recourse: { consumer: true, state, mediator, court: 'le tribunal judiciaire' },
  });

  test.each(withRecourse)('%s: with the mediator, nobody is invited to go there', (kind) => {
    const text = write(kind, gone('with-mediator'));
    expect(text).toContain('Le médiateur est saisi de votre dossier : La Médiation de l’Assurance');
    expect(text).not.toMatch(/(pouvez|pourrez)[^.]*saisir|doit être saisi|préalable/);
  });

  test.each(withRecourse)('%s: after the opinion, the court alone is left', (kind) => {
    const text = write(kind, gone('opinion-given'));
    expect(text).toContain('Le médiateur a rendu son avis');
    expect(text).toContain('Vous conservez le droit d’agir en justice, devant le tribunal judiciaire.');
    expect(text).not.toMatch(/saisir|TSA/);
  });

  test.each(withRecourse)('%s: in court, no mediator', (kind) => {
    const text = write(kind, gone('in-court'));
    expect(text).toContain('La justice est déjà saisie de votre réclamation.');
    expect(text).not.toMatch(/médiat|saisir|TSA/i);
  });

  test('a letter about the mediator can do without its name', () => {
    const recourse: Recourse = { consumer: true, state: 'with-mediator' };
    expect(write('escalation', { recourse, escalatedTo: 'mediator' })).toContain('devant le médiateur le 25 mai 2026. Nous');
    expect(write('rejected', { recourse })).toContain('Le médiateur est saisi de votre dossier. Vous n’avez pas');
  });

  test.each(withRecourse)('%s: in Belgium, at any time, without dates and without French conditions', (kind) => {
    const ombudsman = { name: 'l’Ombudsman des Assurances', website: 'www.ombudsman-insurance.be', needsWrittenComplaint: false };
    const text = write(kind, { recourse: { consumer: true, mediator: ombudsman } });
    expect(text).toContain('saisir gratuitement l’Ombudsman des Assurances, www.ombudsman-insurance.be.');
    expect(text).not.toMatch(/préalable|doit être saisi|un an après|à partir du 14 juillet/);
  });

  test('where nothing has been written yet, the mediator’s condition is told and no date', () => {
    const unwritten = { name: 'La Médiation de l’Assurance', addressLine: 'TSA 50110', needsWrittenComplaint: true };
    const text = write('ten-day-notice', { recourse: { consumer: true, mediator: unwritten } });
    expect(text).toContain('Si notre réponse ne vous convient pas, vous pourrez saisir gratuitement La Médiation de l’Assurance');
    expect(text).toContain('Cet organisme demande une réclamation écrite préalable, adressée à notre société.');
    expect(text).not.toMatch(/à tout moment|doit être saisi/);
  });

  test('a complaint about personal data has its authority, never the insurance mediator', () => {
    for (const kind of ['gdpr-acknowledgement', 'gdpr-extension', 'gdpr-answer'] as const) {
      const { recourse } = fieldsFor(kind);
      const text = write(kind, { recourse: { consumer: true, ...recourse, mediator, state: 'with-mediator' } });
      expect(text).toContain('l’autorité de protection des données de l’exemple, 3 place du Modèle');
      expect(text).not.toMatch(/médiat|TSA/i);
    }
    expect(write('gdpr-answer')).toContain('agir en justice, devant le tribunal judiciaire.');
  });
});

describe('the request for a mandate holds nothing of the client', () => {
  test('neither name, matter, contract, insurer nor anybody’s words', () => {
    const { html, subject } = renderLetter('mandate-request', 'fr', fieldsFor('mandate-request'));
    for (const private_ of ['Dominique', 'remboursement', 'P-4711', 'S-0815', 'Exemple Assurances', 'conteste', 'secret'])
      expect(html + subject).not.toContain(private_);
    expect(html).toContain('OPT-2026-000123');
  });
});

describe('alerts', () => {
  test('name the duty in the subject', () => {
    const { subject } = renderLetter('breach-alert', 'fr', fieldsFor('breach-alert'));
    expect(plain(subject)).toBe('OPT-2026-000123 – Échéance, alerte : réponse définitive');
  });

  test('say each limit in words, and its day where it is another', () => {
    const text = write('breach-alert');
    expect(text).toContain('– Délai : 2 mois à compter de la réception – notre procédure\n');
    expect(text).toContain(
      '– Délai : 2 mois à compter de l’envoi (date inconnue, délai compté à partir de la réception) – recommandation de l’ACPR, dernier jour le 24 mai 2026\n',
    );
    expect(text).not.toMatch(/months|monTo|received|procedure/);
  });

  test('say a single limit in words too', () => {
    expect(write('breach-alert', {}, 'least')).toContain('– Délai : 2 mois à compter de la réception – notre procédure\n');
  });
});

describe('what single letters must say', () => {
  test('invitation: ways, minimum facts, what writing starts', () => {
    const text = write('invitation-to-write');
    for (const words of [
      '– par e-mail : reclamations@example.org',
      '– vos nom et prénom',
      'Notre délai de réponse court à partir de votre réclamation écrite.',
    ])
      expect(text).toContain(words);
    expect(text).toContain('la réclamation écrite préalable que demande le médiateur');
    expect(write('invitation-to-write', { minimumFacts: undefined })).not.toContain('Ce que vous pouvez indiquer');
  });

  test('invitation: where the firm’s own clock runs from the talk, writing starts none', () => {
    const text = write('invitation-to-write', { answerBy: '2026-07-10' });
    expect(text).toContain('Vous recevrez notre réponse écrite et motivée au plus tard le 10 juillet 2026.');
    expect(text).not.toContain('court à partir');
  });

  test('never written: three dates, and the door stays open', () => {
    const text = write('never-written');
    for (const day of ['2 mars 2026', '4 mars 2026', '3 avril 2026']) expect(text).toContain(day);
    expect(text).toContain('Vous pouvez toujours nous écrire');
  });

  test('second review: both dates of the first treatment, and ours', () => {
    const text = write('second-review-request');
    for (const day of ['18 mai 2026', '22 mai 2026', '12 juin 2026', '10 juillet 2026']) expect(text).toContain(day);
    expect(text).toContain('> Je conteste le refus');
  });

  test.each([
    ['mediator', 'a été portée devant le médiateur le 25 mai 2026 : La Médiation de l’Assurance'],
    ['court', 'a été portée devant la justice le 25 mai 2026.'],
  ] as const)('escalation to the %s as told to the insurer: where, since when, what continues', (escalatedTo, words) => {
    const text = write('escalation-to-insurer', { escalatedTo });
    expect(text).toContain(words);
    expect(text).toContain('Nous continuons de suivre ce dossier.');
  });

  test('not a complaint: how to contest, and the first dates hold', () => {
    const text = write('not-a-complaint');
    expect(text).toContain('Dans ce cas, écrivez-nous à l’adresse reclamations@example.org');
    expect(text).toContain('Les délais seront ceux de votre premier message, reçu le 13 mai 2026.');
  });

  test('sent on: the condition, our offer from its sending, nothing about admissibility', () => {
    const text = write('sent-on');
    expect(text).toContain('Le médiateur demande une réclamation écrite préalable, adressée à notre société.');
    expect(text).toContain('comptés à partir du 12 mai 2026, jour de son envoi');
    expect(write('sent-on', { sentOn: undefined })).toContain('comptés à partir du 13 mai 2026.');
    expect(text).not.toMatch(/recevable|acceptera/);
  });

  test('personal data: asks for no identity papers', () => {
    expect(write('gdpr-acknowledgement')).not.toMatch(/identité/);
  });

  test.each([
    ['upheld', /^Nous donnons une suite favorable/m],
    ['partly-upheld', /^Nous donnons en partie une suite favorable/m],
    ['rejected', /^Je ne peux pas donner une suite favorable/m],
  ] as const)('personal data, %s', (outcome, words) => {
    expect(write('gdpr-answer', { outcome })).toMatch(words);
  });

  test('settled: staff’s words on what accepting means, else ours', () => {
    expect(write('settled')).toContain('Votre accord écrit met fin au différend');
    const text = write('settled', { offerEffect: 'Votre accord clôt le seul point des frais.' });
    expect(text).toContain('Votre accord clôt le seul point des frais.');
    expect(text).not.toContain('met fin au différend');
  });

  test('progress: a finished examination is not called unfinished', () => {
    const text = write('progress-answer', { answer: undefined, situationFacts: [{ fact: 'result-being-written' }] });
    expect(text).toContain('L’examen de votre réclamation est terminé.');
    expect(text).not.toContain('n’est pas terminé');
  });
});

test('references and phone numbers stay on one line, and are read and copied as they are', () => {
  const { html, text } = renderLetter('acknowledgement', 'fr', fieldsFor('acknowledgement'));
  for (const whole of ['OPT-2026-000123', 'OPT-2026-000045', '01 57 96 90 60']) {
    const body = html.slice(html.indexOf('<body>'));
    expect(body.split(whole)).toHaveLength(body.split(`<span style="white-space:nowrap">${whole}</span>`).length);
    expect(text).toContain(whole);
  }
  const alert = renderLetter('breach-alert', 'fr', fieldsFor('breach-alert')).html;
  expect(alert).toContain('href="https://desk.example.org/desk/OPT-2026-000123"');
});

describe('a logo and a signature', () => {
  const logo = { source: 'https://www.example.org/logo.png', alt: 'Opticourtage', width: 160, height: 48 };
  const signature = { source: 'https://www.example.org/signature.png', alt: 'Signature', width: 120, height: 60 };
  const lines = ['SARL au capital de 8 000 €', 'ORIAS 00 000 000'];

  test('are shown where given, and the letter reads without them', () => {
    const { html, text } = renderLetter(
      'rejected',
      'fr',
      fieldsFor('rejected', 'consumer', 'full', { firmLogo: logo, signatureImage: signature, signatureLines: lines }),
    );
    expect(html).toContain('<img src="https://www.example.org/logo.png" alt="Opticourtage" width="160" height="48">');
    expect(html).toContain('<img src="https://www.example.org/signature.png" alt="Signature" width="120" height="60">');
    expect(text).not.toMatch(/png|Signature/);
    expect(plain(text)).toContain('Opticourtage\nSARL au capital de 8 000 €\nORIAS 00 000 000\n');
    expect(text.startsWith('Opticourtage\n')).toBe(true);
  });

  test.each(['http://www.example.org/logo.png', 'data:image/png;base64,AA==', 'cid:logo', 'https://x.example/a" onerror="b'])(
    'a picture from %j is refused',
    (source) => {
      expect(() => write('rejected', { firmLogo: { ...logo, source } })).toThrow(RangeError);
    },
  );

  describe('are partials that a firm replaces', () => {
    const templates = mkdtempSync(join(tmpdir(), 'firm-'));
    const common = fileURLToPath(new URL('../../templates/', import.meta.url));
    for (const folder of ['letters', 'mail']) symlinkSync(join(common, folder), join(templates, folder));
    const put = (path: string, content: string) => {
      mkdirSync(join(templates, path, '..'), { recursive: true });
      writeFileSync(join(templates, path), content);
    };
    put(
      'firms/opticourtage/fr/partials/letterhead.hbs',
      '<div class="picture"><img src="https://www.example.org/l.png" alt="Opticourtage" width="160" height="48"></div>\n<p>{{firmName}}, {{commas firmAddress}}</p>\n',
    );
    put(
      'firms/opticourtage/fr/partials/signature.hbs',
      '<p><strong>{{signatoryName}}</strong>, {{signatoryRole}}</p>\n<p class="quiet">ORIAS 00 000 000</p>\n',
    );
    put('firms/almena/fr/partials/signature.hbs', '<p><strong>{{signatoryName}}</strong></p>\n');
    afterAll(() => rmSync(templates, { recursive: true }));
    const fields = fieldsFor('acknowledgement', 'consumer', 'full', { firmAddress: ['5 avenue de l’Exemple'] });

    test('the firm’s own letterhead and signature stand in each of its letters', () => {
      const { text } = renderLetter('acknowledgement', 'fr', fields, { procedure: 'opticourtage', templates });
      expect(text).toMatch(/^Opticourtage, 5 avenue de l’Exemple\n/);
      expect(text).toMatch(/Sacha Responsable, responsable des réclamations\n\nORIAS 00 000 000\n$/);
    });

    test('a signature that leaves the function out is refused', () => {
      expect.assertions(1);
      try {
        renderLetter('acknowledgement', 'fr', fields, { procedure: 'almena', templates });
      } catch (error) {
        expect((error as IncompleteLetter).missing).toEqual(['text:signatoryRole']);
      }
    });
  });
});
