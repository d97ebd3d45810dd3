import { z } from 'zod';
import { dutyNames } from '../../workflows/domain/duties.ts';
import { letterKinds, type Recipient } from '../../workflows/domain/letters.ts';

/** Each recipient once; the record makes sure that none is missing. */
const recipients: Record<Recipient, true> = {
  complainant: true,
  representative: true,
  insurer: true,
  mediator: true,
  staff: true,
};
const recipientNames = Object.keys(recipients) as [Recipient, ...Recipient[]];

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
    state: z.enum(['queued', 'sending', 'sent', 'awaiting-post', 'superseded']).meta({
      description: "'sent' is evidence: the mail server has it, or it was posted.",
    }),
    way: z.enum(['e-mail', 'post']),
    letterDate: z.string().meta({ format: 'date', description: 'The day that the letter bears.' }),
    sentAt: z.string().optional().meta({ format: 'date-time', description: 'UTC.' }),
    postedOn: z.string().optional().meta({ format: 'date' }),
    registeredNumber: z.string().optional(),
    links: z.object({ html: z.string(), text: z.string(), eml: z.string().optional(), posted: z.string().optional() }),
  })
  .meta({ id: 'Letter' });
export type LetterView = z.output<typeof letterView>;
