import type { ComplaintPart, EscalationTarget, Outcome, Responsibility } from '../workflows/domain/complaint.ts';
import type { DutyName, LimitSource } from '../workflows/domain/duties.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import type { CivilDate } from '../workflows/domain/time.ts';

/** The languages that letters are written in. */
export const languages = ['fr', 'nl', 'en'] as const;
export type Language = (typeof languages)[number];

/** An amount of money; the currency as ISO 4217 writes it. */
export interface Amount {
  cents: number;
  currency: string;
}

/** Somebody to whom a complaint can go on, as the recourse directory has it. */
export interface RecourseBody {
  /** With its article where the language has one: `La Médiation de l’Assurance`, `l’Ombudsman des Assurances`. */
  name: string;
  addressLine?: string | undefined;
  /** `www.example.org`, with or without `https://`. */
  website?: string | undefined;
  /** Only a mailbox that the directory allows to be printed. */
  email?: string | undefined;
}

/** A consumer mediator, with the days between which this complaint can be brought before it. */
export interface Mediator extends RecourseBody {
  /** From this day on without an answer of ours; absent at any time, or while there is no written complaint to count from. */
  from?: CivilDate | undefined;
  /** The last day; absent where none is confirmed, or while there is no written complaint to count from. */
  until?: CivilDate | undefined;
  /** It hears only who complained to the firm in writing before (France). Left out: true where it has a last day. */
  needsWrittenComplaint?: boolean | undefined;
  /** False where turning to it costs something. */
  free?: boolean | undefined;
}

/** The ways on that are open to this complainant. */
export interface Recourse {
  /** A mediator is named to consumers only. */
  consumer: boolean;
  /**
   * How far the complaint has gone; absent means `open`. With the mediator, nobody is invited to go there; after its opinion, and in
   * court, only the court is left.
   */
  state?: RecourseState | undefined;
  mediator?: Mediator | undefined;
  /** A supervisor, or the data protection authority. */
  authority?: RecourseBody | undefined;
  /** A noun phrase with its article: `le tribunal judiciaire`. Without it, the letter speaks of the right to go to court. */
  court?: string | undefined;
}

export type RecourseState = 'open' | 'with-mediator' | 'opinion-given' | 'in-court';

/** What the file itself shows of a complaint that is not answered yet; nobody has to give reasons for it. */
export type SituationFact =
  | { fact: 'examination-unfinished' }
  /** The examination is finished and the letter with the result is being written. */
  | { fact: 'result-being-written' }
  /** The insurer has not answered since that day. */
  | { fact: 'insurer-awaited'; since: CivilDate };

/** A picture that a mail program fetches; no letter needs it to be read. */
export interface Picture {
  /** `https://…`: mail programs show neither embedded data nor plain http. */
  source: string;
  /** What is read where pictures are not shown. */
  alt: string;
  /** In CSS pixels, so that nothing moves when the picture arrives. */
  width: number;
  height: number;
}

/** A part of the complaint in the complainant's own words, under a heading of ours. */
export interface CopiedPart {
  heading: string;
  text: string;
}

/** A limit that was not kept, for the alert to staff. */
export interface BrokenLimit {
  /** As the plan has it: `10 monToSatDays from received`. */
  rule: string;
  source: LimitSource;
  dueOn: CivilDate;
}

/**
 * What a letter is made of. Dates are civil dates in the firm's zone. Texts by staff or the complainant are plain text in the
 * complainant's language: their line breaks make paragraphs, nothing in them is markup. Which fields a kind needs stands in `kinds.ts`.
 */
export interface LetterFields {
  /** `OPT-2026-000123` */
  reference: string;
  /** The day that the letter bears. */
  letterDate: CivilDate;

  firmName: string;
  /** The lines of the letterhead; no more than a mailbox where the firm has published no postal address. */
  firmAddress: string[];
  firmLogo?: Picture | undefined;
  recipientName?: string | undefined;
  /** The lines under the name; abroad with the country. */
  recipientAddress?: string[] | undefined;
  /** The complainant's country, ISO 3166-1 alpha-2: decides how phone numbers are written. */
  country?: string | undefined;
  /** `Madame`, `Monsieur`, `Madame, Monsieur`, `Maître`; `Geachte mevrouw`; `Dear Ms Martin`. Without the comma that follows. */
  salutation?: string | undefined;
  /** The closing formula of Dutch and English letters; French ones repeat the salutation instead. */
  closing?: string | undefined;

  /** Who follows the complaint. */
  contactName?: string | undefined;
  contactRole?: string | undefined;
  contactEmail?: string | undefined;
  /** E.164. */
  contactPhone?: string | undefined;
  signatoryName?: string | undefined;
  signatoryRole?: string | undefined;
  signatureImage?: Picture | undefined;
  /** Lines under the signatory's name, function and firm. */
  signatureLines?: string[] | undefined;

  /** What the complaint is about: a neutral noun phrase in the complainant's language, `la gestion de votre contrat`. */
  matter?: string | undefined;
  /** Written on the complaint; absent where unknown. */
  sentOn?: CivilDate | undefined;
  /** Received, or told by word of mouth. */
  receivedOn?: CivilDate | undefined;
  /** When the first written complaint was sent, which the mediator's year is counted from; received, where that is unknown. */
  writtenOn?: CivilDate | undefined;
  /** The reference of an earlier complaint about a linked matter. */
  linkedReference?: string | undefined;
  /** The complainant, where the letter goes to who speaks for the complainant. */
  onBehalfOf?: string | undefined;
  /** The other part of the complaint is answered by a letter of its own, by that day. */
  separateAnswerBy?: CivilDate | undefined;
  separatePart?: ComplaintPart | undefined;
  policyNumber?: string | undefined;
  claimNumber?: string | undefined;
  /** Who answers for what the complaint is about; absent where it is the firm's own. A firm never apologises for the insurer. */
  responsible?: Responsibility | undefined;
  recourse?: Recourse | undefined;

