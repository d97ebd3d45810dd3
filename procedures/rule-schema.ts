import { z } from 'zod';
import { complaintParts } from '../workflows/domain/complaint.ts';
import { dutyNames } from '../workflows/domain/duties.ts';
import { isCivilDate } from './civil-dates.ts';
import { units } from './counting.ts';
import {
  civilDate,
  countryCode,
  fields,
  identifier,
  names,
  oneOf,
  someOf,
  status,
  text,
  textLike,
  wholeNumber,
} from './schema-parts.ts';

/** The dates that a complaint has from the start; a limit that runs from one of them is planned at once. */
export const complaintDates = ['received', 'sent', 'registered'] as const;
export type ComplaintDate = (typeof complaintDates)[number];

/** What happens later and starts a limit of its own. */
export const laterEvents = [
  'result',
  'disagreement',
  'enquiry',
  'escalation',
  'decision',
  'delay',
  'reopening',
  'invitation',
  'reminder',
  'forwarding',
  'mediator-period',
] as const;

const starts = [...complaintDates, ...laterEvents] as const;
export const extensions = ['none', 'with-reasons'] as const;

/** A number of days or months. */
export const spanShape = { within: wholeNumber(0, 400), unit: oneOf(units) };
export const span = fields(spanShape);

/** What every time limit says, whoever set it. */
const limitShape = {
  duty: oneOf(dutyNames),
  kinds: someOf(oneOf(complaintParts), `the kinds of complaint that it is for: ${complaintParts.join(', ')}`),
  within: wholeNumber(0, 400),
  unit: oneOf(units),
  from: oneOf(starts),
  /** Nothing is owed where this came first; `answer-sent` means that the answer itself has left. */
  unless: oneOf(['answer-sent']).optional(),
  /** Whether reasons told before the limit's end extend it; left out means `none`. */
  extension: oneOf(extensions).optional(),
  /** By how much at most; left out means until the date that the firm announces. */
  extensionBy: span.optional(),
};

/** A time limit of a firm's own procedure, with the words of its text. */
export const procedureLimit = fields({
  ...limitShape,
  /** Where staff decide that the answer is possible within this time, the duty waits that long (Optimco's week). */
  answerPossibleWithin: span.optional(),
  sentence: text,
});

/** A time limit that Doléance sets where no text and no law has a number. */
export const ownLimit = fields({ ...limitShape, reason: text });

/** A time limit from a regulator or from law. */
const regulatorLimit = fields({
  ...limitShape,
  /** Absent, with `unit`, where the law has no number ('as fast as possible'): the rule stays visible and leads to no date. */
  within: limitShape.within.optional(),
  unit: limitShape.unit.optional(),
  /** What the rule says; needed where it has no number. */
  note: text.optional(),
  source: text,
  holdsFrom: civilDate,
  holdsUntil: civilDate.optional(),
  status,
  /** Readings that are not settled: the row holds the careful one, and changing that field switches to the other. */
  openQuestions: z
    .array(fields({ field: oneOf(['from', 'extension']), otherReading: oneOf([...starts, ...extensions]), note: text }))
    .optional(),
})
  .refine((limit) => (limit.within === undefined) === (limit.unit === undefined), {
    error: "needs both 'within' and 'unit', or neither where the law has no number",
  })
  .refine((limit) => limit.within !== undefined || limit.note !== undefined, {
    error: "has no number, so it needs a 'note' with what the law says",
  });

/** A regulator, or a law that sets limits; `id` is the source that its limits carry. */
export const regulator = fields({
  id: oneOf(['acpr', 'gdpr', 'belgium']),
  name: names,
  limits: someOf(regulatorLimit, 'its time limits'),
});
export type Regulator = z.infer<typeof regulator>;

/** So long somebody can go to court over what a complaint is about; counted from the complaint's end, which no law would put later. */
const limitationPeriod = fields({
  id: identifier,
  name: names,
  kinds: someOf(oneOf(complaintParts), `the kinds of complaint that it is for: ${complaintParts.join(', ')}`),
  ...spanShape,
  /** The words of the law, where they are known. */
  quotation: text.optional(),
  note: text.optional(),
  source: text,
  holdsFrom: civilDate,
  status,
});

export const limitationPeriods = someOf(limitationPeriod, 'the limitation periods');

/** The limitation periods of a country, as kept in a file: those of each firm there. */
export const limitationFile = fields({ id: identifier, country: countryCode, periods: limitationPeriods });
export type LimitationFile = z.infer<typeof limitationFile>;

/** One public holiday: on a day of the year, or so many days after Easter Sunday. */
const holiday = fields({
  id: identifier,
  name: names,
  on: textLike(/^\d{2}-\d{2}$/, '05-27 (month and day)')
    .refine((day) => isCivilDate(`2024-${day}`), {
      error: (issue) => `'${String(issue.input)}' is no day of the year; write it like 05-27`,
    })
    .optional(),
  easter: wholeNumber(-60, 100).optional(),
  source: text,
  status,
  holdsFrom: civilDate.optional(),
}).refine((row) => (row.on === undefined) !== (row.easter === undefined), {
  error: "needs either 'on' (month and day) or 'easter' (days after Easter Sunday), not both",
});

/** A calendar of public holidays as kept in a file; `includes` takes over another calendar's rows. */
export const calendarFile = fields({
  id: identifier,
  name: names,
  includes: identifier.optional(),
  days: someOf(holiday, 'the public holidays'),
});
export type CalendarFile = z.infer<typeof calendarFile>;

/** A calendar with all its rows. */
export const calendar = fields({ id: identifier, days: someOf(holiday, 'the public holidays') });
export type Calendar = z.infer<typeof calendar>;
