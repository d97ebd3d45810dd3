import { addCalendarDays } from '../../procedures/civil-dates.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { type Examples, exampleInsurer } from './examples.ts';

/**
 * Decisions; their dates lie ahead of today, whenever the document is read.
 *
 * @param today a day that has begun in every firm's zone
 */
export function decisionExamples(today: CivilDate): Examples {
  const inAMonth = addCalendarDays(today, 30);
  return {
    ...examplesOfTreatment(today),
    ...examplesOfResults(inAMonth),
    ...examplesOfEndings,
  };
}

function examplesOfTreatment(today: CivilDate): Examples {
  return {
    acknowledge: { summary: 'Acknowledge now instead of at the planned time', value: { decision: 'acknowledge-now' } },
    assign: { summary: 'Name the person in charge', value: { decision: 'assign', caseHandler: 'client-service' } },
    nameRepresentative: {
      summary: 'Somebody writes for the complainant, or somebody else than before: asked for the mandate where it was not shown',
      value: {
        decision: 'name-representative',
        representative: {
          name: 'Camille Modèle',
          salutation: 'lawyer',
          email: 'camille@example.org',
          mandate: 'missing',
        },
      },
    },
    completeFile: {
      summary: 'What was missing is known now: letters that wait for an address are written anew',
      value: {
        decision: 'complete-file',
        fields: { complainant: { email: 'dominique@example.org' }, policyNumber: 'POL-778899' },
      },
    },
    classify: {
      summary: 'It is about personal data as well: the second clock runs from the same receipt',
      value: { decision: 'classify', as: 'classic-and-gdpr' },
    },
    insurerResponsible: {
      summary: 'The insurer is responsible: forwarded, and the complainant told',
      value: {
        decision: 'set-responsibility',
        responsibility: 'insurer',
        insurer: exampleInsurer,
        reasons: 'Votre réclamation porte sur le règlement d’un sinistre, qui relève de votre assureur.',
      },
    },
    firmResponsible: { summary: 'The firm is responsible', value: { decision: 'set-responsibility', responsibility: 'firm' } },
    answerWithinWeek: {
      summary: 'An answer is possible within a week: the acknowledgement waits for it (where the procedure says so)',
      value: { decision: 'answer-within-week' },
    },
    inviteToWrite: {
      summary: 'Ask for a confirmation in writing of what was only said',
      value: { decision: 'invite-to-write' },
    },
    askForFacts: {
      summary: 'Ask for what is missing',
      value: {
        decision: 'request-information',
        missingFacts: ['La facture de l’opticien'],
        reasons: 'Nous en avons besoin pour vérifier le montant.',
        answerBy: addCalendarDays(today, 14),
      },
    },
    interimReply: {
      summary: 'Write now how it stands, and when the result is expected (where the procedure has an interim reply)',
      value: {
        decision: 'interim-reply-now',
        newDate: addCalendarDays(today, 30),
        situation: 'L’expert a rendu son avis ; la compagnie doit encore se prononcer.',
      },
    },
    delay: {
      summary: 'Announce a new date, later than every date that stands',
      value: {
        decision: 'announce-delay',
        newDate: addCalendarDays(today, 90),
        reasons: 'Nous attendons la réponse de votre assureur.',
      },
    },
    extendGdpr: {
      summary: 'Put the answer about personal data off, within its first month',
      value: {
        decision: 'extend-gdpr',
        newDate: addCalendarDays(today, 45),
        reasons: 'Votre demande porte sur plusieurs contrats dont les archives sont consultées une à une.',
      },
    },
    raiseLevel: {
      summary: 'Raise the level',
      value: { decision: 'raise-level', level: '2b' },
    },
    recomputePlan: {
      summary: 'Plan anew, once the day written on the complaint is known',
      value: { decision: 'recompute-plan', sentOn: addCalendarDays(today, -3) },
    },
    moveToVersion: {
      summary: 'Go on by the version of the procedure that is in force, once it has changed',
      value: { decision: 'move-to-version', version: 'opticourtage@0123456789ab' },
    },
    declareConflict: {
      summary: 'Somebody among the staff is too near to it, and has no part in it from now on',
      value: { decision: 'declare-conflict', staff: 'client-service' },
    },
    answerEnquiry: {
      summary: 'Answer an enquiry about how it stands',
      value: { decision: 'answer-enquiry', answer: 'Votre dossier est à l’étude ; nous attendons une pièce de l’opticien.' },
    },
  };
}

function examplesOfResults(inAMonth: CivilDate): Examples {
  return {
    recordResult: {
      summary: 'The result is known; the letter follows within its own limit (where the procedure has one)',
      value: { decision: 'record-result', outcome: 'rejected' },
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
          effect: 'Si vous acceptez, ce règlement met fin au différend sur ce remboursement.',
          until: inAMonth,
          cents: 12_000,
          currency: 'EUR',
        },
      },
    },
    gdprUpheld: {
      summary: 'Answer about personal data: what was done about the data',
      value: {
        decision: 'resolve',
        part: 'gdpr',
        outcome: 'upheld',
        reasons: 'Ces données n’étaient plus nécessaires.',
        measures: 'Votre dossier médical a été effacé.',
      },
    },
    proposed: {
      summary: 'Propose a result that somebody else approves',
      value: {
        decision: 'resolve',
        outcome: 'rejected',
        proposed: true,
        reasons: 'Le contrat ne couvrait pas encore l’optique à cette date.',
      },
    },
    approve: { summary: 'Approve what was proposed: its letter leaves', value: { decision: 'approve' } },
    sendBack: {
      summary: 'Send back what was proposed',
      value: { decision: 'send-back', reasons: 'Expliquez le calcul de la franchise.' },
    },
    measures: {
      summary: 'Tell of corrective measures after the answer',
      value: {
        decision: 'announce-measures',
        measures: 'Chaque facture reçue est désormais confirmée par un message.',
        doneBy: inAMonth,
      },
    },
  };
}

const examplesOfEndings: Examples = {
  notAComplaint: {
    summary: 'It is no complaint',
    value: {
      decision: 'classify',
      as: 'not-a-complaint',
      statement: 'Le message demande une attestation et n’exprime aucun mécontentement.',
      reasons: 'Vous nous demandez une attestation, sans exprimer de mécontentement.',
      whoAnswers: 'le service clients',
    },
  },
  misdirected: {
    summary: 'It belongs to another firm',
    value: {
      decision: 'redirect',
      reasons: 'Ce contrat n’a pas été souscrit par notre intermédiaire.',
      rightFirm: { name: 'Exemple Courtage', address: ['1 rue de l’Exemple', '75000 Paris'] },
    },
  },
  meantForMediator: {
    summary: 'It was meant for the mediator: sent on, and the complainant told',
    value: { decision: 'send-on-to-mediator' },
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
