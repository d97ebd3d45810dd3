import type { SeededComplaint } from '../../test/desk/seeded.ts';

const firms = [
  { procedure: 'opticourtage', handler: 'client-service', language: 'fr' },
  { procedure: 'alter-ego', handler: 'client-service', language: 'fr' },
  { procedure: '123-courtage', handler: 'management-department', language: 'fr' },
  { procedure: 'almena', handler: 'client-service', language: 'fr' },
  { procedure: 'optimco', handler: 'complaints-desk', language: 'nl' },
] as const;

const words = {
  fr: {
    matter: 'la résiliation de votre contrat',
    reason: 'Ma demande de résiliation n’a pas été prise en compte et les cotisations sont toujours prélevées.',
    reasons: 'Votre demande nous est parvenue. Elle n’a pas été enregistrée le jour même.',
    points: 'Les deux dernières cotisations.',
    measures: 'Votre contrat est résilié à la date demandée.',
    terms: 'Nous vous proposons le remboursement de la moitié des cotisations.',
  },
  nl: {
    matter: 'de opzegging van uw contract',
    reason: 'Met mijn opzegging werd geen rekening gehouden en de premies worden nog altijd geïnd.',
    reasons: 'Uw opzegging is bij ons aangekomen. Ze werd niet dezelfde dag geregistreerd.',
    points: 'De laatste twee premies.',
    measures: 'Uw contract is opgezegd op de gevraagde dag.',
    terms: 'Wij stellen voor de helft van de premies terug te betalen.',
  },
};

const outcomes = ['upheld', 'partly-upheld', 'rejected', 'settled'] as const;
const channels = ['e-mail', 'letter', 'e-mail', 'e-mail'] as const;

/** Ordinary complaints of every firm that were answered and closed, one for each outcome: of these most of a register is made. */
export const answeredOnes: readonly SeededComplaint[] = firms.flatMap(({ procedure, handler, language }) =>
  outcomes.map((outcome, place) => {
    const { matter, reason, reasons, points, measures, terms } = words[language];
    const remedies = {
      upheld: { measures, redress: { cents: 12_345, currency: 'EUR', paidBy: '2026-11-30' } },
      'partly-upheld': {
        upheldPoints: points,
        rejectedPoints: points,
        redress: { cents: 4_500, currency: 'EUR', paidBy: '2026-11-30' },
      },
      rejected: {},
      settled: { offer: { terms, until: '2026-11-30', cents: 6_000, currency: 'EUR' } },
    }[outcome];
    return {
      name: `${procedure}, ${outcome}`,
      registered: '2026-09-01 10:00',
      body: {
        procedure,
        channel: channels[place] ?? 'e-mail',
        complainant: { name: 'Dominique Exemple', salutation: 'madam', email: 'dominique@example.org' },
        matter,
        reason,
        caseHandler: handler,
      },
      then: [{ at: '2026-10-05 11:00', decide: { decision: 'resolve', outcome, reasons, ...remedies } }],
    };
  }),
);
