import type { LetterKind, Recipient } from '../workflows/domain/letters.ts';
import type { Language, LetterFields } from './letter.ts';

export type FieldName = keyof LetterFields;

/** Who signs where the procedure does not say: who follows the complaint, the complaints manager, nobody (a notice to staff). */
export type DefaultSignatory = 'case-handler' | 'complaints-manager' | 'system';

/** What a kind of letter is and what it cannot do without. */
export interface KindOfLetter {
  recipient: Recipient;
  /** What follows the reference in the subject; nothing personal, no outcome. */
  subject: Record<Language, string>;
  /** Without this field the subject would promise too much, and says this instead. */
  subjectWithout?: { field: FieldName; subject: Record<Language, string> };
  signs: DefaultSignatory;
  /** Fields without which nothing leaves. */
  mandatory: readonly FieldName[];
  /** Of each list, the fields of one group must be there: measures, or redress, or an amount with its date. */
  oneOf?: readonly (readonly (readonly FieldName[])[])[];
  /** Given the first, the second is needed too. */
  together?: readonly (readonly [FieldName, FieldName])[];
  /** The ways on must be in it; `final` letters name the court besides. */
  recourse?: 'open' | 'final';
  /** Fields that the written letter must show wherever they are given, besides the mandatory ones. */
  shows?: readonly FieldName[];
}

const everyLetter = [
  'reference',
  'letterDate',
  'firmName',
  'firmAddress',
  'recipientName',
  'salutation',
  'contactName',
  'signatoryName',
  'signatoryRole',
  'matter',
] as const satisfies readonly FieldName[];

const toComplainant = [...everyLetter, 'country'] as const satisfies readonly FieldName[];

/** Opticourtage promises to say whether measures or redress, or both, are appropriate. */
const remedy = [[['measures'], ['redress'], ['redressAmount', 'paidBy']]] as const satisfies KindOfLetter['oneOf'];

const answer = { fr: 'Réponse à votre réclamation', nl: 'Antwoord op uw klacht', en: 'Our final response' };
const progress = { fr: 'Point de situation', nl: 'Stand van zaken', en: 'Progress of your complaint' };

