import { z } from 'zod';
import { levels } from '../workflows/domain/complaint.ts';
import { type LetterKind, letterKinds } from '../workflows/domain/letters.ts';
import { units } from './counting.ts';
import { bodyTypes, recoursePeriod } from './recourse-schema.ts';
import { calendar, complaintDates, limitationPeriods, ownLimit, procedureLimit, regulator, span } from './rule-schema.ts';
import {
  civilDate,
  countryCode,
  emailAddress,
  fields,
  identifier,
  languages,
  oneOf,
  phoneNumber,
  someOf,
  text,
  textLike,
  timeOfDay,
  wholeNumber,
  yesOrNo,
} from './schema-parts.ts';

/** A statement with what it rests on: the sentence of the firm's text, or another source. */
function grounded<Shape extends z.core.$ZodShape>(shape: Shape) {
  return fields({ ...shape, sentence: text.optional(), source: text.optional() }).refine(
    (given: { sentence?: unknown; source?: unknown }) => (given.sentence === undefined) !== (given.source === undefined),
    { error: "needs either 'sentence' (quoted from the firm's text) or 'source' (where else it comes from), not both" },
  );
}

const language = oneOf(languages);

const firm = fields({
  name: text,
  legalName: text,
  timeZone: text.refine(isTimeZone, { error: (issue) => `'${String(issue.input)}' is no time zone; write it like Europe/Paris` }),
  country: countryCode,
  /** The languages that letters are written in; the first is the one for anybody whose language is unknown. */
  languages: someOf(language, `the languages of its letters: ${languages.join(', ')}`),
  email: emailAddress,
  /** The lines of the letterhead. */
  address: someOf(text, 'the lines of its address'),
  /** The envelope whose window letters are laid out for. */
  envelope: oneOf(['france-dl', 'belgium-114x229']).optional(),
});

const channel = grounded({
  channel: oneOf(['web-form', 'letter', 'e-mail', 'phone', 'meeting']),
  /** A page, a mailbox, a number; absent where the firm publishes none. */
  address: text.optional(),
});

const inOneLanguage = fields({ name: text, role: text }).optional();

/**
 * `name` and `role` in the firm's first language; where they are words and not a person's name, a translation for each other one, and best
 * for every language that a page can be read in.
 */
const staffMember = fields({
  id: identifier,
  name: text,
  role: text,
  email: emailAddress,
  translations: fields({ fr: inOneLanguage, nl: inOneLanguage, en: inOneLanguage }).optional(),
});

const signatories = ['case-handler', 'complaints-manager'] as const;
/** Who signs a letter. */
export type Signatory = (typeof signatories)[number];

/** The letter that acknowledges: an acknowledgement, or a notice that the matter is not resolved yet (123 Courtage). */
const acknowledgementLetters = ['acknowledgement', 'ten-day-notice'] as const;

/** What a firm's text promises besides dates. */
const promiseNames = [
  'measures-or-redress-stated',
  'register-kept',
  'impartial-examination',
  'free-of-charge',
  'help-offered',
  'progress-told',
  'delay-told',
  'reasons-given',
  'results-detailed',
  'offer-explained',
  'contact-named',
  'examination-begins-at-once',
  'conflicts-barred',
  'causes-acted-on',
  'staff-qualified',
] as const;

/** Notices to staff carry no signature. */
const unsignedKinds: readonly string[] = ['breach-alert', 'unassigned-alert', 'post-tray-alert'];
export const signedKinds: readonly LetterKind[] = letterKinds.filter((kind) => !unsignedKinds.includes(kind));

/** Optional here, so that a version kept before a kind of letter existed stays readable; a file must name them all (checks.ts). */
const signs = fields(Object.fromEntries(signedKinds.map((kind) => [kind, oneOf(signatories).optional()])));

