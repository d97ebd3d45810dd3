import type { LetterKind, Recipient } from '../workflows/domain/letters.ts';
import type { Language, LetterFields, Recourse } from './letter.ts';

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
  /** Given one of those values, the field is needed too. */
  when?: readonly { field: FieldName; is: readonly string[]; needs: FieldName }[];
  /** The ways on must be in it; `final` letters name the court besides. */
  recourse?: 'open' | 'final';
  /**
   * The mediator must be in it, in whatever capacity the complainant is (`needed`), with the last day (`with-last-day`), or must
   * not: matters of personal data are none of the insurance mediator's (`never`).
   */
  mediator?: 'needed' | 'with-last-day' | 'never';
  /** The authority must be in it. */
  authority?: true;
  /** Fields that its template does not get to read, though they are given. */
  private?: readonly FieldName[];
  /** The field that the subject ends with. */
  subjectEndsWith?: FieldName;
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

/** Nothing of this reaches who has shown no mandate, nor an alert: neither the client's data nor what anybody wrote. */
const ofTheClient = [
  'onBehalfOf',
  'complainantName',
  'complaintText',
  'matter',
  'policyNumber',
  'claimNumber',
  'insurerName',
  'insurerReference',
  'situation',
  'reasons',
  'answer',
] as const satisfies readonly FieldName[];

const everyLetterButMatter = everyLetter.filter((name) => name !== 'matter');

const toComplainant = [...everyLetter, 'country'] as const satisfies readonly FieldName[];

/** Opticourtage promises to say whether measures or redress, or both, are appropriate. */
const remedy = [[['measures'], ['redress'], ['redressAmount', 'paidBy']]] as const satisfies KindOfLetter['oneOf'];

const answer = { fr: 'Réponse à votre réclamation', nl: 'Antwoord op uw klacht', en: 'Our final response' };
const received = {
  fr: 'Accusé de réception de votre réclamation',
  nl: 'Ontvangstmelding van uw klacht',
  en: 'We have received your complaint',
};
const writing = { fr: 'Merci de nous écrire', nl: 'Gelieve ons te schrijven', en: 'Please write' };
const information = { fr: 'Informations à compléter', nl: 'Aanvullende informatie', en: 'Information needed' };
const closure = { fr: 'Clôture', nl: 'Afsluiting', en: 'Closure' };
const secondReview = { fr: 'Réexamen', nl: 'Nieuw onderzoek', en: 'Second review' };
const nextStage = { fr: 'Suite du dossier', nl: 'Verder verloop', en: 'Next stage' };
const sentOn = { fr: 'Courrier transmis', nl: 'Brief doorgestuurd', en: 'Letter sent on' };
const personalData = { fr: 'Vos données', nl: 'Uw gegevens', en: 'Your data' };
const progress = { fr: 'Point de situation', nl: 'Stand van zaken', en: 'Progress of your complaint' };

