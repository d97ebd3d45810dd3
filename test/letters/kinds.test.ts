import { describe, expect, test } from '@jest/globals';
import { type FieldName, hasPostalAddress, kindsOfLetter, missingFields } from '../../letters/kinds.ts';
import { IncompleteLetter, type LetterFields, languages } from '../../letters/letter.ts';
import { renderLetter } from '../../letters/render.ts';
import { type LetterKind, letterKinds } from '../../workflows/domain/letters.ts';
import { fieldsFor } from './fixtures.ts';

const mandatory = letterKinds.flatMap((kind) => kindsOfLetter[kind].mandatory.map((name) => [kind, name] as const));

function refusal(write: () => unknown): string[] {
  try {
    write();
  } catch (error) {
    if (error instanceof IncompleteLetter) return error.missing;
    throw error;
  }
  return [];
}

describe('a letter that lacks a mandatory field is refused by its name', () => {
  test.each(mandatory)('%s without %s', (kind, name) => {
    const fields = fieldsFor(kind);
    for (const nothing of [undefined, '  ', []]) {
      const without = { ...fields, [name]: nothing };
      expect(missingFields(kind, without)).toContain(name);
      expect(refusal(() => renderLetter(kind, 'fr', without))).toContain(name);
    }
  });

  test.each(letterKinds)('%s with all of them lacks nothing', (kind) => {
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'least'))).toEqual([]);
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'full'))).toEqual([]);
  });
});

describe('alternatives', () => {
  const none = { measures: undefined, redress: undefined, redressAmount: undefined, paidBy: undefined };
  const amount = { cents: 100, currency: 'EUR' };

  test.each([
    ['upheld', none, ['measures|redress|redressAmount+paidBy']],
    ['upheld', { ...none, measures: 'a' }, []],
    ['upheld', { ...none, redress: 'a' }, []],
    ['upheld', { ...none, redressAmount: amount, paidBy: '2026-06-01' }, []],
    ['upheld', { ...none, redressAmount: amount }, ['measures|redress|redressAmount+paidBy', 'paidBy']],
    ['upheld', { ...none, measures: 'a', redressAmount: amount }, ['paidBy']],
    ['rejected', { redressAmount: amount }, ['paidBy']],
    ['delay', { reasons: undefined, situationFacts: [] }, ['reasons|situationFacts']],
    ['delay', { reasons: 'a', situationFacts: undefined }, []],
    ['delay', { reasons: undefined, situationFacts: [{ fact: 'examination-unfinished' }] }, []],
    ['forwarding-notice', { insurerAddress: undefined, insurerEmail: undefined }, ['insurerAddress|insurerEmail']],
    ['progress-answer', { answerBy: undefined, answeredOn: '2026-05-18' }, []],
    ['progress-answer', { answerBy: undefined, answer: undefined, closedOn: '2026-05-18' }, []],
    ['progress-answer', { answerBy: undefined, unwritten: true }, []],
    ['progress-answer', { answerBy: undefined }, ['answerBy|newDate|answeredOn|closedOn|unwritten']],
    ['reopened', { answerBy: undefined, newDate: undefined }, ['answerBy|newDate']],
    ['escalation', { escalatedTo: 'insurer', insurerName: ' ' }, ['insurerName']],
    ['escalation', { escalatedTo: 'court', insurerName: undefined }, []],
    ['escalation', { escalatedTo: 'mediator', recourse: { consumer: false } }, ['recourse.mediator']],
    ['escalation', { escalatedTo: 'mediator', recourse: { consumer: true, state: 'with-mediator' } }, []],
    ['ten-day-notice', { contactEmail: undefined }, ['contactEmail|contactPhone']],
    ['ten-day-notice', { contactEmail: undefined, contactPhone: '+33157969060' }, []],
    ['misdirected', { rightFirmAddress: undefined }, ['rightFirmAddress|rightFirmEmail']],
    ['misdirected', { rightFirmAddress: undefined, rightFirmEmail: 'contact@example.com' }, []],
    ['second-review-request', { answerBy: undefined }, ['newDate|answerBy']],
    ['gdpr-answer', { outcome: 'upheld', measures: undefined }, ['measures']],
    ['gdpr-answer', { outcome: 'partly-upheld', measures: undefined }, ['measures']],
    ['gdpr-answer', { outcome: 'rejected', measures: undefined }, []],
    ['gdpr-answer', { recourse: { consumer: true } }, ['recourse.authority']],
    ['gdpr-answer', { recourse: undefined }, ['recourse']],
    ['gdpr-extension', { recourse: { consumer: true, authority: { name: 'X' } } }, ['recourse.authority.addressLine']],
    ['sent-on', { recourse: { consumer: false } }, ['recourse.mediator']],
    ['sent-on', { recourse: undefined }, ['recourse']],
    [
      'year-reminder',
      { recourse: { consumer: true, mediator: { name: 'X', website: 'x.example' } } },
      ['recourse.mediator.until'],
    ],
    ['breach-alert', { breachReason: undefined }, ['brokenLimits|breachReason']],
    ['breach-alert', { breachReason: undefined, brokenLimits: [{ rule: 'a', source: 'ours', dueOn: '2026-05-25' }] }, []],
  ] as const)('%s with %j lacks %j', (kind, changes, missing) => {
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'least', changes as Partial<LetterFields>))).toEqual(missing);
  });
});

