import { z } from 'zod';
import { complaintParts } from '../../workflows/domain/complaint.ts';
import { saying } from '../problems/field-faults.ts';
import { edits } from './edited-letters.ts';
import { civilDate, optionalText, text } from './text.ts';

const cents = z.int().min(0).max(100_000_000_000);
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'must be three capital letters, like EUR' })
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), { error: 'is no currency (ISO 4217)' });

const redress = z
  .strictObject({ cents, currency, paidBy: civilDate })
  .meta({ id: 'Redress', description: 'What is paid, and the last day for it.' });

const offer = z
  .strictObject({
    terms: text(),
    effect: optionalText().meta({ description: 'What accepting it means; a usual sentence stands in for it.' }),
    until: civilDate,
    cents: cents.optional(),
    currency: currency.optional(),
  })
  .refine((given) => (given.cents === undefined) === (given.currency === undefined), {
    path: ['currency'],
    ...saying('missing', 'an amount needs both cents and currency'),
  })
  .meta({ id: 'Offer', description: 'What is offered, and until when it can be accepted.' });

const remedies = {
  measures: optionalText().meta({ description: 'Of an answer about personal data: what was done about the data.' }),
  redress: redress.optional(),
};

/** Opticourtage promises to say whether corrective measures or redress, or both, are appropriate. */
const remedyNeeded = {
  check: ({ measures, redress: paid }: { measures?: string | undefined; redress?: unknown }) =>
    (measures !== undefined && measures !== '') || paid !== undefined,
  params: { path: ['measures'], ...saying('missing', "is missing; the letter says 'measures' or 'redress', or both") },
};

const common = {
  decision: z.literal('resolve'),
  part: z.enum(complaintParts).optional().meta({
    description: 'Of a complaint that is both: which part is answered. Left out: the classic one, where there is one.',
  }),
  proposed: z.boolean().optional().meta({ description: 'True: it waits for approval before its letter leaves.' }),
  reasons: text(),
  ...edits,
};

/** Needed where the answer is not about personal data, which only the complaint itself tells. */
const points = optionalText().meta({ description: 'Needed, but for an answer about personal data.' });

/**
 * The result, with the texts of its letter. What an answer about personal data needs differs from what any other does: a body that
 * is complete for either is read here, and refused with the texts that it lacks once the complaint is known.
 */
export const resolution = z.discriminatedUnion('outcome', [
  z.strictObject({ ...common, outcome: z.literal('upheld'), ...remedies }).refine(remedyNeeded.check, remedyNeeded.params),
  z
    .strictObject({ ...common, outcome: z.literal('partly-upheld'), upheldPoints: points, rejectedPoints: points, ...remedies })
    .refine(remedyNeeded.check, remedyNeeded.params),
  z.strictObject({ ...common, outcome: z.literal('rejected'), ...remedies }),
  z.strictObject({ ...common, outcome: z.literal('settled'), offer, measures: optionalText() }),
]);
