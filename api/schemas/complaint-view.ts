import { z } from 'zod';
import { capacities } from '../../procedures/recourse-schema.ts';
import { channels, languages, salutations } from '../../register/complaint-content.ts';
import { complaintKinds, levels, outcomes, stages } from '../../workflows/domain/complaint.ts';
import { dutyEnds, dutyNames, limitSources } from '../../workflows/domain/duties.ts';
import { courseShape } from './course-view.ts';
import { letterView } from './letter-view.ts';
import { decisionNames, messageFields } from './message-view.ts';
import { day, instant } from './view-fields.ts';

export const limitView = z
  .object({
    source: z
      .enum(limitSources)
      .meta({ description: "Who set it: the firm's procedure, a regulator, or Doléance where all are silent." }),
    dueOn: day("The last day allowed, in the firm's zone."),
    rule: z.string().meta({ description: 'How the day was found: `10 monToSatDays from received`.' }),
    extension: z.literal('with-reasons').optional().meta({
      description: 'A delay whose reasons were told in time is no breach of this limit.',
    }),
  })
  .meta({ id: 'Limit' });

const dutyView = z
  .object({
    duty: z.enum(dutyNames),
    occasion: z.string().meta({ description: "'first', or the id of the message that gave rise to it." }),
    dueOn: day('The last day of the strictest limit.'),
    sendOn: day('When Doléance acts by itself.'),
    limits: z.array(limitView).meta({ description: 'Every limit, the strictest first.' }),
    state: z.enum(['open', 'done', 'void', 'not-triggered']).meta({
      description:
        "'void': nothing is owed any more although nothing was sent; 'not-triggered': what it waits for has not been decided.",
    }),
    overdue: z.boolean().meta({ description: 'Open, and its last day has ended.' }),
    doneAt: instant('When the letter was out, by its evidence.').optional(),
    voidBecause: z.enum(dutyEnds).optional().meta({
      description:
        "'replaced': a newer date took its place; 'written': the complaint has been written; 'replied': who was asked has replied.",
    }),
  })
  .meta({ id: 'Duty' });

export const journalLine = z
  .object({
    number: z.int(),
    at: instant('UTC.'),
    actor: z.string().meta({ description: "Who did it: the name of a token, or 'doleance'." }),
    event: z.string(),
    detail: z.record(z.string(), z.unknown()).meta({ description: 'Facts of the procedure, nothing personal.' }),
  })
  .meta({ id: 'JournalLine' });

const breachView = z
  .object({
    duty: z.enum(dutyNames),
    occasion: z.string(),
    source: z.enum(limitSources),
    dueOn: day('The last day that passed.'),
    reason: z.string(),
    recordedAt: instant('UTC.'),
    withdrawnAt: instant('Set where the evidence turned out to be in time.').optional(),
  })
  .meta({ id: 'Breach' });

const caseHandlerView = z
  .object({ id: z.string(), name: z.string().optional(), role: z.string().optional() })
  .meta({ id: 'CaseHandler' });

/** What is plain, and stays for statistics. */
export const complaintFactsShape = {
  reference: z.string(),
  procedure: z.string(),
  procedureVersion: z.string(),
  kind: z.enum(complaintKinds),
  channel: z.enum(channels),
  language: z.enum(languages),
  country: z.string(),
  capacity: z.enum(capacities),
  stage: z.enum(stages),
  level: z.enum(levels).meta({
    description: "1; '2a' a second treatment, '2b' a sensitive sender, 3 the mediator, 4 the court. It rises and never falls.",
  }),
  sent: z.string().meta({
    description: "The day of the first writing: the date written on the complaint, or that of an earlier writing; or 'unknown'.",
  }),
  received: instant('UTC.'),
  receivedOn: day("In the firm's zone."),
  registered: instant('UTC.'),
  registeredOn: day("In the firm's zone."),
  caseHandler: caseHandlerView.optional(),
  product: z.string().optional().meta({ description: 'The kind of contract, an id of /api/classification.' }),
  reasonCategory: z.string().optional().meta({ description: 'The reason, an id of /api/classification.' }),
  rootCause: z.string().optional().meta({ description: 'What the examination found to have caused it.' }),
  insurer: z.string().optional().meta({ description: "The insurer whom it is about, an id of the insurers' directory." }),
  outcome: z.enum(outcomes).optional(),
  closedAt: instant('UTC.').optional(),
  nextDueAt: instant('The first instant by which something owed is late; absent where nothing is owed.').optional(),
};

