import { z } from 'zod';
import { saying } from '../problems/field-faults.ts';
import { refusals } from './message-view.ts';
import { line, referenceForm } from './text.ts';

/** As many as one request may name. */
const mostAssignments = 500;

const assignment = z.strictObject({
  reference: z.string().regex(referenceForm, saying('no-reference', 'is no reference of a complaint')),
  caseHandler: line(60).meta({ description: 'The id of somebody whom the complaint’s procedure names.' }),
});

/** Who is to be in charge of which complaint. */
export const assignmentsBody = z
  .strictObject({
    assignments: z
      .array(assignment)
      .min(1)
      .max(mostAssignments)
      .superRefine((assignments, context) => {
        const seen = new Set<string>();
        for (const [place, { reference }] of assignments.entries()) {
          if (seen.has(reference))
            context.addIssue({
              code: 'custom',
              path: [place, 'reference'],
              message: saying('repeated', 'stands here twice').error,
              input: reference,
            });
          seen.add(reference);
        }
      }),
  })
  .meta({ id: 'Assignments', description: 'Who is to be in charge of which complaint; each complaint once.' });

const common = { reference: z.string(), caseHandler: z.string() };

/** Why an assignment was refused: what refuses the decision `assign`, that there is no such complaint, or that it is not theirs to assign. */
const reasons = ['no-such-complaint', 'not-allowed', ...refusals] as const;

/** What became of each, in the order of the request. */
export const assignmentsAnswer = z
  .object({
    items: z.array(
      z.discriminatedUnion('state', [
        z.object({
          ...common,
          state: z.literal('accepted').meta({ description: 'Kept, and on its way to the complaint’s workflow.' }),
          id: z.string().meta({ description: 'Of the decision.' }),
          links: z.object({ self: z.string().meta({ description: 'Where to see what becomes of it.' }), complaint: z.string() }),
        }),
        z.object({
          ...common,
          state: z.literal('refused'),
          reason: z.enum(reasons),
          detail: z.string(),
        }),
      ]),
    ),
    accepted: z.int(),
    refused: z.int(),
  })
  .meta({ id: 'AssignmentsAnswer' });
export type AssignmentsAnswer = z.output<typeof assignmentsAnswer>;