/** Every kind of letter. */
export const kindsOfLetter: Record<LetterKind, KindOfLetter> = {
  acknowledgement: {
    recipient: 'complainant',
    subject: {
      fr: 'Accusé de réception de votre réclamation',
      nl: 'Ontvangstmelding van uw klacht',
      en: 'We have received your complaint',
    },
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'answerBy'],
    recourse: 'open',
    shows: ['contactEmail'],
  },
  forwarding: {
    recipient: 'insurer',
    subject: { fr: 'Réclamation à traiter', nl: 'Klacht ter behandeling', en: 'Complaint for reply' },
    signs: 'complaints-manager',
    mandatory: [...everyLetter, 'receivedOn', 'insurerName', 'insurerReplyBy', 'complainantName', 'complaintText'],
    // A complaint goes on to the insurer after its answer, or its withdrawal, too: then no answer is promised any more.
    shows: ['answerBy', 'answeredOn', 'insurerReference', 'policyNumber', 'claimNumber', 'sentOn'],
  },
  'forwarding-notice': {
    recipient: 'complainant',
    subject: { fr: 'Transmission à l’assureur', nl: 'Doorgestuurd naar de verzekeraar', en: 'Sent to the insurer' },
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'insurerName', 'forwardedOn', 'reasons'],
    oneOf: [
      [['insurerAddress'], ['insurerEmail']],
      [['answerBy'], ['answeredOn'], ['closedOn']],
    ],
    shows: ['insurerReference'],
  },
  'interim-reply': {
    recipient: 'complainant',
    subject: progress,
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'newDate'],
    oneOf: [[['situation'], ['situationFacts']]],
    recourse: 'open',
  },
  delay: {
    recipient: 'complainant',
    subject: { fr: 'Votre réponse est retardée', nl: 'Uw antwoord loopt vertraging op', en: 'Our answer is delayed' },
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'newDate'],
    oneOf: [[['reasons'], ['situationFacts']]],
    recourse: 'open',
  },
  upheld: {
    recipient: 'complainant',
    subject: answer,
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'reasons'],
    oneOf: remedy,
    together: [['redressAmount', 'paidBy']],
    recourse: 'final',
    shows: ['measures', 'redress', 'redressAmount', 'paidBy'],
  },
  'partly-upheld': {
    recipient: 'complainant',
    subject: answer,
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'upheldPoints', 'rejectedPoints', 'reasons'],
    oneOf: remedy,
    together: [['redressAmount', 'paidBy']],
    recourse: 'final',
    shows: ['measures', 'redress', 'redressAmount', 'paidBy'],
  },
  rejected: {
    recipient: 'complainant',
    subject: answer,
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'reasons'],
    together: [['redressAmount', 'paidBy']],
    recourse: 'final',
    shows: ['measures', 'redress', 'redressAmount', 'paidBy'],
  },
  settled: {
    recipient: 'complainant',
    subject: answer,
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'reasons', 'offerTerms', 'offerUntil'],
    recourse: 'final',
    shows: ['offerAmount', 'measures'],
  },
  'recourse-details': {
    recipient: 'complainant',
    subject: { fr: 'Réexamen', nl: 'Nieuw onderzoek', en: 'Second review' },
    // A second review has its own date; a firm that promises the details alone reviews nothing.
    subjectWithout: { field: 'newDate', subject: { fr: 'Vos recours', nl: 'Uw mogelijkheden', en: 'Your options' } },
    signs: 'complaints-manager',
    mandatory: toComplainant,
    recourse: 'final',
    shows: ['insurerName', 'insurerReference', 'newDate', 'disagreedOn', 'answeredOn'],
  },
  escalation: {
    recipient: 'complainant',
    subject: { fr: 'Suite du dossier', nl: 'Verder verloop', en: 'Next stage' },
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'escalatedTo', 'escalatedOn'],
    shows: ['answerBy', 'situation'],
  },
  'missing-facts': {
    recipient: 'complainant',
    subject: { fr: 'Informations à compléter', nl: 'Aanvullende informatie', en: 'Information needed' },
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'missingFacts', 'reasons', 'informationBy', 'answerBy'],
  },
  'progress-answer': {
    recipient: 'complainant',
    subject: progress,
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn'],
    oneOf: [
      [['answer'], ['situationFacts'], ['answeredOn'], ['closedOn']],
      [['answerBy'], ['newDate'], ['answeredOn'], ['closedOn']],
    ],
  },
  reassignment: {
    recipient: 'complainant',
    subject: { fr: 'Nouvel interlocuteur', nl: 'Nieuwe contactpersoon', en: 'New contact' },
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn'],
    shows: ['contactRole', 'contactEmail'],
  },
  withdrawal: {
    recipient: 'complainant',
    subject: { fr: 'Retrait', nl: 'Intrekking', en: 'Withdrawal' },
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'withdrawnOn'],
  },
  reopened: {
    recipient: 'complainant',
    subject: { fr: 'Reprise', nl: 'Heropening', en: 'Reopened' },
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'reasons'],
    oneOf: [[['answerBy'], ['newDate']]],
    shows: ['newDate'],
  },
  'not-treated-further': {
    recipient: 'complainant',
    subject: { fr: 'Clôture', nl: 'Afsluiting', en: 'Closure' },
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'reasons'],
    recourse: 'final',
  },
  'breach-alert': {
    recipient: 'staff',
    subject: { fr: 'Échéance, alerte', nl: 'Vervaldag, melding', en: 'Due, alert' },
    signs: 'system',
    mandatory: ['reference', 'letterDate', 'firmName', 'duty', 'dueOn', 'breachReason', 'link'],
  },
};

/** Languages whose letters end with a formula of their own; French repeats the salutation instead. */
const withClosing: readonly Language[] = ['nl', 'en'];

/**
 * The fields that a letter of this kind lacks, in the order of the list; empty when it can be written. Alternatives are named
 * together: `measures|redress|redressAmount+paidBy`. A consumer's letter with recourse needs the mediator: `recourse.mediator`.
 */
export function missingFields(kind: LetterKind, fields: Partial<LetterFields>, language: Language = 'fr'): string[] {
  const rules = kindsOfLetter[kind];
  const has = (name: FieldName) => isGiven(fields[name]);
  const missing: string[] = rules.mandatory.filter((name) => !has(name));
  for (const groups of rules.oneOf ?? []) {
    if (!groups.some((group) => group.every(has))) missing.push(groups.map((group) => group.join('+')).join('|'));
  }
  for (const [first, second] of rules.together ?? []) {
    if (has(first) && !has(second) && !missing.includes(second)) missing.push(second);
  }
  if (fields.escalatedTo === 'insurer' && !has('insurerName')) missing.push('insurerName');
  if (rules.signs !== 'system' && withClosing.includes(language) && !has('closing')) missing.push('closing');
  return [...missing, ...missingRecourse(rules, fields)];
}

function missingRecourse({ recourse }: KindOfLetter, fields: Partial<LetterFields>): string[] {
  const toMediator = fields.escalatedTo === 'mediator';
  if (!recourse && !toMediator) return [];
  if (!fields.recourse) return ['recourse'];
  if (!fields.recourse.consumer && !toMediator) return [];
  const { mediator } = fields.recourse;
  if (!mediator || !isGiven(mediator.name)) return ['recourse.mediator'];
  return isGiven(mediator.addressLine) || isGiven(mediator.website) ? [] : ['recourse.mediator.addressLine'];
}

/** True where there is something to print: no blank text, no empty list, no list of blanks. */
export function isGiven(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0 && value.some(isGiven);
  return true;
}
