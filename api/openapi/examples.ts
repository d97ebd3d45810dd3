import { addCalendarDays } from '../../procedures/civil-dates.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';

/** A body that works as it stands. */
interface Example {
  summary: string;
  value: Record<string, unknown>;
}
export type Examples = Record<string, Example>;

export const exampleInsurer = { name: 'Exemple Assurances', email: 'reclamations@example.org', reference: 'EX-4711' };

/**
 * Complaints; each can be sent again and again as it stands: it is received now.
 *
 * @param today a day that has begun in every firm's zone
 */
export function complaintExamples(today: CivilDate): Examples {
  return { ...usualComplaints, writtenBefore: writtenBefore(today) };
}

function writtenBefore(today: CivilDate): Example {
  return {
    summary: 'By letter, after an earlier one to the insurer: the limits of the law run from that one',
    value: {
      procedure: 'opticourtage',
      channel: 'letter',
      sent: addCalendarDays(today, -3),
      earlierWriting: { on: addCalendarDays(today, -20), to: 'Exemple Assurances' },
      complainant: {
        name: 'Dominique Exemple',
        address: { lines: ['12 rue de l’Exemple'], postcode: '75000', town: 'Paris', country: 'FR' },
      },
      reason: 'Ma lettre à la compagnie, au sujet du remboursement de mes lunettes, est restée sans réponse.',
    },
  };
}

const usualComplaints: Examples = {
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
    summary: 'By letter, from a lawyer with a mandate: level 2b, and letters go to the lawyer by post',
    value: {
      procedure: 'opticourtage',
      channel: 'letter',
      sent: 'unknown',
      sender: 'lawyer',
      capacity: 'professional',
      complainant: { name: 'Dominique Exemple' },
      representative: {
        name: 'Camille Exemple',
        address: { lines: ['1 place de l’Exemple'], postcode: '69000', town: 'Lyon', country: 'FR' },
        mandate: 'recorded',
      },
      reason: 'Ma cliente conteste la résiliation de son contrat.',
    },
  },
  byTelephone: {
    summary: 'By telephone, at a firm that takes the call as a complaint',
    value: {
      procedure: '123-courtage',
      channel: 'phone',
      complainant: { name: 'Dominique Exemple', phone: '01 23 45 67 89' },
      reason: 'Ma résiliation n’a toujours pas été enregistrée.',
      policyNumber: 'C-123456',
    },
  },
  atMeeting: {
    summary: 'In a meeting, at a firm that invites to write; about one of the staff',
    value: {
      procedure: 'alter-ego',
      channel: 'meeting',
      complainant: { name: 'Dominique Exemple', email: 'dominique@example.org' },
      concernedStaff: ['client-service'],
      reason: 'On m’a vendu une garantie qui ne correspond pas à ma demande.',
    },
  },
  solvedAtOnce: {
    summary: 'By telephone, and put right at once: recorded, and nothing is owed',
    value: {
      procedure: 'alter-ego',
      channel: 'phone',
      complainant: { name: 'Dominique Exemple' },
      reason: 'Mon attestation n’est pas arrivée.',
      solvedAtOnce: 'L’attestation a été envoyée pendant l’appel.',
    },
  },
  personalData: {
    summary: 'About a contract and about personal data: two clocks under one reference',
    value: {
      procedure: 'opticourtage',
      kind: 'classic-and-gdpr',
      channel: 'e-mail',
      complainant: { name: 'Dominique Exemple', email: 'dominique@example.org' },
      reason: 'Mon contrat est résilié, et vous détenez encore mon dossier médical.',
      solutionSought: 'L’effacement de mes données.',
    },
  },
};

export const escalationExamples: Examples = {
  mediator: { summary: 'To the mediator', value: { to: 'mediator' } },
  insurer: {
    summary: 'To the insurer, for a second treatment',
    value: { to: 'insurer', insurer: exampleInsurer, reasons: 'Votre assureur doit se prononcer sur la garantie.' },
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
  writtenComplaint: {
    summary: 'What was only said has been written',
    value: { what: 'written-complaint', text: 'Je vous confirme ma réclamation de lundi.' },
  },
  mandate: { summary: 'The mandate of who writes for the complainant', value: { what: 'mandate', text: 'Le mandat est joint.' } },
  mediatorAccepted: { summary: 'The mediator has taken it up', value: { what: 'mediator-accepted' } },
  mediatorRefused: { summary: 'The mediator has refused it', value: { what: 'mediator-refused' } },
  mediatorOpinion: {
    summary: "The mediator's opinion",
    value: { what: 'mediator-opinion', text: 'Le médiateur propose un partage.' },
  },
  summons: { summary: 'A summons', value: { what: 'summons' } },
};

const [aLetter, anotherLetter] = ['6f1b0c9e-6a1f-4d57-9d0f-0f6b2f3a7c11', '0f0f6c1a-2c3d-4e5f-8a9b-1c2d3e4f5a6b'];

export const printingExamples: Examples = {
  oneSide: { summary: 'Two letters on single sides', value: { letters: [aLetter, anotherLetter] } },
  bothSides: { summary: 'One letter, printed on both sides', value: { letters: [aLetter], sides: 2 } },
};

export const postingExamples: Examples = {
  today: { summary: 'Posted today', value: {} },
  registered: { summary: 'Posted today as a registered letter', value: { registeredNumber: '1A 234 567 8901 2' } },
};

export const undeliveredExamples: Examples = {
  unnumbered: { summary: 'The notice names no code', value: {} },
  unknown: { summary: 'There is no such mailbox', value: { status: '5.1.1' } },
};
