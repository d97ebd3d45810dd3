import type { Procedure } from '../../procedures/schema.ts';
import type { EscalationTarget } from '../../workflows/domain/complaint.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { LetterFields } from '../letter.ts';
import type { GalleryCase, Part } from './case.ts';
import { insurer } from './people.ts';
import type { GalleryWords } from './words.ts';

/** On which day a letter of the made-up complaint leaves, and what it says that others do not. */
export interface Occasion {
  on: CivilDate;
  /** Left out: the complaint itself, and not the one about personal data. */
  part?: Part;
  fields: Partial<LetterFields>;
}

type OccasionOf = (file: GalleryCase, words: GalleryWords, variant: string) => Occasion;

/** The occasion of every kind of letter. */
export const occasions: Record<LetterKind, OccasionOf> = {
  'complaint-copy': (file, words) => ({
    on: '2026-05-13',
    fields: { answerBy: file.answerBy(), complaintCopy: words.complaintCopy },
  }),
  acknowledgement: acknowledgement,
  'ten-day-notice': acknowledgement,
  'gdpr-acknowledgement': (file, words) => ({
    on: file.sendingDay('acknowledgement', 'gdpr'),
    part: 'gdpr',
    fields: { matter: words.rectification.matter, gdprAnswerBy: file.answerBy('gdpr') },
  }),
  'invitation-to-write': (file) => ({ on: invitedOn(file), fields: spoken(file) }),
  'reminder-to-write': (file) => ({
    on: remindedOn(file),
    fields: { ...spoken(file), invitedOn: invitedOn(file), closingOn: closingOn(file) },
  }),
  'never-written': (file) => ({
    on: file.workingDaysAfter(closingOn(file), 1),
    fields: {
      ...spoken(file),
      invitedOn: invitedOn(file),
      remindedOn: remindedOn(file),
      closedOn: file.workingDaysAfter(closingOn(file), 1),
    },
  }),
  'mandate-request': (file) => ({
    on: file.workingDay('2026-05-15'),
    fields: {
      informationBy: file.workingDaysAfter('2026-05-15', 10),
      sentOn: undefined,
    },
  }),
  forwarding: (file, words) => ({
    on: forwardedOn(file),
    fields: { ...toInsurer(file, words), insurerReplyBy: file.insurerReplyBy(forwardedOn(file)) },
  }),
  'forwarding-notice': (file, words) => ({
    on: forwardedOn(file),
    fields: {
      ...insurer(file.procedure, words),
      responsible: 'insurer',
      forwardedOn: forwardedOn(file),
      reasons: words.insurerIsResponsible,
      answerBy: file.answerBy(),
    },
  }),
  chaser: (file, words) => {
    const missedOn = file.insurerReplyBy(forwardedOn(file));
    const on = file.workingDaysAfter(missedOn, 2);
    return { on, fields: { ...toInsurer(file, words), missedOn, insurerReplyBy: file.insurerReplyBy(on) } };
  },
  'interim-reply': (file, words) => {
    const on = file.sendingDay('interim-reply');
    const answerBy = file.answerBy();
    return {
      on,
      fields: { situation: words.situation, newDate: answerBy !== undefined && answerBy > on ? answerBy : file.newDate(on) },
    };
  },
  delay: (file, words, variant) => {
    const on = file.sendingDay('final-response');
    const shown: Partial<LetterFields> =
      variant === 'without-reasons'
        ? {
            ...insurer(file.procedure, words),
            situationFacts: [{ fact: 'examination-unfinished' }, { fact: 'insurer-awaited', since: forwardedOn(file) }],
          }
        : { reasons: words.whyDelayed };
    return { on, fields: { ...shown, answerBy: file.answerBy(), newDate: file.newDate(on) } };
  },
  'gdpr-extension': (file, words) => ({
    on: file.workingDay('2026-06-08'),
    part: 'gdpr',
    fields: {
      matter: words.erasure.matter,
      reasons: words.whyExtended,
      newDate: file.latestGdprExtension(),
      gdprAnswerBy: file.answerBy('gdpr'),
    },
  }),
  upheld: (file, words) => answer(file, { ...words.upheld, ...refund(file, 125_050) }),
  'partly-upheld': (file, words) =>
    answer(file, { ...words.partlyUpheld, measures: words.upheld.measures, ...refund(file, 8_000) }),
  rejected: (file, words) => answer(file, { reasons: words.rejected }),
  settled: (file, words) =>
    answer(file, {
      reasons: words.offer.reasons,
      offerTerms: words.offer.terms,
      offerEffect: words.offer.effect,
      offerAmount: { cents: 30_000, currency: 'EUR' },
      offerUntil: file.workingDaysAfter(file.answeredOn, 20),
    }),
  'gdpr-answer': (file, words, variant) => ({
    on: file.workingDay('2026-06-08'),
    part: 'gdpr',
    fields:
      variant === 'erasure-refused' ? { ...words.erasure, outcome: 'rejected' } : { ...words.rectification, outcome: 'upheld' },
  }),
  measures: (file, words) => ({
    on: file.workingDay('2026-06-15'),
    fields: { measures: words.measures, doneBy: file.workingDay('2026-07-10'), answeredOn: file.answeredOn },
  }),
  'recourse-details': (file, words) => ({
    on: file.dueAfter('recourse-details', file.disagreedOn),
    fields: {
      ...insurer(file.procedure, words),
      disagreedOn: file.disagreedOn,
      answeredOn: file.answeredOn,
      newDate: secondAnswerBy(file),
    },
  }),
  'second-review-request': (file, words) => {
    const on = file.workingDaysAfter(file.disagreedOn, 1);
    return {
      on,
      fields: {
        ...toInsurer(file, words),
        disagreedOn: file.disagreedOn,
        answeredOn: file.answeredOn,
        newDate: secondAnswerBy(file),
        insurerReplyBy: file.insurerReplyBy(on),
      },
    };
  },
  escalation: (file, words, variant) => {
    const escalatedTo = targetOf(variant);
    // To the insurer while the answer is still to come; elsewhere after it.
    const escalatedOn = file.workingDay(escalatedTo === 'insurer' ? '2026-05-26' : '2026-06-12');
    return {
      on: file.dueAfter('escalation-notice', escalatedOn),
      fields: {
        ...insurer(file.procedure, words),
        escalatedTo,
        escalatedOn,
        situation: words.escalated[escalatedTo],
        ...(escalatedTo === 'insurer' ? { answerBy: file.answerBy() } : { answeredOn: file.answeredOn }),
      },
    };
  },
  'escalation-to-insurer': (file, words, variant) => {
    const escalatedTo = targetOf(variant);
    const escalatedOn = file.workingDay('2026-06-12');
    return {
      on: file.dueAfter('escalation-notice', escalatedOn),
      fields: { ...toInsurer(file, words), escalatedTo, escalatedOn, answeredOn: file.answeredOn, answerBy: undefined },
    };
  },
  'year-reminder': (file) => ({
    on: file.workingDay('2027-04-12'),
    fields: { writtenOn: file.sentOn, answeredOn: file.answeredOn },
  }),
  'missing-facts': (file, words) => {
    const on = file.workingDay('2026-05-18');
    return {
      on,
      fields: {
        missingFacts: words.missingFacts,
        reasons: words.whyMissing,
        informationBy: file.insurerReplyBy(on),
        answerBy: file.answerBy(),
      },
    };
  },
  'progress-answer': (file, words) => ({
    on: file.workingDay('2026-05-28'),
    fields: { answer: words.answerToEnquiry, answerBy: file.answerBy() },
  }),
  reassignment: (file) => ({
    on: file.workingDay('2026-05-22'),
    fields: { contactFrom: file.workingDay('2026-05-26'), answerBy: file.answerBy() },
  }),
  withdrawal: (file) => {
    const withdrawnOn = file.workingDay('2026-05-26');
    return { on: file.workingDaysAfter(withdrawnOn, 1), fields: { withdrawnOn } };
  },
  reopened: (file, words) => {
    const reopenedOn = file.workingDay('2026-06-10');
    const answerBy = file.answerBy();
    return {
      on: file.workingDaysAfter(reopenedOn, 1),
      fields: { reasons: words.newFacts, reopenedOn, answerBy, answeredOn: file.answeredOn },
    };
  },
  'not-treated-further': (file, words) => answer(file, { reasons: words.notTreatedFurther }),
  'not-a-complaint': (file, words) => ({ on: file.workingDay('2026-05-18'), fields: words.notAComplaint }),
  misdirected: (file, words) => ({
    on: file.workingDay('2026-05-18'),
    fields: {
      reasons: words.misdirected.reasons,
      rightFirmName: words.misdirected.firm,
      rightFirmAddress:
        file.procedure.firm.country === 'BE' ? ['Modelplein 3', '9000 Gent'] : ['3 rue de l’Exemple', '69002 LYON'],
      rightFirmEmail: 'complaints@example.com',
    },
  }),
  'sent-on': (file) => ({ on: file.workingDay('2026-05-18'), fields: { sentOnOn: file.workingDay('2026-05-18') } }),
  'sent-on-to-mediator': (file, words) => ({
    on: file.workingDay('2026-05-18'),
    fields: {
      complainantName: words.complainant,
      complaintText: words.letterToMediator,
    },
  }),
  'breach-alert': (file) => {
    const duty = file.duty('final-response') ?? file.duty('acknowledgement');
    return {
      on: file.workingDaysAfter(duty?.dueOn ?? file.receivedOn, 1),
      fields: {
        duty: duty?.duty,
        dueOn: duty?.dueOn,
        brokenLimits: duty?.limits.filter(({ dueOn }) => dueOn === duty.dueOn),
        link: `https://desk.example.org/desk/${file.reference}`,
      },
    };
  },
};

