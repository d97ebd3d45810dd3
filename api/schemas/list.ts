import { z } from 'zod';
import { complaintKinds, levels, stages } from '../../workflows/domain/complaint.ts';
import { dutyNames } from '../../workflows/domain/duties.ts';
import { complaintFactsShape } from './complaint-view.ts';
import { civilDate } from './text.ts';

const identifier = z.string().regex(/^[a-z0-9-]{1,60}$/, { error: 'must be an id: small letters, digits, hyphens' });

/** How a list of complaints is narrowed, sorted and turned over. */
export const listQuery = z.strictObject({
  procedure: identifier.optional().meta({ description: 'Of one firm.' }),
  stage: z.enum(stages).optional(),
  level: z.enum(levels).optional(),
  kind: z.enum(complaintKinds).optional(),
  caseHandler: identifier.optional().meta({ description: 'Those in the charge of one person, by id.' }),
  dueBefore: civilDate
    .optional()
    .meta({ description: "Those of which something owed is due before that day, in the firm's zone." }),
  overdue: z.enum(['true', 'false']).optional().meta({ description: 'Those of which something owed is late, or the others.' }),
  sort: z
    .enum(['newest', 'nextDue'])
    .default('newest')
    .meta({ description: "'nextDue': what is due first comes first, what owes nothing last." }),
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'Complaints on one page.' }),
  cursor: z
    .string()
    .max(300)
    .optional()
    .meta({ description: "Where the page begins: `next` of the page before, with that page's sort." }),
});
export type ListQuery = z.output<typeof listQuery>;

const listedComplaint = z
  .object({
    ...complaintFactsShape,
    nextDue: z
      .object({ duty: z.enum(dutyNames), dueOn: z.string().meta({ format: 'date' }) })
      .optional()
      .meta({ description: 'The nearest of what is owed.' }),
    overdue: z.boolean(),
    links: z.object({ self: z.string() }),
  })
  .meta({ id: 'ListedComplaint', description: 'A complaint in a list, with nothing personal.' });

/** One page of complaints. */
export const complaintList = z
  .object({
    items: z.array(listedComplaint),
    next: z.string().nullable().meta({ description: 'The cursor of the next page; null on the last one.' }),
  })
  .meta({ id: 'ComplaintList' });
export type ComplaintList = z.output<typeof complaintList>;