  /** The letter leaves after the last day of its own duty: it says that it regrets that. */
  late?: boolean | undefined;
  /** Made by word of mouth at a firm that asks for writing, and not written yet: no time limit runs. */
  unwritten?: boolean | undefined;
  /** The firm promises to treat complaints free of charge. */
  freeOfCharge?: boolean | undefined;
  /** The firm promises help whatever the answer. */
  helpOffered?: boolean | undefined;

  /** The last day for the answer, as promised. */
  answerBy?: CivilDate | undefined;
  /** A new date for the answer, given instead. */
  newDate?: CivilDate | undefined;
  /** When the answer went out; absent while the first one is owed. Where a second one is owed, the day of the earlier one. */
  answeredOn?: CivilDate | undefined;
  /** When the complaint was closed without an answer: withdrawn, or not treated further. */
  closedOn?: CivilDate | undefined;

  insurerName?: string | undefined;
  insurerAddress?: string[] | undefined;
  insurerEmail?: string | undefined;
  /** The insurer's own reference of the file. */
  insurerReference?: string | undefined;
  forwardedOn?: CivilDate | undefined;
  insurerReplyBy?: CivilDate | undefined;
  /** The date by which the insurer was to reply and did not. */
  missedOn?: CivilDate | undefined;
  /** Who complains, as told to the insurer or the mediator. */
  complainantName?: string | undefined;
  /** The complaint in the complainant's own words, quoted to the insurer or the mediator. */
  complaintText?: string | undefined;

  /** The complaint as it was made, part by part, each with its heading: the dated copy for who made it. */
  complaintCopy?: CopiedPart[] | undefined;
  /** Where the complainant sees how the complaint stands and answers; nobody else knows the address. */
  privatePage?: string | undefined;

  /** How the complaint stands, in staff's words. */
  situation?: string | undefined;
  /** How it stands by the file alone. */
  situationFacts?: SituationFact[] | undefined;
  reasons?: string | undefined;
  upheldPoints?: string | undefined;
  rejectedPoints?: string | undefined;
  /** Corrective measures. */
  measures?: string | undefined;
  /** By when they are taken. */
  doneBy?: CivilDate | undefined;
  /** Redress in words, beside or instead of an amount. */
  redress?: string | undefined;
  redressAmount?: Amount | undefined;
  paidBy?: CivilDate | undefined;
  offerTerms?: string | undefined;
  offerAmount?: Amount | undefined;
  offerUntil?: CivilDate | undefined;
  /** What accepting means, in staff's words; a sentence of ours stands where it is absent. */
  offerEffect?: string | undefined;
  /** What is asked for: one item each, or one item a line. */
  missingFacts?: string | string[] | undefined;
  /** By when it is asked for. */
  informationBy?: CivilDate | undefined;
  /** Staff's answer to an enquiry. */
  answer?: string | undefined;

  /** Ways to write to the firm, one a line: a mailbox, an address, a form. */
  waysToWrite?: string[] | undefined;
  /** What a written complaint holds at least, one item a line. */
  minimumFacts?: string[] | undefined;
  invitedOn?: CivilDate | undefined;
  remindedOn?: CivilDate | undefined;
  /** When a complaint that is not written by then is closed. */
  closingOn?: CivilDate | undefined;

  /** The service or person that answers a request which is no complaint: `le service sinistres`. */
  whoAnswers?: string | undefined;
  rightFirmName?: string | undefined;
  rightFirmAddress?: string[] | undefined;
  rightFirmEmail?: string | undefined;
  /** When a letter meant for the mediator was sent on to it. */
  sentOnOn?: CivilDate | undefined;

  /** The end of the month in which a request about personal data is answered. */
  gdprAnswerBy?: CivilDate | undefined;
  outcome?: Outcome | undefined;

  /** When the complainant told us of the disagreement. */
  disagreedOn?: CivilDate | undefined;
  escalatedTo?: EscalationTarget | undefined;
  escalatedOn?: CivilDate | undefined;
  /** The day from which the new contact follows the complaint; without it, the day of the letter. */
  contactFrom?: CivilDate | undefined;
  withdrawnOn?: CivilDate | undefined;
  /** The day of reopening; without it, the day of the letter. */
  reopenedOn?: CivilDate | undefined;

  /**
   * Alerts to staff: the duty that was not kept, its last day, the limits that passed, and where to look. `breachReason` is one
   * limit as `rule (source)`, or words of one's own; nothing in it is personal.
   */
  duty?: DutyName | undefined;
  dueOn?: CivilDate | undefined;
  breachReason?: string | undefined;
  brokenLimits?: BrokenLimit[] | undefined;
  link?: string | undefined;
}

/** A finished letter: the text says the same as the HTML, which is a whole document. */
export interface RenderedLetter {
  kind: LetterKind;
  language: Language;
  subject: string;
  html: string;
  text: string;
}

/**
 * A letter lacks something that its kind must have, or names a body that no longer exists; it must not leave. `missing` names
 * fields (`answerBy`), days to come that have passed (`past:newDate`), fields whose value the written letter does not show
 * (`text:answerBy`) and obsolete names (`obsolete:…`);
 * neither it nor the message holds anything of the complainant.
 */
export class IncompleteLetter extends Error {
  readonly kind: LetterKind;
  readonly missing: string[];

  constructor(kind: LetterKind, missing: string[]) {
    super(`The letter '${kind}' is not complete: ${missing.join(', ')}.`);
    this.name = 'IncompleteLetter';
    this.kind = kind;
    this.missing = missing;
  }
}
