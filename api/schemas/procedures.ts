import { z } from 'zod';
import { units } from '../../procedures/counting.ts';
import { bodyTypes } from '../../procedures/recourse-schema.ts';
import { procedureFile } from '../../procedures/schema.ts';
import { complaintKinds, complaintParts } from '../../workflows/domain/complaint.ts';
import { dutyNames, limitSources } from '../../workflows/domain/duties.ts';
import { limitView } from './complaint-view.ts';
import { instant } from './view-fields.ts';

const links = z.object({ self: z.string(), deadlines: z.string(), versions: z.string() });

/** The procedures in force. */
export const procedureList = z
  .object({
    items: z.array(
      z
        .object({
          id: z.string(),
          firm: z.string(),
          prefix: z.string().meta({ description: 'Begins the references of its complaints.' }),
          timeZone: z.string(),
          languages: z.array(z.string()).meta({ description: 'Of its letters; the first is used where nothing else is known.' }),
          version: z.string(),
          staff: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
          links,
        })
        .meta({ id: 'Procedure' }),
    ),
  })
  .meta({ id: 'ProcedureList' });
export type ProcedureList = z.output<typeof procedureList>;

/** In a query an unescaped `+` arrives as a blank: `18:30:00 02:00` can only have been `18:30:00+02:00`. */
const moment = z
  .string()
  .max(40)
  .overwrite((value) => value.replace(/(T[\d:.]+) (\d{2}:?\d{2})$/, '$1+$2'));

/** A question for the deadlines of a complaint that need not exist. */
export const deadlinesQuery = z.strictObject({
  received: moment.meta({ description: "A date-time with its offset, or a day in the firm's zone.", example: '2026-05-13' }),
  sent: moment.optional().meta({ description: 'As written on the complaint; left out where unknown.' }),
  kind: z
    .string()
    .max(20)
    .optional()
    .meta({ description: `'classic' where left out; ${complaintKinds.join(', ')}.` }),
});

/** The answer, as `npm run deadlines` prints it. */
export const deadlinesAnswer = z
  .object({
    procedure: z.string(),
    received: z.string().meta({ description: 'As given.' }),
    deadlines: z.array(
      z.object({
        duty: z.enum(dutyNames),
        dueOn: z.string().meta({ format: 'date' }),
        sendOn: z.string().meta({ format: 'date' }),
        limits: z.array(limitView),
      }),
    ),
  })
  .meta({ id: 'Deadlines' });

const { shape } = procedureFile;

/** One rule of a procedure with what it rests on, whoever set it. */
const ruleView = z
  .object({
    source: z.enum(limitSources).meta({ description: "The firm's text, a regulator or law, or Doléance where all are silent." }),
    duty: z.enum(dutyNames),
    kinds: z.array(z.enum(complaintParts)).meta({ description: 'A complaint of both kinds has the rules of both.' }),
    within: z.int().optional().meta({ description: 'Absent where the law has no number: then no date follows.' }),
    unit: z.enum(units).optional(),
    from: z.string().meta({ description: 'A date of the complaint, or what happens later and starts the limit.' }),
    unless: z.string().optional(),
    extension: z.string().optional().meta({ description: "'with-reasons' where reasons told in time put it off." }),
    extensionBy: z.object({ within: z.int(), unit: z.enum(units) }).optional(),
    answerPossibleWithin: z.object({ within: z.int(), unit: z.enum(units) }).optional(),
    sentence: z.string().optional().meta({ description: "Of a rule of the firm's: the words of its text." }),
    law: z.string().optional().meta({ description: "Of a regulator's rule: where it stands." }),
    reason: z.string().optional().meta({ description: 'Of a rule of ours: why it is needed.' }),
    note: z.string().optional(),
    holdsFrom: z.string().optional().meta({ format: 'date' }),
    holdsUntil: z.string().optional().meta({ format: 'date' }),
    status: z.enum(['confirmed', 'unconfirmed']).optional(),
    openQuestions: z.array(z.object({ field: z.string(), otherReading: z.string(), note: z.string() })).optional(),
  })
  .meta({ id: 'Rule' });

/** Somewhere that complaints can go on to. */
const bodyView = z
  .object({
    id: z.string(),
    type: z.enum(bodyTypes),
    name: z.record(z.string(), z.string()).meta({ description: 'By language.' }),
    address: z.array(z.string()).optional(),
    website: z.string().optional(),
    email: z.string().optional().meta({ description: 'Only where letters print it.' }),
    kinds: z.array(z.enum(complaintParts)),
    capacities: z.array(z.string()),
    responsibilities: z.array(z.string()),
    needsWrittenComplaint: z.boolean().optional(),
    period: z
      .object({ withoutAnswerWithin: z.string().optional(), until: z.string() })
      .optional()
      .meta({ description: 'From the written complaint; absent where none is known, and where there is none.' }),
    source: z.string(),
    status: z.enum(['confirmed', 'unconfirmed']),
  })
  .meta({ id: 'RecourseBody' });

/** A procedure as data. Statements carry the `sentence` of the firm's text, or the `source` that stands in for it. */
export const procedureInFull = z
  .object({
    id: z.string(),
    version: z.string(),
    prefix: z.string(),
    firm: shape.firm,
    text: shape.text,
    calendar: z.string(),
    regulators: z.array(z.object({ id: z.string(), name: z.record(z.string(), z.string()) })),
    channels: shape.channels,
    oral: shape.oral,
    whoMayComplain: shape.whoMayComplain,
    complaint: shape.complaint,
    requiredFacts: shape.requiredFacts,
    firstContact: shape.firstContact,
    rules: z.array(ruleView).meta({ description: 'Every time limit; of several for one duty the strictest wins.' }),
    levels: shape.levels,
    sensitiveSenders: shape.sensitiveSenders,
    routing: shape.routing,
    pointOfContact: shape.pointOfContact,
    approves: shape.approves,
    letters: shape.letters,
    usualTimes: shape.usualTimes,
    steps: shape.steps,
    promises: shape.promises,
    aims: shape.aims,
    recourse: z.array(bodyView),
    signs: z.record(z.string(), z.string()),
    staff: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
    complaintsManager: z.string(),
    links,
  })
  .meta({ id: 'ProcedureInFull' });
export type ProcedureInFull = z.output<typeof procedureInFull>;

/** The versions of one procedure. */
export const procedureVersions = z
  .object({
    items: z.array(
      z
        .object({
          version: z.string().meta({ description: "The procedure's id and the beginning of its content's hash." }),
          inForce: z.boolean().meta({ description: 'Complaints are registered on it now.' }),
          keptSince: instant('When the register first kept it; UTC.'),
          complaints: z
            .object({ open: z.int(), all: z.int() })
            .meta({ description: 'That run on it: those that are open, and all with the closed ones.' }),
          links: z.object({ self: z.string() }),
        })
        .meta({ id: 'ProcedureVersion' }),
    ),
    links,
  })
  .meta({ id: 'ProcedureVersions' });
export type ProcedureVersions = z.output<typeof procedureVersions>;
export type RuleView = z.output<typeof ruleView>;
export type BodyView = z.output<typeof bodyView>;
