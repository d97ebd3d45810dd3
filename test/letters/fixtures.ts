import type { LetterFields, Recourse } from '../../letters/letter.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';

export type Reader = 'consumer' | 'professional' | 'abroad';
export type Extent = 'full' | 'least';

const mediation: Recourse = {
  consumer: true,
  mediator: {
    name: 'La Médiation de l’Assurance',
    addressLine: 'TSA 50110, 75441 Paris Cedex 09',
    website: 'www.mediation-assurance.org',
    from: '2026-07-14',
    until: '2027-05-12',
  },
  court: 'le tribunal judiciaire',
};

const readers: Record<Reader, Partial<LetterFields>> = {
  consumer: {
    recipientName: 'Dominique Exemple',
    recipientAddress: ['12 rue des Lilas', '10200 BAR SUR AUBE'],
    country: 'FR',
    salutation: 'Madame',
    recourse: mediation,
  },
  professional: {
    recipientName: 'Courtage Exemple SARL',
    recipientAddress: ['1 place du Marché', '69002 LYON'],
    country: 'FR',
    salutation: 'Madame, Monsieur',
    recourse: { consumer: false, court: 'le tribunal de commerce' },
  },
  abroad: {
    recipientName: 'Camille Voorbeeld',
    recipientAddress: ['Dorpsstraat 1', '1000 Brussel', 'BELGIQUE'],
    country: 'BE',
    salutation: 'Monsieur',
    recourse: mediation,
  },
};

/** What every letter has, and nothing that it could do without. */
const base = {
  reference: 'OPT-2026-000123',
  letterDate: '2026-05-26',
  firmName: 'Opticourtage',
  firmAddress: ['Service réclamations', '5 avenue de l’Exemple', '75002 PARIS'],
  contactName: 'Alex Modèle',
  signatoryName: 'Sacha Responsable',
  signatoryRole: 'responsable des réclamations',
  matter: 'le délai de remboursement de votre dossier',
  receivedOn: '2026-05-13',
} satisfies Partial<LetterFields>;

const extras = {
  contactRole: 'gestionnaire',
  contactEmail: 'reclamations@example.org',
  contactPhone: '+33157969060',
  sentOn: '2026-05-12',
  policyNumber: 'P-4711',
  claimNumber: 'S-0815',
} satisfies Partial<LetterFields>;

const insurer = {
  insurerName: 'Exemple Assurances',
  insurerAddress: ['8 quai du Modèle', '13002 MARSEILLE'],
} satisfies Partial<LetterFields>;
const reasons =
  'Votre contrat prévoit un remboursement sous dix jours.\nLe virement est parti le 4 mai 2026, soit douze jours trop tard (article 7).';

