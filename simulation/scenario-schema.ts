import { z } from 'zod';
import { complaintBody } from '../api/schemas/complaint-body.ts';
import { decisionBody, escalationBody, receivedBody } from '../api/schemas/message-bodies.ts';
import { line } from '../api/schemas/text.ts';
import { momentForms, periodForms } from './moments.ts';

/** Where a scenario says when: read with the firm's zone once the firm is known. */
const moment = line(40).meta({ examples: ['2026-05-13', '2026-05-13 18:30', '2026-05-13T18:30:00+02:00'] });
const momentOrPeriod = line(40).meta({ examples: ['P12D', 'P1M', 'PT2H', '2026-06-01 10:00', '2026-06-01T10:00:00+02:00'] });

const { complainant, ...others } = complaintBody.shape;

/** The API's body of a complaint; what is left out of it is an ordinary fictional person's. */
const complaint = z
  .strictObject({
    ...others,
    channel: others.channel.default('e-mail'),
    received: moment.meta({ description: `When it arrived: ${momentForms}.` }),
    registered: moment.optional().meta({
      description: "When it is registered, in the same forms; at once where left out. Later than 'received': it was found late.",
    }),
    complainant: complainant
      .partial()
      .optional()
      .meta({ description: "An ordinary fictional person where left out. `email: ''` is somebody without e-mail: by post." }),
    reason: others.reason.optional(),
  })
  .omit({ procedure: true, linkedTo: true });

const at = momentOrPeriod.meta({ description: `When: ${momentForms}; or ${periodForms}.` });

const event = z
  .strictObject({
    at,
    decision: decisionBody.optional(),
    escalation: escalationBody.optional(),
    received: receivedBody.optional(),
  })
  .refine(
    ({ decision, escalation, received }) => [decision, escalation, received].filter((one) => one !== undefined).length === 1,
    {
      error: "needs exactly one of 'decision', 'escalation' and 'received'",
    },
  )
  .meta({
    description: "One thing that happens: exactly one of 'decision', 'escalation' and 'received', as the API takes them.",
  });

/** A complaint's story, as it is written in a file; texts that are left out are there already. */
export const scenarioSchema = z.strictObject({
  procedure: line(60).meta({ description: "The firm's procedure, by its id." }),
  title: line(200).optional().meta({ description: 'What the scenario shows; stands on its page.' }),
  complaint,
  events: z.array(event).max(200).default([]).meta({ description: 'What is decided and what comes in, in any order.' }),
  until: momentOrPeriod.optional().meta({
    description:
      'Until when the simulation goes on; no event may be later. Left out: until the complaint is closed and no event is left, or a year has passed, or two weeks after the last event where that is later.',
  }),
});
export type ScenarioBody = z.output<typeof scenarioSchema>;
export type EventBody = ScenarioBody['events'][number];

/** Texts, which an ordinary one stands in for: a scenario need not have them. */
const madeUpFields = [
  'reasons',
  'upheldPoints',
  'rejectedPoints',
  'measures',
  'missingFacts',
  'answer',
  'insurer',
  'offer',
  'situation',
  'statement',
  'whoAnswers',
  'rightFirm',
];

/** The JSON schema of a scenario's file, for editors. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema, {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema, path }) => {
      const required = path.includes('events') && jsonSchema.required?.filter((name) => !madeUpFields.includes(name));
      if (required) jsonSchema.required = required;
    },
  });
  return { title: 'A scenario of the simulator', ...schema };
}
