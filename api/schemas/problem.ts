import { z } from 'zod';
import { fieldFaults } from '../problems/field-faults.ts';
import { journalLine } from './complaint-view.ts';
import { decisionNames, refusals } from './message-view.ts';

const common = {
  type: z.string().meta({ description: 'Identifies the kind of problem: `urn:doleance:problem:not-allowed-now`.' }),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional().meta({ description: 'Names this answer in the log.' }),
};

/** Any problem (RFC 9457). */
export const problem = z.object(common).meta({ id: 'Problem' });

const fieldError = z.object({
  path: z.string(),
  code: z.enum(fieldFaults).meta({ description: 'What is wrong, for programs; the message may be worded otherwise one day.' }),
  message: z.string(),
  until: z.string().optional().meta({ format: 'date', description: 'The last day that is allowed.' }),
  what: z.string().optional().meta({ description: 'The field that a letter does not show, or the name that it must not have.' }),
});

export const fieldsProblem = z
  .object({
    ...common,
    reason: z.enum(refusals).optional(),
    errors: z.array(fieldError).meta({ description: 'Each field that is wrong: `complainant.email`, `missingFacts.0`.' }),
  })
  .meta({ id: 'FieldsProblem' });

export const notAllowedProblem = z
  .object({
    ...common,
    reason: z.enum(refusals).optional(),
    allowedDecisions: z.array(z.enum(decisionNames)).optional().meta({ description: 'The decisions that are allowed now.' }),
    message: z.string().optional().meta({ description: 'The id of the message, where it was accepted first and refused then.' }),
  })
  .meta({ id: 'NotAllowedProblem' });

export const changedProblem = z
  .object({
    ...common,
    etag: z.string().meta({ description: 'Of the state that the complaint has now.' }),
    changes: z.array(journalLine).meta({
      description:
        'What was written down since the latest state that If-Match names; the whole journal where it names none of ours.',
    }),
  })
  .meta({ id: 'ChangedProblem' });

export const notReadyProblem = z.object({ ...common, missing: z.array(z.string()).optional() }).meta({ id: 'NotReadyProblem' });