/** Of each kind: what it needs, and what it may have besides. */
const parts: Record<LetterKind, [Partial<LetterFields>, Partial<LetterFields>]> = {
  acknowledgement: [{ answerBy: '2026-07-10' }, {}],
  forwarding: [
    {
      ...insurer,
      recipientName: 'Exemple Assurances',
      recipientAddress: insurer.insurerAddress,
      salutation: 'Madame, Monsieur',
      insurerReplyBy: '2026-06-12',
      answerBy: '2026-07-10',
      complainantName: 'Dominique Exemple',
      complaintText: 'Je conteste le refus de prise en charge.\nMon dégât des eaux date du 2 mars !',
    },
    { insurerReference: 'EA/2026/77' },
  ],
  'forwarding-notice': [
    {
      ...insurer,
      forwardedOn: '2026-05-26',
      answerBy: '2026-07-10',
      reasons: 'Le contrat confie à l’assureur la décision de prise en charge.',
    },
    { insurerEmail: 'reclamations@example.com', insurerReference: 'EA/2026/77' },
  ],
  'interim-reply': [{ newDate: '2026-08-03', situation: 'Le dossier est chez l’expert.' }, {}],
  delay: [
    {
      newDate: '2026-08-03',
      situationFacts: [{ fact: 'examination-unfinished' }, { fact: 'insurer-awaited', since: '2026-05-19' }],
    },
    { answerBy: '2026-07-10', insurerName: 'Exemple Assurances', reasons: 'L’expert a demandé une seconde visite.' },
  ],
  upheld: [
    { reasons, measures: 'Nous avons corrigé le suivi des virements.' },
    {
      redress: 'Nous vous remboursons les frais de rejet.',
      redressAmount: { cents: 125_050, currency: 'EUR' },
      paidBy: '2026-06-01',
    },
  ],
  'partly-upheld': [
    {
      upheldPoints: 'Le virement est parti avec douze jours de retard.',
      rejectedPoints: 'La franchise est due : elle figure à l’article 3 de votre contrat.',
      reasons,
      redressAmount: { cents: 8_000, currency: 'EUR' },
      paidBy: '2026-06-01',
    },
    { measures: 'Nous avons corrigé le suivi des virements.' },
  ],
  rejected: [
    {
      reasons:
        'L’article 12 exclut les dommages antérieurs au contrat. Le dégât date du 2 mars 2025 ; le contrat, du 1er mai 2025.',
    },
    {},
  ],
  settled: [
    { reasons, offerTerms: 'Nous annulons la majoration de 2026.', offerUntil: '2026-06-30' },
    { offerAmount: { cents: 30_000, currency: 'EUR' }, paidBy: '2026-07-31', measures: 'Nous avons revu le modèle de devis.' },
  ],
  'recourse-details': [
    {},
    { ...insurer, insurerReference: 'EA/2026/77', disagreedOn: '2026-05-22', answeredOn: '2026-05-18', newDate: '2026-07-10' },
  ],
  escalation: [
    { escalatedTo: 'insurer', escalatedOn: '2026-05-25', ...insurer },
    { answerBy: '2026-07-10', situation: 'L’assureur nous a confirmé la réception du dossier.', insurerReference: 'EA/2026/77' },
  ],
  'missing-facts': [
    {
      missingFacts: ['la copie de votre contrat', 'le courrier de refus'],
      reasons: 'Ces pièces montrent quelle garantie s’applique.',
      informationBy: '2026-06-09',
      answerBy: '2026-07-10',
    },
    {},
  ],
  'progress-answer': [{ answer: 'Nous avons reçu le rapport de l’expert et l’étudions.', answerBy: '2026-07-10' }, {}],
  reassignment: [{}, { contactFrom: '2026-06-01', answerBy: '2026-07-10' }],
  withdrawal: [{ withdrawnOn: '2026-05-25' }, {}],
  reopened: [
    { reasons: 'Vous nous avez adressé un second constat.', answerBy: '2026-07-10' },
    { reopenedOn: '2026-05-25', newDate: '2026-07-31' },
  ],
  'not-treated-further': [{ reasons: 'Vous avez porté ce litige devant le tribunal, seul compétent désormais.' }, {}],
  'breach-alert': [
    {
      duty: 'final-response',
      dueOn: '2026-05-25',
      breachReason: 'aucune décision enregistrée',
      link: 'https://desk.example.org/desk/OPT-2026-000123',
    },
    {},
  ],
};

/** A letter's fields, for a reader, with or without what is optional. */
export function fieldsFor(
  kind: LetterKind,
  reader: Reader = 'consumer',
  extent: Extent = 'full',
  changes: Partial<LetterFields> = {},
): LetterFields {
  const [needed, optional] = parts[kind];
  const complainant = kind === 'breach-alert' ? {} : readers[reader];
  const full = extent === 'full';
  const least = { ...base, ...complainant, ...needed };
  if (!full) delete (least as Partial<LetterFields>).recipientAddress;
  return { ...least, ...(full ? { ...extras, ...optional } : {}), ...changes };
}
