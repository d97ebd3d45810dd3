import type { SeededComplaint } from '../desk/seeded.ts';

const lens = {
  procedure: 'opticourtage',
  channel: 'web-form',
  complainant: { name: 'Dominique Exemple', salutation: 'madam', email: 'dominique@example.org' },
  matter: 'le remboursement de vos lunettes',
  reason: 'Mes lunettes ne sont toujours pas remboursées, malgré trois relances.\n\nLa facture est partie le 3 juillet.',
  stepsTaken: 'Trois appels au service clients.',
  solutionSought: 'Le remboursement de 240 euros.',
  policyNumber: 'OPT-12764',
  caseHandler: 'client-service',
};

/** Complaints whose pages show what the desk's seed does not have. */
export const seededPrivate: SeededComplaint[] = [
  { name: 'new today', registered: '2026-11-17 09:00', body: lens },
  {
    name: 'offer stands',
    registered: '2026-10-05 10:00',
    body: lens,
    then: [
      { at: '2026-10-06 10:00', decide: { decision: 'acknowledge-now' } },
      {
        at: '2026-11-10 15:00',
        decide: {
          decision: 'resolve',
          outcome: 'settled',
          reasons: 'Votre facture nous était bien parvenue. Elle a été classée par erreur dans un autre dossier.',
          offer: {
            terms: 'Nous vous versons 200 euros par virement, dans les dix jours qui suivent votre accord.',
            until: '2026-12-04',
            cents: 20_000,
            currency: 'EUR',
          },
        },
      },
    ],
  },
  {
    name: 'something is asked for',
    registered: '2026-11-02 10:00',
    body: lens,
    then: [
      { at: '2026-11-03 10:00', decide: { decision: 'acknowledge-now' } },
      {
        at: '2026-11-12 11:00',
        decide: {
          decision: 'request-information',
          missingFacts: ['La copie de votre facture', 'La date de votre dernier appel'],
          reasons: 'Nous recherchons l’enregistrement de votre conversation.',
          answerBy: '2026-11-27',
        },
      },
    ],
  },
];
