import type { LetterKind } from '../workflows/domain/letters.ts';

/** How a complaint arrived. */
export const channels = ['web-form', 'e-mail', 'letter', 'phone', 'meeting'] as const;
export type Channel = (typeof channels)[number];

/** How a person is addressed; `none` where it is not known. */
export const salutations = ['madam', 'sir', 'lawyer', 'none'] as const;
export type Salutation = (typeof salutations)[number];

export const languages = ['fr', 'nl', 'en'] as const;
export type Language = (typeof languages)[number];

/** A postal address: the lines under the name, without the country. */
export interface PostalAddress {
  lines: string[];
  /** ISO 3166-1 alpha-2. */
  country: string;
}

/** A company that answers for a contract: to whom a complaint is forwarded. */
export interface Insurer {
  /** In the directory of insurers; absent for one that was named otherwise. */
  id?: string | undefined;
  name: string;
  email?: string | undefined;
  address?: string[] | undefined;
  /** The language that letters to the insurer are written in; the firm's first where left out. */
  language?: Language | undefined;
  /** The insurer's own reference of the file. */
  reference?: string | undefined;
}

/** Somebody who writes for the complainant: a lawyer, an insurer, a relative. */
export interface Representative {
  name: string;
  salutation: Salutation;
  email?: string | undefined;
  /** E.164. */
  phone?: string | undefined;
  address?: PostalAddress | undefined;
}

/** The complaint as it was made, with whoever writes for the complainant now: personal, and so kept encrypted. */
export interface ComplaintContent {
  complainant: {
    name: string;
    salutation: Salutation;
    email?: string | undefined;
    /** E.164. */
    phone?: string | undefined;
    address?: PostalAddress | undefined;
    /** Client, prospect, insured, injured party and so on, in the person's own words. */
    status?: string | undefined;
  };
  /** Letters go there once the mandate is recorded. */
  representative?: Representative | undefined;
  /** What the complaint is about, a neutral noun phrase in the complainant's language. */
  matter?: string | undefined;
  reason: string;
  stepsTaken?: string | undefined;
  answerReceived?: string | undefined;
  arguments?: string | undefined;
  solutionSought?: string | undefined;
  policyNumber?: string | undefined;
  /** The person has said that there is none, or that they do not have it. */
  noPolicyNumber?: boolean | undefined;
  claimNumber?: string | undefined;
  /** An earlier complaint in writing about the same, a civil date and to whom: limits that run from the first writing begin with it. */
  earlierWriting?: { on: string; to?: string | undefined } | undefined;
  /** How a complaint made by word of mouth was put right at once. */
  solvedBy?: string | undefined;
}

/** What can become known of a complaint later; what is left out stays as it is. */
export type CompletedFields = {
  complainant?: Partial<ComplaintContent['complainant']> | undefined;
} & Partial<
  Pick<
    ComplaintContent,
    | 'matter'
    | 'stepsTaken'
    | 'answerReceived'
    | 'arguments'
    | 'solutionSought'
    | 'policyNumber'
    | 'noPolicyNumber'
    | 'claimNumber'
  >
>;

/** A complaint with what was completed later. */
export function completedWith(content: ComplaintContent, { complainant, ...rest }: CompletedFields): ComplaintContent {
  return { ...content, ...rest, complainant: { ...content.complainant, ...complainant } };
}

/** What comes with a decision, an escalation or something received, beside the facts of the procedure: personal, kept encrypted. */
export interface MessageTexts {
  reasons?: string | undefined;
  upheldPoints?: string | undefined;
  rejectedPoints?: string | undefined;
  measures?: string | undefined;
  redress?: { cents: number; currency: string; paidBy: string } | undefined;
  offer?:
    | { terms: string; effect?: string | undefined; until: string; cents?: number | undefined; currency?: string | undefined }
    | undefined;
  missingFacts?: string[] | undefined;
  answerBy?: string | undefined;
  answer?: string | undefined;
  insurer?: Insurer | undefined;
  text?: string | undefined;
  /** Staff's recorded statement that no dissatisfaction is expressed; never in a letter. */
  statement?: string | undefined;
  whoAnswers?: string | undefined;
  /** The firm that a misdirected complaint belongs to. */
  rightFirm?: { name: string; email?: string | undefined; address?: string[] | undefined } | undefined;
  /** Who writes for the complainant from now on. */
  representative?: Representative | undefined;
  /** What completes the file, or corrects it. */
  completed?: CompletedFields | undefined;
  situation?: string | undefined;
  /** The last day for measures, a civil date. */
  doneBy?: string | undefined;
  /** What staff worded otherwise in the letters that follow. */
  editedLetters?: EditedLetter[] | undefined;
}

/** Staff's own words for what they may change in a letter: plain text, in the language that the letter is written in. */
export interface EditedLetter {
  kind: LetterKind;
  language: Language;
  text: string;
}