describe('the ways on', () => {
  const withRecourse = letterKinds.filter((kind) => kindsOfLetter[kind].recourse && !kindsOfLetter[kind].mediator);

  test.each(withRecourse)('%s is not complete without them', (kind) => {
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'full', { recourse: undefined }))).toEqual(['recourse']);
  });

  test.each(withRecourse)('%s names a mediator to a consumer', (kind) => {
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'full', { recourse: { consumer: true } }))).toEqual([
      'recourse.mediator',
    ]);
    const unreachable = { consumer: true, mediator: { name: 'La Médiation de l’Assurance' } };
    expect(missingFields(kind, fieldsFor(kind, 'consumer', 'full', { recourse: unreachable }))).toEqual([
      'recourse.mediator.addressLine',
    ]);
  });

  test.each(withRecourse)('%s names none to a professional', (kind) => {
    expect(missingFields(kind, fieldsFor(kind, 'professional'))).toEqual([]);
  });
});

test('Dutch and English letters need a closing formula of their own', () => {
  expect(missingFields('acknowledgement', fieldsFor('acknowledgement'), 'nl')).toEqual(['closing']);
  expect(
    missingFields('acknowledgement', fieldsFor('acknowledgement', 'consumer', 'full', { closing: 'Hoogachtend' }), 'nl'),
  ).toEqual([]);
  expect(missingFields('breach-alert', fieldsFor('breach-alert'), 'en')).toEqual([]);
});

test('a date to come that has passed is refused: it would be an untrue promise', () => {
  const late: [Parameters<typeof fieldsFor>[0], FieldName][] = [
    ['delay', 'newDate'],
    ['missing-facts', 'informationBy'],
    ['forwarding', 'insurerReplyBy'],
    ['settled', 'offerUntil'],
    ['upheld', 'paidBy'],
    ['reminder-to-write', 'closingOn'],
    ['chaser', 'insurerReplyBy'],
    ['gdpr-extension', 'newDate'],
  ];
  for (const [kind, name] of late) {
    const fields = fieldsFor(kind, 'consumer', 'full', { [name]: '2026-05-25' });
    expect(refusal(() => renderLetter(kind, 'fr', fields))).toEqual([`past:${name}`]);
    expect(refusal(() => renderLetter(kind, 'fr', { ...fields, [name]: fields.letterDate }))).toEqual([]);
  }
});

test('measures that were taken meanwhile may name the day of it: their letter does not stand still', () => {
  const fields = fieldsFor('measures', 'consumer', 'full', { doneBy: '2026-05-25' });
  expect(refusal(() => renderLetter('measures', 'fr', fields))).toEqual([]);
});