/** The variants of the letters that differ by what happened rather than by who reads them. */
export const variantsOfOccasion: Partial<Record<LetterKind, readonly string[]>> = {
  acknowledgement: ['late', 'linked'],
  'ten-day-notice': ['late'],
  delay: ['without-reasons'],
  'gdpr-answer': ['erasure-refused'],
  escalation: ['to-insurer', 'to-mediator', 'to-court'],
  'escalation-to-insurer': ['to-mediator', 'to-court'],
};

/** Kinds of which there is no plain letter besides those variants. */
export const onlyVariants: readonly LetterKind[] = ['escalation', 'escalation-to-insurer'];

function acknowledgement(file: GalleryCase, _words: GalleryWords, variant: string): Occasion {
  const late = variant === 'late';
  const dueOn = file.duty('acknowledgement')?.dueOn ?? file.receivedOn;
  return {
    on: late ? file.workingDaysAfter(dueOn, 2) : file.sendingDay('acknowledgement'),
    fields: {
      answerBy: file.answerBy(),
      ...(late ? { late } : {}),
      ...(variant === 'linked' ? { linkedReference: `${file.procedure.prefix}-2026-000045` } : {}),
    },
  };
}

function targetOf(variant: string): EscalationTarget {
  return variant === 'to-court' ? 'court' : variant === 'to-mediator' ? 'mediator' : 'insurer';
}

