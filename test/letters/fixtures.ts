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

const yearOver: Recourse = {
  ...mediation,
  mediator: { ...mediation.mediator, name: 'La Médiation de l’Assurance', from: '2025-08-13', until: '2026-06-12' },
};

const dataProtection: Recourse = {
  consumer: true,
  authority: {
    name: 'l’autorité de protection des données de l’exemple',
    addressLine: '3 place du Modèle, 75007 PARIS',
    website: 'www.autorite.example.org',
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

const insurerReads = {
  ...insurer,
  recipientName: 'Exemple Assurances',
  recipientAddress: insurer.insurerAddress,
  salutation: 'Madame, Monsieur',
} satisfies Partial<LetterFields>;
const complaint = {
  complainantName: 'Dominique Exemple',
  complaintText: 'Je conteste le refus de prise en charge.\nMon dégât des eaux date du 2 mars !',
} satisfies Partial<LetterFields>;
const waysToWrite = ['par e-mail : reclamations@example.org', 'par courrier : 5 avenue de l’Exemple, 75002 PARIS'];
const minimumFacts = ['vos nom et prénom', 'votre adresse postale', 'une brève description de l’objet de la réclamation'];

/** Of each kind: what it needs, and what it may have besides. */
const parts: Record<LetterKind, [Partial<LetterFields>, Partial<LetterFields>]> = {
  'complaint-copy': [
    {
      complaintCopy: [
        { heading: 'Ce qui s’est passé', text: 'Je conteste le refus.\nMon dégât des eaux date du 2 mars !' },
        { heading: 'Vos documents', text: 'constat.pdf' },
      ],
    },
    { answerBy: '2026-07-10', privatePage: 'https://complaints.example/c/abcdefghijklmnopqrstuvwxyz' },
  ],
  acknowledgement: [{ answerBy: '2026-07-10' }, { freeOfCharge: true, late: true, linkedReference: 'OPT-2026-000045' }],
  'ten-day-notice': [
    { answerBy: '2026-07-10', contactEmail: 'reclamations@example.org' },
    { freeOfCharge: true, late: true, linkedReference: 'OPT-2026-000045' },
  ],
  'gdpr-acknowledgement': [
    { gdprAnswerBy: '2026-06-13', recourse: dataProtection },
    { freeOfCharge: true, late: true, linkedReference: 'OPT-2026-000045' },
  ],
  'invitation-to-write': [{ waysToWrite }, { minimumFacts }],
  'reminder-to-write': [
    { waysToWrite, closingOn: '2026-06-25' },
    { minimumFacts, invitedOn: '2026-05-15' },
  ],
  'never-written': [{ receivedOn: '2026-03-02', invitedOn: '2026-03-04', remindedOn: '2026-04-03' }, { waysToWrite }],
  'mandate-request': [
    {
      recipientName: 'Claude Intermédiaire',
      recipientAddress: ['4 rue du Modèle', '31000 TOULOUSE'],
      informationBy: '2026-06-09',
      waysToWrite,
    },
    { ...complaint, ...insurer, reasons: 'secret', situation: 'secret', answer: 'secret' },
  ],
  forwarding: [
    {
      ...insurerReads,
      ...complaint,
      insurerReplyBy: '2026-06-12',
      answerBy: '2026-07-10',
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
    { insurerEmail: 'reclamations@example.com', insurerReference: 'EA/2026/77', late: true },
  ],
  chaser: [
    { ...insurerReads, forwardedOn: '2026-05-04', missedOn: '2026-05-20', insurerReplyBy: '2026-06-05' },
    { insurerReference: 'EA/2026/77', answerBy: '2026-07-10' },
  ],
  'interim-reply': [
    { newDate: '2026-08-03', situationFacts: [{ fact: 'result-being-written' }] },
    { situation: 'Le dossier est chez l’expert.', late: true },
  ],
  delay: [
    {
      newDate: '2026-08-03',
      situationFacts: [{ fact: 'examination-unfinished' }, { fact: 'insurer-awaited', since: '2026-05-19' }],
    },
    { answerBy: '2026-07-10', insurerName: 'Exemple Assurances', reasons: 'L’expert a demandé une seconde visite.' },
  ],
  'gdpr-extension': [
    {
      newDate: '2026-07-13',
      reasons: 'Vos données figurent dans trois archives, dont une sur papier.',
      recourse: dataProtection,
    },
    {},
  ],
  upheld: [
    { reasons, measures: 'Nous avons corrigé le suivi des virements.' },
    {
      redress: 'Nous vous remboursons les frais de rejet.',
      redressAmount: { cents: 125_050, currency: 'EUR' },
      paidBy: '2026-06-01',
      helpOffered: true,
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
    {
      offerAmount: { cents: 30_000, currency: 'EUR' },
      paidBy: '2026-07-31',
      measures: 'Nous avons revu le modèle de devis.',
      helpOffered: true,
    },
  ],
  'gdpr-answer': [
    {
      outcome: 'partly-upheld',
      reasons: 'Les pièces comptables se conservent dix ans (article L123-22 du code de commerce).',
      measures: 'Nous avons effacé vos coordonnées de notre liste d’envoi.',
      recourse: dataProtection,
    },
    {
      upheldPoints: 'Votre adresse n’avait plus à figurer dans notre liste d’envoi.',
      rejectedPoints: 'Vos quittances de 2024 sont conservées.',
      helpOffered: true,
    },
  ],
  measures: [
    { measures: 'Chaque demande de remboursement est relue le jour de son arrivée.', doneBy: '2026-06-30' },
    { answeredOn: '2026-05-18' },
  ],
  'recourse-details': [
    {},
    { ...insurer, insurerReference: 'EA/2026/77', disagreedOn: '2026-05-22', answeredOn: '2026-05-18', newDate: '2026-07-10' },
  ],
  'second-review-request': [
    {
      ...insurerReads,
      ...complaint,
      answeredOn: '2026-05-18',
      disagreedOn: '2026-05-22',
      insurerReplyBy: '2026-06-12',
      answerBy: '2026-07-10',
    },
    { insurerReference: 'EA/2026/77', newDate: '2026-07-10' },
  ],
  'escalation-to-insurer': [
    { ...insurerReads, escalatedTo: 'mediator', escalatedOn: '2026-05-25', recourse: { ...mediation, state: 'with-mediator' } },
    {
      ...complaint,
      insurerReference: 'EA/2026/77',
      answerBy: '2026-07-10',
      situation: 'Nous adressons au médiateur les pièces qu’il nous demande.',
    },
  ],
  'year-reminder': [{ writtenOn: '2025-06-12', receivedOn: '2025-06-13', sentOn: '2025-06-12', recourse: yearOver }, {}],
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
    { reopenedOn: '2026-05-25', newDate: '2026-07-31', linkedReference: 'OPT-2026-000045' },
  ],
  'not-treated-further': [{ reasons: 'Vous avez porté ce litige devant le tribunal, seul compétent désormais.' }, {}],
  'not-a-complaint': [
    {
      reasons: 'Vous nous demandez un relevé et n’exprimez pas de désaccord.',
      whoAnswers: 'Le service gestion',
    },
    {},
  ],
  misdirected: [
    {
      reasons: 'Votre contrat n’a pas été souscrit par notre intermédiaire.',
      rightFirmName: 'Courtage Voisin',
      rightFirmAddress: ['9 rue du Port', '33000 BORDEAUX'],
    },
    { rightFirmEmail: 'contact@example.com' },
  ],
  'sent-on': [{ sentOnOn: '2026-05-15', recourse: mediation }, {}],
  'sent-on-to-mediator': [
    {
      ...complaint,
      recipientName: 'La Médiation de l’Assurance',
      recipientAddress: ['TSA 50110', '75441 Paris Cedex 09'],
      salutation: 'Madame, Monsieur',
    },
    {},
  ],
  'breach-alert': [
    {
      duty: 'final-response',
      dueOn: '2026-05-25',
      breachReason: '2 months from received (procedure)',
      link: 'https://desk.example.org/desk/OPT-2026-000123',
    },
    {
      brokenLimits: [
        { rule: '2 months from received', source: 'procedure', dueOn: '2026-05-25' },
        { rule: '2 months from sent (unknown: received)', source: 'acpr', dueOn: '2026-05-24' },
      ],
    },
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
