import { z } from 'zod';
import { dutyNames } from '../../workflows/domain/duties.ts';
import { letterKinds, type Recipient } from '../../workflows/domain/letters.ts';
import { saying } from '../problems/field-faults.ts';
import { anyOf, civilDate, identifier } from './text.ts';

/** Each recipient once; the record makes sure that none is missing. */
const recipients: Record<Recipient, true> = {
  complainant: true,
  representative: true,
  insurer: true,
  mediator: true,
  staff: true,
};
export const recipientNames = Object.keys(recipients) as [Recipient, ...Recipient[]];

const letterStates = ['queued', 'sending', 'sent', 'awaiting-post', 'superseded'] as const;
const letterWays = ['e-mail', 'post'] as const;

/** The forms of a letter, where its posting is recorded while it waits for the post, and where that it came back once it left by e-mail. */
const letterLinks = {
  html: z.string(),
  text: z.string(),
  pdf: z.string(),
  eml: z.string().optional(),
  posted: z.string().optional(),
  undelivered: z.string().optional(),
};

/** A letter, without its text. */
export const letterView = z
  .object({
    id: z.string(),
    duty: z.enum(dutyNames),
    occasion: z.string(),
    kind: z.enum(letterKinds),
    recipient: z.enum(recipientNames).meta({
      description: "'complainant': also whoever represents them with a mandate; 'representative': who has not shown one yet.",
    }),
    language: z.string(),
    state: z.enum(letterStates).meta({
      description: "'sent' is evidence: the mail server has it, or it was posted.",
    }),
    way: z.enum(letterWays),
    letterDate: z.string().meta({ format: 'date', description: 'The day that the letter bears.' }),
    sentAt: z.string().optional().meta({ format: 'date-time', description: 'UTC.' }),
    printedAt: z.string().optional().meta({ format: 'date-time', description: 'From the post tray, the last time. UTC.' }),
    postedOn: z.string().optional().meta({ format: 'date' }),
    registeredNumber: z.string().optional(),
    bounced: z
      .object({ at: z.string().meta({ format: 'date-time' }), status: z.string() })
      .optional()
      .meta({ description: 'It came back as undeliverable (status as RFC 3463 numbers it), so it goes by post.' }),
    edit: z.enum(['used', 'left-out']).optional().meta({
      description:
        "Staff worded it otherwise: 'used', their words stand in it; 'left-out', it could not leave with them on its day and was written without.",
    }),
    links: z.object(letterLinks),
  })
  .meta({ id: 'Letter' });
export type LetterView = z.output<typeof letterView>;

/** The letters of one complaint. */
export const letterList = z.object({ items: z.array(letterView) }).meta({ id: 'LetterList' });
export type LetterList = z.output<typeof letterList>;

/** How a letter's PDF is asked for. */
export const pdfQuery = z.strictObject({
  standard: z.enum(['ua-1', 'a-2a']).optional().meta({
    description: "'ua-1': PDF/UA-1, for whoever reads it; 'a-2a': PDF/A-2a, for the archive. 'ua-1' where left out.",
  }),
});

/** The most letters that are printed as one file. */
export const mostLettersAtOnce = 200;

/** Letters from the post tray that are printed together. */
export const printBody = z
  .strictObject({
    letters: z
      .array(z.uuid())
      .min(1)
      .max(mostLettersAtOnce)
      .refine((ids) => new Set(ids).size === ids.length, saying('repeated', 'names a letter twice'))
      .meta({ description: 'Their ids, in the order of the sheets.' }),
    sides: z
      .union([z.literal(1), z.literal(2)])
      .optional()
      .meta({ description: 'With 2, each letter begins on a sheet of its own where both sides are printed. 1 where left out.' }),
  })
  .meta({ id: 'Printing', description: 'Letters that are printed as one file.' });

/** The form allows days that no month has. */
function namesADay(cursor: string): boolean {
  const [day = ''] = cursor.split('.');
  return !cursor.includes('.') || day === 'none' || civilDate.safeParse(day).success;
}

/** How a list of all complaints' letters is narrowed and turned over. */
export const lettersQuery = z.strictObject({
  procedure: anyOf(identifier).meta({ description: 'Of one firm, or of several.' }),
  state: anyOf(z.enum(letterStates)).meta({
    description: '`state=awaiting-post` is the post tray, which begins with what is due first.',
  }),
  way: z.enum(letterWays).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'Letters on one page.' }),
  cursor: z
    .string()
    .regex(/^(?:(?:\d{4}-\d{2}-\d{2}|none)\.)?\d{1,15}$/, { error: "is none; take 'next' of the page before" })
    .refine(namesADay, { error: "is none; take 'next' of the page before" })
    .optional()
    .meta({ description: 'Where the page begins: `next` of the page before, with its `state`.' }),
});

/** One page of letters of all complaints. */
export const listedLetters = z
  .object({
    items: z.array(
      letterView
        .extend({
          reference: z.string(),
          procedure: z.string(),
          dueOn: z.string().optional().meta({ format: 'date', description: 'The last day of what it is for.' }),
          links: z.object({ ...letterLinks, complaint: z.string() }),
        })
        .meta({ id: 'ListedLetter' }),
    ),
    next: z.string().nullable().meta({ description: 'The cursor of the next page; null on the last one.' }),
  })
  .meta({ id: 'ListedLetters' });
export type ListedLetters = z.output<typeof listedLetters>;
