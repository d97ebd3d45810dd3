import { z } from 'zod';
import {
  complaintParts,
  escalationTargets,
  levels,
  mandates,
  outcomes,
  responsibilities,
} from '../../workflows/domain/complaint.ts';
import { type DecisionName, type Refusal, receivedKinds } from '../../workflows/domain/messages.ts';
import { whyRefused } from '../problems/problems.ts';
import { classifications } from './message-bodies.ts';

/** Each name once; the record makes sure that none is missing. */
const decisions: Record<DecisionName, true> = {
  'acknowledge-now': true,
  assign: true,
  'name-representative': true,
  'complete-file': true,
  classify: true,
  'set-responsibility': true,
  'answer-within-week': true,
  'invite-to-write': true,
  'request-information': true,
  'interim-reply-now': true,
  'announce-delay': true,
  'answer-enquiry': true,
  'record-result': true,
  resolve: true,
  approve: true,
  'send-back': true,
  'announce-measures': true,
  redirect: true,
  'send-on-to-mediator': true,
  'extend-gdpr': true,
  'raise-level': true,
  'recompute-plan': true,
  'move-to-version': true,
  'declare-conflict': true,
  'cannot-treat-further': true,
  withdraw: true,
  reopen: true,
  close: true,
};
export const decisionNames = Object.keys(decisions) as [DecisionName, ...DecisionName[]];
export const refusals = Object.keys(whyRefused) as [Refusal, ...Refusal[]];

const state = z.enum(['accepted', 'applied', 'refused']).meta({
  description: "'accepted': kept, and on its way to the complaint's workflow, which applies or refuses it.",
});

/** The facts of a message, and what became of it. */
export const messageFields = {
  id: z.string(),
  decision: z.enum(decisionNames).optional(),
  to: z.enum(escalationTargets).optional(),
  what: z.enum(receivedKinds).optional(),
  as: z.enum(classifications).optional(),
  outcome: z.enum(outcomes).optional(),
  part: z.enum(complaintParts).optional(),
  proposed: z.literal(true).optional().meta({ description: 'Waits for approval.' }),
  responsibility: z.enum(responsibilities).optional(),
  caseHandler: z.string().optional(),
  validUntil: z
    .string()
    .optional()
    .meta({ format: 'date', description: 'The day in the result that must not have passed when its letter leaves.' }),
  newDate: z.string().optional().meta({ format: 'date' }),
  sentOn: z.string().optional().meta({ format: 'date', description: 'The day written on what was sent.' }),
  level: z.enum(levels).optional(),
  version: z.string().optional().meta({ description: 'The version of the procedure that the complaint goes on by.' }),
  mandate: z.enum(mandates).optional().meta({ description: 'Of who was named as the representative.' }),
  mailbox: z.literal(true).optional().meta({ description: "The complainant's e-mail address is among what was completed." }),
  byPost: z.literal(true).optional().meta({ description: 'Who was named has no e-mail address.' }),
  staff: z.string().optional().meta({ description: 'Who has a conflict of interest.' }),
  actor: z.string().meta({ description: "Who sent it: the name of a token, or 'by-hand' for one from the Temporal UI." }),
  acceptedAt: z.string().meta({ format: 'date-time', description: 'UTC.' }),
  settledAt: z.string().optional().meta({ format: 'date-time', description: 'When it was applied or refused; UTC.' }),
  state,
  reason: z.enum(refusals).optional().meta({ description: 'Why it was refused.' }),
};

/** One message, with its texts. */
export const messageView = z
  .object({
    ...messageFields,
    texts: z.record(z.string(), z.unknown()).meta({ description: 'The texts that came with it; empty once erased.' }),
    links: z.object({ self: z.string(), complaint: z.string() }),
  })
  .meta({ id: 'Message' });
export type MessageView = z.output<typeof messageView>;

/** What an accepted message is answered with. */
export const acceptance = z
  .object({ id: z.string(), state: z.enum(['accepted', 'applied']) })
  .meta({ id: 'Acceptance', description: "'accepted': committed, and applied by the workflow in a moment; 'applied': done." });