/** Every kind of letter. */
export const kindsOfLetter: Record<LetterKind, KindOfLetter> = {
  'complaint-copy': {
    recipient: 'complainant',
    subject: { fr: 'Copie de votre réclamation', nl: 'Kopie van uw klacht', en: 'Copy of your complaint' },
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'complaintCopy'],
    shows: ['contactEmail', 'answerBy', 'privatePage'],
  },
  acknowledgement: {
    recipient: 'complainant',
    subject: received,
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'answerBy'],
    recourse: 'open',
    shows: ['contactEmail', 'linkedReference'],
  },
  'ten-day-notice': {
    recipient: 'complainant',
    subject: received,
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'answerBy'],
    // The person in charge, and how that person is reached.
    oneOf: [[['contactEmail'], ['contactPhone']]],
    recourse: 'open',
    shows: ['linkedReference'],
  },
  'gdpr-acknowledgement': {
    recipient: 'complainant',
    subject: personalData,
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'gdprAnswerBy'],
    authority: true,
    mediator: 'never',
    shows: ['contactEmail', 'linkedReference'],
  },
  'invitation-to-write': {
    recipient: 'complainant',
    subject: writing,
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'waysToWrite'],
    shows: ['minimumFacts'],
  },
  'reminder-to-write': {
    recipient: 'complainant',
    subject: writing,
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'waysToWrite', 'closingOn'],
    shows: ['minimumFacts', 'invitedOn'],
  },
  'never-written': {
    recipient: 'complainant',
    subject: closure,
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'invitedOn', 'remindedOn'],
    shows: ['waysToWrite'],
  },
  'mandate-request': {
    recipient: 'representative',
    subject: information,
    signs: 'case-handler',
    mandatory: [...everyLetterButMatter, 'informationBy', 'waysToWrite'],
    private: ofTheClient,
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
      [['answerBy'], ['answeredOn'], ['closedOn'], ['unwritten']],
    ],
    shows: ['insurerReference'],
  },
  chaser: {
    recipient: 'insurer',
    subject: { fr: 'Rappel', nl: 'Herinnering', en: 'Reminder' },
    signs: 'case-handler',
    mandatory: [...everyLetter, 'insurerName', 'forwardedOn', 'missedOn', 'insurerReplyBy'],
    shows: ['answerBy', 'answeredOn', 'insurerReference', 'policyNumber', 'claimNumber'],
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
  'gdpr-extension': {
    recipient: 'complainant',
    subject: personalData,
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'reasons', 'newDate'],
    authority: true,
    mediator: 'never',
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
    shows: ['offerAmount', 'offerEffect', 'measures'],
  },
  'gdpr-answer': {
    recipient: 'complainant',
    subject: personalData,
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'outcome', 'reasons'],
    // What was done, or why not.
    when: [{ field: 'outcome', is: ['upheld', 'partly-upheld'], needs: 'measures' }],
    recourse: 'final',
    authority: true,
    mediator: 'never',
    shows: ['measures', 'upheldPoints', 'rejectedPoints'],
  },
  measures: {
    recipient: 'complainant',
    subject: answer,
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'measures', 'doneBy'],
    shows: ['answeredOn'],
  },
  'recourse-details': {
    recipient: 'complainant',
    subject: secondReview,
    // A second review has its own date; a firm that promises the details alone reviews nothing.
    subjectWithout: { field: 'newDate', subject: { fr: 'Vos recours', nl: 'Uw mogelijkheden', en: 'Your options' } },
    signs: 'complaints-manager',
    mandatory: toComplainant,
    recourse: 'final',
    shows: ['insurerName', 'insurerReference', 'newDate', 'disagreedOn', 'answeredOn'],
  },
  'second-review-request': {
    recipient: 'insurer',
    subject: secondReview,
    signs: 'complaints-manager',
    mandatory: [
      ...everyLetter,
      'receivedOn',
      'insurerName',
      'complainantName',
      'complaintText',
      'answeredOn',
      'disagreedOn',
      'insurerReplyBy',
    ],
    oneOf: [[['newDate'], ['answerBy']]],
    shows: ['insurerReference', 'policyNumber', 'claimNumber', 'sentOn'],
  },
  escalation: {
    recipient: 'complainant',
    subject: nextStage,
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'escalatedTo', 'escalatedOn'],
    shows: ['answerBy', 'situation'],
  },
  'escalation-to-insurer': {
    recipient: 'insurer',
    subject: nextStage,
    signs: 'complaints-manager',
    mandatory: [...everyLetter, 'insurerName', 'escalatedTo', 'escalatedOn'],
    shows: ['answerBy', 'situation', 'insurerReference', 'policyNumber', 'claimNumber'],
  },
  'year-reminder': {
    recipient: 'complainant',
    subject: { fr: 'Délai de médiation', nl: 'Bemiddelingstermijn', en: 'Time limit for mediation' },
    signs: 'case-handler',
    mandatory: [...toComplainant, 'writtenOn'],
    mediator: 'with-last-day',
  },
  'missing-facts': {
    recipient: 'complainant',
    subject: information,
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'missingFacts', 'reasons', 'informationBy'],
    // While nothing is in writing, no time limit runs yet.
    oneOf: [[['answerBy'], ['unwritten']]],
    shows: ['answerBy'],
  },
  'progress-answer': {
    recipient: 'complainant',
    subject: progress,
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn'],
    oneOf: [
      [['answer'], ['situationFacts'], ['answeredOn'], ['closedOn']],
      [['answerBy'], ['newDate'], ['answeredOn'], ['closedOn'], ['unwritten']],
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
    mandatory: [...toComplainant, 'receivedOn'],
    // Staff say what is new; who contests an ending has said so.
    oneOf: [
      [['answerBy'], ['newDate']],
      [['reasons'], ['disagreedOn']],
    ],
    shows: ['newDate', 'linkedReference'],
  },
  'not-treated-further': {
    recipient: 'complainant',
    subject: closure,
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'reasons'],
    recourse: 'final',
  },
  'not-a-complaint': {
    recipient: 'complainant',
    subject: { fr: 'Votre demande', nl: 'Uw vraag', en: 'Your request' },
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'reasons', 'whoAnswers'],
  },
  misdirected: {
    recipient: 'complainant',
    subject: { fr: 'Autre destinataire', nl: 'Andere bestemmeling', en: 'Other addressee' },
    signs: 'case-handler',
    mandatory: [...toComplainant, 'receivedOn', 'reasons', 'rightFirmName'],
    oneOf: [[['rightFirmAddress'], ['rightFirmEmail']]],
  },
  'sent-on': {
    recipient: 'complainant',
    subject: sentOn,
    signs: 'complaints-manager',
    mandatory: [...toComplainant, 'receivedOn', 'sentOnOn'],
    mediator: 'needed',
    shows: ['sentOn'],
  },
  'sent-on-to-mediator': {
    recipient: 'mediator',
    subject: sentOn,
    signs: 'complaints-manager',
    mandatory: [...everyLetter, 'receivedOn', 'complainantName', 'complaintText'],
    // The mediator gets the letter itself and no more of the client's data.
    private: ['policyNumber', 'claimNumber', 'insurerName', 'insurerReference'],
    shows: ['sentOn'],
  },
  'breach-alert': {
    recipient: 'staff',
    subject: { fr: 'Échéance, alerte', nl: 'Vervaldag, melding', en: 'Due, alert' },
    subjectEndsWith: 'duty',
    signs: 'system',
    mandatory: ['reference', 'letterDate', 'firmName', 'duty', 'dueOn', 'link'],
    oneOf: [[['brokenLimits'], ['breachReason']]],
    private: [...ofTheClient, 'recipientName'],
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
  for (const { field, is, needs } of rules.when ?? []) {
    if (is.some((value) => value === fields[field]) && !has(needs)) missing.push(needs);
  }
  if (fields.escalatedTo === 'insurer' && !has('insurerName') && !missing.includes('insurerName')) missing.push('insurerName');
  if (rules.signs !== 'system' && !canBeAnswered(fields)) missing.push('contactEmail|contactPhone|firmAddress');
  if (rules.signs !== 'system' && withClosing.includes(language) && !has('closing')) missing.push('closing');
  return [...missing, ...missingRecourse(rules, fields)];
}