function answer(file: GalleryCase, fields: Partial<LetterFields>): Occasion {
  return { on: file.answeredOn, fields: { ...fields, helpOffered: promises(file.procedure, 'help-offered') } };
}

function refund(file: GalleryCase, cents: number): Partial<LetterFields> {
  return { redressAmount: { cents, currency: 'EUR' }, paidBy: file.workingDaysAfter(file.answeredOn, 10) };
}

/** Where the firm treats a complaint a second time, that answer has a date. */
function secondAnswerBy(file: GalleryCase): CivilDate | undefined {
  if (file.procedure.steps.disagreement.does !== 'second-treatment') return undefined;
  const answerBy = file.answerBy();
  return answerBy !== undefined && answerBy > file.disagreedOn ? answerBy : file.newDate(file.disagreedOn);
}

export function promises(procedure: Procedure, name: string): boolean {
  return (procedure.promises ?? []).some(({ promise }) => promise === name);
}

function forwardedOn(file: GalleryCase): CivilDate {
  return file.duty('insurer-forwarding')?.sendOn ?? file.workingDay('2026-05-18');
}

function toInsurer(file: GalleryCase, words: GalleryWords): Partial<LetterFields> {
  return {
    ...insurer(file.procedure, words),
    responsible: 'insurer',
    forwardedOn: forwardedOn(file),
    answerBy: file.answerBy(),
    complainantName: words.complainant,
    complaintText: words.complaint,
  };
}

function invitedOn(file: GalleryCase): CivilDate {
  return file.workingDaysAfter(file.receivedOn, 1);
}

function remindedOn(file: GalleryCase): CivilDate {
  return file.workingDaysAfter(invitedOn(file), 10);
}

function closingOn(file: GalleryCase): CivilDate {
  return file.workingDaysAfter(remindedOn(file), 10);
}

function spoken(file: GalleryCase): Partial<LetterFields> {
  return {
    sentOn: undefined,
    answerBy: file.spokenAnswerBy(),
  };
}