const person = {
  name: z.string(),
  salutation: z.enum(salutations),
  email: z.string().optional(),
  phone: z.string().optional(),
  address: z.object({ lines: z.array(z.string()), country: z.string() }).optional(),
};

/** What is personal, and gone once erased. */
const contentShape = {
  complainant: z.object({ ...person, status: z.string().optional() }).optional(),
  representative: z
    .object(person)
    .optional()
    .meta({ description: 'Who writes for the complainant; letters go there once the mandate is recorded.' }),
  matter: z.string().optional(),
  reason: z.string().optional(),
  stepsTaken: z.string().optional(),
  answerReceived: z.string().optional(),
  arguments: z.string().optional(),
  solutionSought: z.string().optional(),
  policyNumber: z.string().optional(),
  noPolicyNumber: z
    .boolean()
    .optional()
    .meta({ description: 'The person has said that there is none, or that they do not have it.' }),
  claimNumber: z.string().optional(),
  earlierWriting: z
    .object({ on: day("In the firm's zone."), to: z.string().optional() })
    .optional()
    .meta({ description: 'When the person complained about the same in writing before, and to whom.' }),
  solvedBy: z.string().optional().meta({ description: 'How what was only said was put right at once.' }),
};

const warning = z.object({
  code: z.enum([
    'no-e-mail',
    'no-address',
    'mandate-missing',
    'mandate-unknown',
    'unassigned',
    'mediator-uninvited',
    'no-policy-number',
    'mail-held',
  ]),
  message: z.string(),
});
export type Warning = z.output<typeof warning>;
export type WarningCode = Warning['code'];

/** Something that the procedure asks for and that is not there. */
export const missingFact = z.object({
  fact: z.string(),
  asked: z.string().meta({ description: "The procedure's own words." }),
  ifAny: z.literal(true).optional().meta({
    description:
      'Documents, which not everybody has: none has come, and none was asked for. They are asked for where there are any.',
  }),
});

/** A complaint, whole. */
export const complaintView = z
  .object({
    ...complaintFactsShape,
    registeredBy: z.string(),
    timeZone: z.string().meta({ description: "The firm's, in which all days are." }),
    erased: z.boolean().meta({ description: 'True once the person has been erased: then nothing personal is left.' }),
    ...contentShape,
    missing: z
      .array(missingFact)
      .meta({ description: 'What the procedure asks for and the complaint did not say when it was registered.' }),
    ...courseShape,
    warnings: z.array(warning).meta({ description: "What stands in the way of letters, or asks for somebody's attention." }),
    deadlines: z.array(dutyView),
    timeline: z.array(journalLine).meta({ description: 'The journal, oldest first.' }),
    letters: z.array(letterView),
    breaches: z.array(breachView),
    decisions: z.array(z.object(messageFields)).meta({
      description: 'Decisions, escalations and what was received, with what became of each.',
    }),
    allowedDecisions: z.array(z.enum(decisionNames)).meta({ description: 'The decisions that can be taken now.' }),
    links: z.object({
      self: z.string(),
      decisions: z.string(),
      escalations: z.string(),
      received: z.string(),
      letters: z.string(),
      journal: z.string(),
      linkedTo: z.string().optional(),
    }),
  })
  .meta({ id: 'Complaint' });
export type ComplaintView = z.output<typeof complaintView>;
