import { addCalendarDays } from '../../procedures/civil-dates.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';

interface Example {
  summary: string;
  value: Record<string, unknown>;
}
export type Examples = Record<string, Example>;

const insurer = { name: 'Exemple Assurances', email: 'reclamations@example.org', reference: 'EX-4711' };

/** A complaint as it stands can be sent again and again: it is received now. */
export const complaintExamples: Examples = {
  byEmail: {
    summary: 'By e-mail, from a consumer',
    value: {
      procedure: 'opticourtage',
      channel: 'e-mail',
      complainant: {
        name: 'Dominique Exemple',
        salutation: 'madam',
        email: 'dominique@example.org',
        phone: '+33 1 23 45 67 89',
        address: { lines: ['12 rue de l’Exemple'], postcode: '75000', town: 'Paris', country: 'FR' },
        status: 'client',
      },
      matter: 'le remboursement de vos lunettes',
      reason: 'Mes lunettes ne sont toujours pas remboursées, malgré trois relances.',
      stepsTaken: 'Trois appels au service clients.',
      answerReceived: 'On m’a répondu que le dossier était en cours.',
      solutionSought: 'Le remboursement de 240 euros.',
      policyNumber: 'C-123456',
    },
  },
  byLetter: {
    summary: 'By letter, from a lawyer: level 2b, and letters go by post',
    value: {
      procedure: 'opticourtage',
      channel: 'letter',
      sent: 'unknown',
      sender: 'lawyer',
      capacity: 'professional',
      complainant: {
        name: 'Camille Exemple',
        address: { lines: ['1 place de l’Exemple'], postcode: '69000', town: 'Lyon', country: 'FR' },
      },
      reason: 'Ma cliente conteste la résiliation de son contrat.',
    },
  },
};

/**
 * Decisions; their dates lie ahead of today, whenever the document is read.
 *
 * @param today a day that has begun in every firm's zone
 */
export function decisionExamples(today: CivilDate): Examples {
  const inAMonth = addCalendarDays(today, 30);
  return {
    acknowledge: { summary: 'Acknowledge now instead of at the planned time', value: { decision: 'acknowledge-now' } },
    assign: { summary: 'Name the person in charge', value: { decision: 'assign', caseHandler: 'client-service' } },
    insurerResponsible: {
      summary: 'The insurer is responsible: forwarded, and the complainant told',
      value: {
        decision: 'set-responsibility',
        responsibility: 'insurer',
        insurer,
        reasons: 'Votre réclamation porte sur le règlement d’un sinistre, qui relève de votre assureur.',
      },
    },
    firmResponsible: { summary: 'The firm is responsible', value: { decision: 'set-responsibility', responsibility: 'firm' } },
    askForFacts: {
      summary: 'Ask for what is missing',
      value: {
        decision: 'request-information',
        missingFacts: ['La facture de l’opticien'],
        reasons: 'Nous en avons besoin pour vérifier le montant.',
        answerBy: addCalendarDays(today, 14),
      },
    },
    delay: {
      summary: 'Announce a new date',
      value: { decision: 'announce-delay', newDate: inAMonth, reasons: 'Nous attendons la réponse de votre assureur.' },
    },
    answerEnquiry: {
      summary: 'Answer an enquiry about how it stands',
      value: { decision: 'answer-enquiry', answer: 'Votre dossier est à l’étude ; nous attendons une pièce de l’opticien.' },
    },
    upheld: {
      summary: 'Uphold it, with redress',
      value: {
        decision: 'resolve',
        outcome: 'upheld',
        reasons: 'La facture nous était bien parvenue dans les délais.',
        measures: 'Nous avons corrigé l’enregistrement des factures.',
        redress: { cents: 24_000, currency: 'EUR', paidBy: inAMonth },
      },
    },
    partlyUpheld: {
      summary: 'Uphold it in part',
      value: {
        decision: 'resolve',
        outcome: 'partly-upheld',
        reasons: 'Le contrat rembourse la monture dans la limite de 100 euros.',
        upheldPoints: 'Le retard du remboursement.',
        rejectedPoints: 'Le montant au-delà de 100 euros.',
        redress: { cents: 10_000, currency: 'EUR', paidBy: inAMonth },
      },
    },
    rejected: {
      summary: 'Reject it',
      value: { decision: 'resolve', outcome: 'rejected', reasons: 'Le contrat ne couvrait pas encore l’optique à cette date.' },
    },
    settled: {
      summary: 'Offer a settlement',
      value: {
        decision: 'resolve',
        outcome: 'settled',
        reasons: 'Le délai de traitement a été plus long que prévu.',
        offer: {
          terms: 'Nous vous proposons la moitié du montant, à titre commercial.',
          until: inAMonth,
          cents: 12_000,
          currency: 'EUR',
        },
      },
    },
    notTreatedFurther: {
      summary: 'It cannot be treated further',
      value: { decision: 'cannot-treat-further', reasons: 'Nous n’avons pas reçu les informations demandées.' },
    },
    withdraw: { summary: 'The complainant has withdrawn it', value: { decision: 'withdraw' } },
    reopen: {
      summary: 'Take up a closed complaint again',
      value: { decision: 'reopen', reasons: 'Vous nous avez transmis une nouvelle facture.' },
    },
    close: { summary: 'Staff are done with it', value: { decision: 'close' } },
  };
}

export const escalationExamples: Examples = {
  mediator: { summary: 'To the mediator', value: { to: 'mediator' } },
  insurer: {
    summary: 'To the insurer, for a second treatment',
    value: { to: 'insurer', insurer, reasons: 'Votre assureur doit se prononcer sur la garantie.' },
  },
  court: { summary: 'To the court', value: { to: 'court' } },
};

export const receivedExamples: Examples = {
  information: { summary: 'What was asked for', value: { what: 'information', text: 'La facture est jointe à ce message.' } },
  enquiry: { summary: 'How does it stand?', value: { what: 'enquiry', text: 'Où en est ma réclamation ?' } },
  disagreement: { summary: 'The answer is not accepted', value: { what: 'disagreement', text: 'Je conteste votre réponse.' } },
  insurerReply: { summary: "The insurer's reply", value: { what: 'insurer-reply', text: 'La garantie est acquise.' } },
  offerAccepted: { summary: 'The offer is accepted', value: { what: 'offer-accepted' } },
  withdrawal: { summary: 'The complaint is withdrawn', value: { what: 'withdrawal', text: 'Je retire ma réclamation.' } },
  mediatorAccepted: { summary: 'The mediator has taken it up', value: { what: 'mediator-accepted' } },
  mediatorRefused: { summary: 'The mediator has refused it', value: { what: 'mediator-refused' } },
  mediatorOpinion: {
    summary: "The mediator's opinion",
    value: { what: 'mediator-opinion', text: 'Le médiateur propose un partage.' },
  },
  summons: { summary: 'A summons', value: { what: 'summons' } },
};

export const postingExamples: Examples = {
  today: { summary: 'Posted today', value: {} },
  registered: { summary: 'Posted today as a registered letter', value: { registeredNumber: '1A 234 567 8901 2' } },
};