test('a reminder of the mediator’s last day is refused once that day has passed', () => {
  const fields = (until: string) => {
    const { recourse } = fieldsFor('year-reminder');
    const mediator = { name: 'La Médiation', website: 'www.mediation.example.org', ...recourse?.mediator, until };
    return fieldsFor('year-reminder', 'consumer', 'full', { recourse: { consumer: true, mediator } });
  };
  expect(refusal(() => renderLetter('year-reminder', 'fr', fields('2026-05-25')))).toEqual(['past:recourse.mediator.until']);
  expect(refusal(() => renderLetter('year-reminder', 'fr', fields('2026-05-26')))).toEqual([]);
});

test.each(['acknowledgement', 'mandate-request', 'chaser', 'sent-on-to-mediator'] as const)(
  '%s without any way to answer is refused',
  (kind) => {
    const none = { contactEmail: undefined, contactPhone: undefined, firmAddress: ['Service réclamations'] };
    const lacks = (changes: Partial<LetterFields>) =>
      missingFields(kind, fieldsFor(kind, 'consumer', 'full', { ...none, ...changes }));
    expect(lacks({})).toEqual(['contactEmail|contactPhone|firmAddress']);
    expect(lacks({ firmAddress: ['reclamations@example.org'] })).toEqual([]);
    expect(lacks({ contactPhone: '+33157969060' })).toEqual([]);
  },
);

test.each([
  [['reclamations@example.org'], false],
  [['Service réclamations', 'Tél. 01 57 96 90 60'], false],
  [['Service réclamations', '+33 1 57 96 90 60', 'www.courtage24.example.org'], false],
  [['2 rue Nicolas Bourbon', '10200 BAR SUR AUBE'], true],
  [['Chemin de Pennel', '97139 LES ABYMES'], true],
  [['De Meeûssquare 35', '1000 Brussel'], true],
])('%j is an address for letters: %s', (firmAddress, expected) => {
  expect(hasPostalAddress({ firmAddress })).toBe(expected);
});

describe('once the mediator or the court has the complaint', () => {
  test.each(letterKinds.filter((kind) => kindsOfLetter[kind].recourse && !kindsOfLetter[kind].mediator))(
    '%s can do without a mediator',
    (kind) => {
      for (const state of ['with-mediator', 'opinion-given', 'in-court'] as const) {
        const recourse = { consumer: true, state, court: 'le tribunal judiciaire' };
        expect(missingFields(kind, fieldsFor(kind, 'consumer', 'full', { recourse }))).toEqual([]);
      }
      const open = { consumer: true, state: 'open' as const };
      expect(missingFields(kind, fieldsFor(kind, 'consumer', 'full', { recourse: open }))).toEqual(['recourse.mediator']);
    },
  );
});

test('a complaint about personal data has an authority instead of the mediator', () => {
  const recourse = { consumer: true, authority: { name: 'l’autorité', website: 'www.autorite.example.org' } };
  expect(missingFields('delay', fieldsFor('delay', 'consumer', 'full', { recourse }))).toEqual([]);
});

