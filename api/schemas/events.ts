import { z } from 'zod';
import { levels, stages } from '../../workflows/domain/complaint.ts';
import { saying } from '../problems/field-faults.ts';
import { referenceForm } from './text.ts';

/** Which changes are told. */
export const eventsQuery = z.strictObject({
  procedure: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/, { error: 'must be an id: small letters, digits, hyphens' })
    .optional()
    .meta({ description: 'Of one firm.' }),
  reference: z
    .string()
    .regex(referenceForm, saying('no-reference', 'is no reference of a complaint'))
    .optional()
    .meta({ description: 'Of one complaint.' }),
});
export type EventsQuery = z.output<typeof eventsQuery>;

/** The data of an event `complaint-changed`. */
export const complaintChanged = z
  .object({
    reference: z.string(),
    number: z.int().meta({ description: 'Of the row in the complaint’s journal.' }),
    at: z.string().meta({ format: 'date-time', description: 'UTC.' }),
    event: z.string().meta({ description: 'What the journal calls it: `letter-sent`, `decision-applied`.' }),
    procedure: z.string(),
    stage: z.enum(stages).meta({ description: 'As the complaint stands when it is told.' }),
    level: z.enum(levels).meta({ description: 'The same.' }),
    links: z.object({ complaint: z.string() }),
  })
  .meta({ id: 'ComplaintChanged', description: 'A row was added to a complaint’s journal; nothing personal.' });
export type ComplaintChanged = z.output<typeof complaintChanged>;