/** Every letter says how it can be answered; a mailbox in the letterhead will do. */
function canBeAnswered(fields: Partial<LetterFields>): boolean {
  if (!isGiven(fields.firmAddress)) return true;
  return (
    isGiven(fields.contactEmail) ||
    isGiven(fields.contactPhone) ||
    hasPostalAddress(fields) ||
    letterheadEmail(fields) !== undefined
  );
}

/** True where the letterhead has an address that a letter can be sent to: a line with a number that is no mailbox and no phone. */
export function hasPostalAddress({ firmAddress }: Partial<LetterFields>): boolean {
  return (firmAddress ?? []).some(
    (line) => /\d/.test(line) && !/@|www\.|:\/\/|^[^\d]{0,12}\+?\d[\d .()/-]{7,}$/.test(line.trim()),
  );
}

/** The mailbox in the letterhead, if one stands there. */
export function letterheadEmail({ firmAddress }: Partial<LetterFields>): string | undefined {
  return (firmAddress ?? []).map((line) => /\S+@\S+\.[a-z]+/i.exec(line)?.[0]).find((email) => email !== undefined);
}

function missingRecourse({ recourse: wanted, mediator: rule, authority }: KindOfLetter, fields: Partial<LetterFields>): string[] {
  const { recourse, escalatedTo } = fields;
  const named = rule === 'needed' || rule === 'with-last-day';
  const toMediator = escalatedTo === 'mediator' && !isGone(recourse);
  if (!wanted && !named && !authority && !toMediator) return [];
  if (!recourse) return ['recourse'];
  const missing = authority || (rule === 'never' && wanted) ? missingAuthority(recourse) : [];
  if (rule === 'with-last-day' && recourse.mediator && !isGiven(recourse.mediator.until)) missing.push('recourse.mediator.until');
  return [...missing, ...(named || toMediator || mediatorIsOwed(wanted, rule, recourse) ? missingMediator(recourse) : [])];
}

/** Consumers are told of the mediator; where there is an authority instead (personal data), or the mediator is past, of none. */
function mediatorIsOwed(wanted: KindOfLetter['recourse'], rule: KindOfLetter['mediator'], recourse: Recourse): boolean {
  if (!wanted || rule === 'never' || !recourse.consumer || isGone(recourse)) return false;
  return recourse.mediator !== undefined || !isGiven(recourse.authority?.name);
}

/** Nobody is invited to go where the complaint already is, or has been. */
export function isGone(recourse: Recourse | undefined): boolean {
  return recourse?.state !== undefined && recourse.state !== 'open';
}

function missingAuthority({ authority }: Recourse): string[] {
  if (!authority || !isGiven(authority.name)) return ['recourse.authority'];
  return isGiven(authority.addressLine) || isGiven(authority.website) ? [] : ['recourse.authority.addressLine'];
}

function missingMediator({ mediator }: Recourse): string[] {
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