/** The table of the house style, word for word. */
const subjects: [LetterKind, string, string, string][] = [
  [
    'acknowledgement',
    'Accusé de réception de votre réclamation',
    'Ontvangstmelding van uw klacht',
    'We have received your complaint',
  ],
  [
    'ten-day-notice',
    'Accusé de réception de votre réclamation',
    'Ontvangstmelding van uw klacht',
    'We have received your complaint',
  ],
  ['invitation-to-write', 'Merci de nous écrire', 'Gelieve ons te schrijven', 'Please write'],
  ['reminder-to-write', 'Merci de nous écrire', 'Gelieve ons te schrijven', 'Please write'],
  ['missing-facts', 'Informations à compléter', 'Aanvullende informatie', 'Information needed'],
  ['complaint-copy', 'Copie de votre réclamation', 'Kopie van uw klacht', 'Copy of your complaint'],
  ['mandate-request', 'Informations à compléter', 'Aanvullende informatie', 'Information needed'],
  ['forwarding', 'Réclamation à traiter', 'Klacht ter behandeling', 'Complaint for reply'],
  ['forwarding-notice', 'Transmission à l’assureur', 'Doorgestuurd naar de verzekeraar', 'Sent to the insurer'],
  ['chaser', 'Rappel', 'Herinnering', 'Reminder'],
  ['interim-reply', 'Point de situation', 'Stand van zaken', 'Progress of your complaint'],
  ['delay', 'Votre réponse est retardée', 'Uw antwoord loopt vertraging op', 'Our answer is delayed'],
  ['upheld', 'Réponse à votre réclamation', 'Antwoord op uw klacht', 'Our final response'],
  ['partly-upheld', 'Réponse à votre réclamation', 'Antwoord op uw klacht', 'Our final response'],
  ['rejected', 'Réponse à votre réclamation', 'Antwoord op uw klacht', 'Our final response'],
  ['settled', 'Réponse à votre réclamation', 'Antwoord op uw klacht', 'Our final response'],
  ['measures', 'Réponse à votre réclamation', 'Antwoord op uw klacht', 'Our final response'],
  ['progress-answer', 'Point de situation', 'Stand van zaken', 'Progress of your complaint'],
  ['reassignment', 'Nouvel interlocuteur', 'Nieuwe contactpersoon', 'New contact'],
  ['not-a-complaint', 'Votre demande', 'Uw vraag', 'Your request'],
  ['misdirected', 'Autre destinataire', 'Andere bestemmeling', 'Other addressee'],
  ['sent-on', 'Courrier transmis', 'Brief doorgestuurd', 'Letter sent on'],
  ['sent-on-to-mediator', 'Courrier transmis', 'Brief doorgestuurd', 'Letter sent on'],
  ['recourse-details', 'Réexamen', 'Nieuw onderzoek', 'Second review'],
  ['second-review-request', 'Réexamen', 'Nieuw onderzoek', 'Second review'],
  ['escalation', 'Suite du dossier', 'Verder verloop', 'Next stage'],
  ['escalation-to-insurer', 'Suite du dossier', 'Verder verloop', 'Next stage'],
  ['year-reminder', 'Délai de médiation', 'Bemiddelingstermijn', 'Time limit for mediation'],
  ['gdpr-acknowledgement', 'Vos données', 'Uw gegevens', 'Your data'],
  ['gdpr-extension', 'Vos données', 'Uw gegevens', 'Your data'],
  ['gdpr-answer', 'Vos données', 'Uw gegevens', 'Your data'],
  ['withdrawal', 'Retrait', 'Intrekking', 'Withdrawal'],
  ['reopened', 'Reprise', 'Heropening', 'Reopened'],
  ['never-written', 'Clôture', 'Afsluiting', 'Closure'],
  ['not-treated-further', 'Clôture', 'Afsluiting', 'Closure'],
  ['breach-alert', 'Échéance, alerte', 'Vervaldag, melding', 'Due, alert'],
];

test('the subjects are those of the house style', () => {
  expect(subjects.map(([kind]) => kind).toSorted()).toEqual([...letterKinds].sort());
  for (const [kind, fr, nl, en] of subjects) expect([kind, kindsOfLetter[kind].subject]).toEqual([kind, { fr, nl, en }]);
});

test('what is said of an incomplete letter names fields, never their content', () => {
  const fields = fieldsFor('rejected', 'consumer', 'full', { recipientName: 'Dominique Exemple', reasons: '' });
  expect(() => renderLetter('rejected', 'fr', fields)).toThrow("The letter 'rejected' is not complete: reasons.");
});

test('subjects begin with the reference and are the same phrase whatever the outcome', () => {
  const decided = (['upheld', 'partly-upheld', 'rejected', 'settled'] as const).map(
    (kind) => renderLetter(kind, 'fr', fieldsFor(kind)).subject,
  );
  expect(new Set(decided)).toEqual(new Set(['OPT-2026-000123 – Réponse à votre réclamation']));
  for (const kind of letterKinds)
    for (const language of languages) expect(kindsOfLetter[kind].subject[language]).toMatch(/^\p{Lu}[^–:]+$/u);
});

test('recourse details speak of a second review only where one has its date', () => {
  const subject = (changes: Partial<LetterFields>) =>
    renderLetter('recourse-details', 'fr', fieldsFor('recourse-details', 'consumer', 'least', changes)).subject;
  expect(subject({ newDate: '2026-07-10' })).toBe('OPT-2026-000123 – Réexamen');
  expect(subject({})).toBe('OPT-2026-000123 – Vos recours');
});