const procedureShape = {
  id: identifier,
  /** Begins the references: `OPT-2026-000123`. */
  prefix: textLike(/^[A-Z]{3}$/, 'OPT (three capital letters)'),
  /** The firm's text, word for word, in `texts/`; `undated` where it bears no date and holds until a newer one. */
  text: fields({
    file: textLike(/^[a-z0-9-]+\.(fr|nl|en)\.txt$/, 'opticourtage.fr.txt'),
    language,
    holdsFrom: z.union([civilDate, z.literal('undated')], { error: 'must be a day like 2026-05-13, or undated' }),
  }),
  firm,
  channels: someOf(channel, 'the ways to complain'),
  /** What happens to a complaint that is only spoken. */
  oral: grounded({ taken: oneOf(['as-complaint', 'as-complaint-confirmed-in-writing', 'invited-to-write']) }),
  whoMayComplain: someOf(grounded({ who: text }), 'who may complain'),
  complaint: fields({
    is: someOf(grounded({ what: text }), 'what is a complaint'),
    isNot: z.array(grounded({ what: text })),
  }),
  /** What a complaint should say; what is missing is asked for, and makes it no less of a complaint. */
  requiredFacts: z.array(
    grounded({
      fact: oneOf([
        'name',
        'capacity',
        'postal-address',
        'phone',
        'e-mail',
        'contact-details',
        'subject',
        'policy-number',
        'steps-taken',
        'answer-received',
        'arguments',
        'solution-sought',
        'documents',
      ]),
      /** Of documents: information about the product or the service will do as well. */
      orInformation: z.literal(true, { error: 'allowed: true, or leave it out' }).optional(),
    }),
  ),
  /** Whom the text asks to be addressed first: a courtesy, never a condition. */
  firstContact: grounded({
    asked: text,
    condition: z.literal(false, { error: 'allowed: false; a first contact is never a condition' }),
    /** What lets somebody go straight to the complaints service. */
    directly: grounded({}).optional(),
  }).optional(),
  /** Who in the firm a complaint comes to, and when. */
  routing: z
    .array(
      grounded({
        to: text,
        when: text,
        /** The id of the person in charge where nobody is named at registration. */
        fallback: identifier.optional(),
      }),
    )
    .optional(),
  /** Until when one person stays the complainant's contact. */
  pointOfContact: grounded({ until: text }).optional(),
  /** Who answers, and whether somebody must approve an answer before it leaves. */
  approves: grounded({ answers: identifier, required: yesOrNo }).optional(),
  /** The kind of letter that a duty is done with, where it is not the usual one. */
  letters: fields({ acknowledgement: oneOf(acknowledgementLetters) }).optional(),
  /**
   * So long after its end a complaint's private page stays open where no mediator's period says; left out: a year
   * (private-page-life.ts).
   */
  privatePage: fields({ openFor: span, reason: text }).optional(),
  /** How long the firm says that a complaint may take. */
  usualTimes: grounded({ says: text }).optional(),
  /** What the text sets out to do, without a promise that could be measured. */
  aims: z.array(grounded({ aim: text })).optional(),
  regulators: z.array(identifier),
  calendar: identifier,
  timeLimits: z.array(procedureLimit),
  defaults: someOf(ownLimit, 'the limits for duties that no text has a number for'),
  /** The last day of an extended answer about personal data, where the firm promises more than the law. */
  gdprExtensionCap: fields({
    within: wholeNumber(1, 12),
    unit: oneOf(units),
    from: oneOf(complaintDates),
    sentence: text,
  }).optional(),
  /** By when an insurer is asked to reply: within this time, and so many working days before the firm's own answer is due. */
  insurerReply: fields({
    within: wholeNumber(1, 400),
    unit: oneOf(units),
    workingDaysBeforeAnswer: wholeNumber(0, 30),
    /** By when it is asked once more, counted from the date that it missed, and how often at most. */
    chaserWithin: span.optional(),
    chasers: wholeNumber(0, 10).optional(),
    reason: text,
  }),
  steps: fields({
    /** The insurer is responsible. */
    insurer: grounded({}).optional(),
    /** The complainant does not accept the answer. */
    disagreement: grounded({ does: oneOf(['recourse-details', 'second-treatment']) }),
    /** The complainant can go to the mediator or ombudsman. */
    mediator: grounded({}).optional(),
    court: grounded({}).optional(),
    misdirected: grounded({}).optional(),
    meantForMediator: grounded({}).optional(),
  }),
  levels: z.array(grounded({ level: oneOf(levels), treatedBy: text })).optional(),
  /** Senders whose complaint begins at level 2b. */
  sensitiveSenders: z.array(grounded({ sender: identifier })).optional(),
  promises: z
    .array(
      grounded({
        promise: oneOf(promiseNames),
      }),
    )
    .optional(),
  staff: someOf(staffMember, 'the staff'),
  /** The id of the person who is told of breaches and signs what `signs` leaves to the manager. */
  complaintsManager: identifier,
  /** Whom the complainant can reach while nobody is in charge of the case. */
  defaultContact: fields({ staff: identifier, hours: text.optional(), phone: phoneNumber.optional() }),
  signs,
  /** When the daily digest goes to staff on working days; local time of the firm. */
  digest: fields({ at: timeOfDay }).optional(),
  /** `postDays`: working days besides, in which a letter to somebody without e-mail is printed and posted. */
  sendingWindow: fields({
    from: timeOfDay,
    to: timeOfDay,
    marginDays: wholeNumber(0, 5),
    postDays: wholeNumber(0, 10).optional(),
  }),
  /** Ids of the recourse directory's bodies, in the order of the letters. */
  recourse: someOf(identifier, 'ids of bodies in the recourse directory'),
};

/** A firm's procedure as kept in its file. */
export const procedureFile = fields(procedureShape);
export type ProcedureFile = z.infer<typeof procedureFile>;

/** A version of a procedure as kept in the register: the file with everything that planning needs, so that no other file is read later. */
export const procedureContent = fields({
  ...procedureShape,
  format: z.literal(1, { error: 'allowed: 1, the only form of kept versions so far' }),
  regulators: z.array(regulator),
  calendar,
  recourse: z.array(fields({ body: identifier, type: oneOf(bodyTypes), period: recoursePeriod.optional() })),
  /** Absent where nobody has found out those of the firm's country, and in versions that were kept before Doléance asked for them. */
  limitations: limitationPeriods.optional(),
});
export type ProcedureContent = z.infer<typeof procedureContent>;

/** A procedure, ready to plan with; its version follows from its content. */
export interface Procedure extends Omit<ProcedureContent, 'signs'> {
  /** `opticourtage@` and the first twelve hex digits of the content's SHA-256. */
  version: string;
  /** The canonical JSON that the register keeps and `parseProcedure` reads. */
  content: string;
  signs: Partial<Record<LetterKind, Signatory>>;
}

export type StaffMember = z.infer<typeof staffMember>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
