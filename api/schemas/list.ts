import { z } from 'zod';
import { channels } from '../../register/complaint-content.ts';
import { complaintOrders } from '../../register/list-order.ts';
import { isSearchable } from '../../register/search-words.ts';
import { keptForm } from '../../register/statistics/figure-filter.ts';
import { closureReasons, complaintKinds, levels, outcomes, stages } from '../../workflows/domain/complaint.ts';
import { dutyNames } from '../../workflows/domain/duties.ts';
import { complaintFactsShape } from './complaint-view.ts';
import { anyOf, civilDate, identifier, line } from './text.ts';

const yesOrNo = z.enum(['true', 'false']);
const insurerAsked = z
  .string()
  .regex(/^(named\.)?[a-z0-9-]{1,60}$/, { error: "must be an id, or 'named.' and a name: small letters, digits, hyphens" });

/** How complaints are chosen, in lists and in exports. */
export const complaintFilterShape = {
  text: line(200)
    .refine(isSearchable, {
      error: 'has neither a letter nor a digit',
      when: ({ issues }) => issues.length === 0,
    })
    .optional()
    .meta({
      description: `Words that stand in the complaint or in what was written to it since: names, companies, addresses, numbers, references, texts. All
of them, with or without accents, in any form that French or Dutch makes of them; the last may be only begun.`,
    }),
  procedure: anyOf(identifier).meta({ description: 'Of one firm, or of several.' }),
  stage: anyOf(z.enum(stages)),
  level: anyOf(z.enum(levels)),
  kind: anyOf(z.enum(complaintKinds)),
  channel: anyOf(z.enum(channels)),
  outcome: anyOf(z.enum(outcomes)).meta({ description: 'Those with this result.' }),
  product: anyOf(identifier).meta({ description: "By the id of the classification; 'none': without one." }),
  reasonCategory: anyOf(identifier).meta({ description: "By the id of the classification; 'none': without one." }),
  insurer: anyOf(insurerAsked).meta({
    description:
      "By the id of the directory; 'none': without one; 'named.' and a name in small letters, digits and hyphens: named in full by a decision.",
  }),
  rootCause: anyOf(identifier).meta({ description: "By the id of the classification; 'none': without one." }),
  caseHandler: anyOf(identifier).meta({
    description: "Those in the charge of one person, by id; 'none': in nobody's.",
  }),
  receivedFrom: civilDate.optional().meta({ description: "Received on that day or later, in the firm's zone." }),
  receivedTo: civilDate.optional().meta({ description: "Received on that day or earlier, in the firm's zone." }),
  dueBefore: civilDate
    .optional()
    .meta({ description: "Those of which something owed is due before that day, in the firm's zone." }),
  overdue: yesOrNo.optional().meta({ description: 'Those of which something owed is late, or the others.' }),
  closed: yesOrNo.optional().meta({ description: 'Those that are closed, or the others.' }),
  owing: yesOrNo.optional().meta({ description: 'Those of which something is owed, or the others.' }),
  awaitingApproval: yesOrNo.optional().meta({ description: 'Those of which a result waits for approval, or the others.' }),
  replyWaiting: yesOrNo
    .optional()
    .meta({ description: 'Those whose insurer has replied, with nothing decided since, or the others.' }),
  openEnquiry: yesOrNo.optional().meta({ description: 'Those of which an enquiry waits for its answer, or the others.' }),
  unread: yesOrNo.optional().meta({ description: 'Those on which something came in that nobody has read, or the others.' }),
  breached: yesOrNo.optional().meta({ description: 'Those with a recorded breach that stands, or the others.' }),
  closure: anyOf(z.enum(closureReasons)).meta({ description: 'Those that are closed for this reason.' }),
  closedFrom: civilDate.optional().meta({ description: "Closed on that day or later, in the firm's zone." }),
  closedTo: civilDate.optional().meta({ description: 'Closed on that day or earlier.' }),
  openAfter: civilDate.optional().meta({ description: 'Not closed by the end of that day.' }),
  answeredFrom: civilDate.optional().meta({ description: 'Of which the whole answer left on that day or later.' }),
  answeredTo: civilDate.optional().meta({ description: 'Of which the whole answer left on that day or earlier.' }),
  mediationFrom: civilDate.optional().meta({ description: 'Of which the mediator was first heard of on that day or later.' }),
  mediationTo: civilDate.optional().meta({ description: 'Of which the mediator was first heard of on that day or earlier.' }),
  kept: z.string().regex(keptForm, { error: "must be like 'answer.acpr.late'" }).optional().meta({
    description:
      "How the limits of one source were kept, as statistics count it: 'acknowledgement' or 'answer'; 'procedure', 'acpr', 'gdpr' or 'belgium'; 'in-time', 'late' or 'pending', with dots between them.",
  }),
  mailHeld: yesOrNo.optional().meta({ description: 'Those whose letters are held back, or the others.' }),
};

/** What chooses complaints, as it was read. */
export type FilterQuery = z.output<z.ZodObject<typeof complaintFilterShape>>;

/** How a list of complaints is narrowed, sorted and turned over. */
export const listQuery = z.strictObject({
  ...complaintFilterShape,
  sort: z
    .enum(complaintOrders)
    .default('newest')
    .meta({
      description: `'newest', 'oldest': by registration; 'received', 'lastReceived': by receipt, what waits longest comes first or last; 'nextDue': what
is due first comes first, what owes nothing last; 'reference': by firm, year and number.`,
    }),
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'Complaints on one page.' }),
  cursor: z
    .string()
    .max(300)
    .optional()
    .meta({ description: "Where the page begins: `next` of the page before, with that page's sort." }),
});

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
