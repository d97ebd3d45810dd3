import { z } from 'zod';
import { channels } from '../../register/complaint-content.ts';
import { intakeEvents } from '../../register/intakes/events.ts';
import { markKinds } from '../../register/intakes/mark-kinds.ts';
import { intakeSources, intakeStates } from '../../register/intakes/tables.ts';
import { stages } from '../../workflows/domain/complaint.ts';
import { dutyNames } from '../../workflows/domain/duties.ts';
import { saying } from '../problems/field-faults.ts';
import { intakeFileView } from './attachments.ts';
import { limitView, missingFact } from './complaint-view.ts';
import { receivedPlainly } from './message-bodies.ts';
import { anyOf, civilDate, line, optionalLine, optionalText, referenceForm, text } from './text.ts';
import { instant } from './view-fields.ts';

const personRead = {
  name: optionalLine(200),
  salutation: optionalLine(20),
  email: optionalLine(254),
  phone: optionalLine(60),
  address: z
    .strictObject({
      lines: z.array(line(100)).max(6).optional(),
      postcode: optionalLine(12),
      town: optionalLine(100),
      country: optionalLine(2),
    })
    .optional(),
};

/** The fields of a complaint as far as they could be read: every one may be missing or wrong, and none is refused for that. */
const intakeFields = z
  .strictObject({
    kind: optionalLine(30),
    sent: optionalLine(10),
    language: optionalLine(2),
    country: optionalLine(2),
    sender: optionalLine(60),
    capacity: optionalLine(30),
    complainant: z.strictObject({ ...personRead, status: optionalLine(100) }).optional(),
    representative: z.strictObject({ ...personRead, mandate: optionalLine(20) }).optional(),
    matter: optionalLine(300),
    reason: optionalText(),
    stepsTaken: optionalText(),
    answerReceived: optionalText(),
    arguments: optionalText(),
    solutionSought: optionalText(),
    policyNumber: optionalLine(100),
    noPolicyNumber: z.boolean().optional(),
    claimNumber: optionalLine(100),
    earlierWriting: z.strictObject({ on: optionalLine(10), to: optionalLine(200) }).optional(),
    caseHandler: optionalLine(60),
    concernedStaff: z.array(line(60)).max(20).optional(),
    linkedTo: optionalLine(30),
    solvedAtOnce: optionalText(),
    product: optionalLine(60),
    reasonCategory: optionalLine(60),
    insurer: optionalLine(60),
  })
  .meta({
    id: 'IntakeFields',
    description: 'The fields of `POST /api/complaints`, as far as they could be read; they are checked when it is registered.',
  });

const message = z
  .strictObject({
    from: z.strictObject({ name: optionalLine(200), address: optionalLine(254) }).optional(),
    to: optionalLine(254),
    subject: optionalLine(500),
    text: text(200_000),
    files: z.array(line(255)).max(100).optional().meta({ description: 'The names of files that came with it.' }),
    about: line(30)
      .regex(referenceForm, saying('no-reference', 'is no reference; write it like OPT-2026-000123'))
      .optional()
      .meta({ description: 'The complaint that it seems to be about, where who wrote it could not be checked.' }),
  })
  .meta({ id: 'IntakeMessage', description: 'What came, word for word.' });

const code = z.string().regex(/^[a-z0-9-]{1,60}$/, { error: 'must be a code: small letters, digits, hyphens' });

/** Something that arrived and waits for staff. */
export const intakeBody = z
  .strictObject({
    source: z.enum(intakeSources).default('system').meta({ description: 'Where it comes from.' }),
    channel: z.enum(channels).meta({ description: 'How it arrived.' }),
    procedure: optionalLine(60).meta({
      description: "The firm's procedure; left out where it is not known, which only those may do who register for every firm.",
    }),
    received: line(40).optional().meta({
      description:
        "When it arrived: the clock runs from here. A date-time with its offset, or a day in the firm's zone. Left out: now.",
    }),
    suspicion: code.optional().meta({
      description:
        'Why it may be no person’s message, as a code: `robot`, `auto-reply`, `mailing-list`. It waits for confirmation.',
    }),
    message: message.optional(),
    fields: intakeFields.optional(),
    unread: z.array(line(60)).max(40).optional().meta({ description: 'Fields that could not be read: `complainant.address`.' }),
    rawSource: z
      .string()
      .regex(/^[A-Za-z0-9:/._-]{1,200}$/, { error: 'must be an opaque name of at most 200 letters, digits and :/._-' })
      .optional()
      .meta({ description: 'Where the message itself is kept; nothing personal.' }),
    origin: line(1000).optional().meta({
      description: 'What its system calls the message (Message-ID, mailbox and UID): the same again is the same intake.',
    }),
  })
  .refine(({ message, fields }) => message !== undefined || fields !== undefined, {
    error: "needs a 'message', or the 'fields' that were read of it",
  })
  .meta({ id: 'NewIntake', description: 'Something that arrived and waits for staff.' });
export type IntakeBody = z.output<typeof intakeBody>;

const reference = line(30).regex(referenceForm, saying('no-reference', 'is no reference; write it like OPT-2026-000123'));
const statement = text().meta({
  description: 'That no dissatisfaction is expressed, and by what that shows; kept, and in no letter.',
});

/** What is given anew when an intake is registered; left out: as it was kept. */
const asRegistered = {
  procedure: optionalLine(60).meta({ description: "The firm's, where the intake has none yet." }),
  received: line(40).optional().meta({ description: 'Where it had arrived earlier than it was kept; never later.' }),
  fields: intakeFields.optional().meta({ description: 'In place of those that were read.' }),
};

/** What staff make of an intake. */
export const intakeDecision = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('confirm') }),
    z.strictObject({
      decision: z.literal('complete'),
      procedure: optionalLine(60).meta({ description: "The firm's, where the intake has none yet." }),
      fields: intakeFields.meta({ description: 'All fields, as they stand from now on.' }),
    }),
    z.strictObject({ decision: z.literal('register'), ...asRegistered }),
    z.strictObject({
      decision: z.literal('add-to-complaint'),
      reference,
      what: z.enum(receivedPlainly).default('information').meta({ description: 'What it is to the complaint.' }),
      text: optionalText().meta({ description: 'Left out: what came, word for word.' }),
    }),
    z.strictObject({
      decision: z.literal('redirect'),
      procedure: line(60).meta({ description: 'The right firm of the house.' }),
    }),
    z.strictObject({
      decision: z.literal('hand-over'),
      desk: line(120).meta({ description: 'The right desk of the firm, for what is no complaint.' }),
      handedTo: line(200).meta({ description: 'Who there has taken it.' }),
      statement,
    }),
    z.strictObject({
      decision: z
        .literal('not-a-complaint')
        .meta({ description: 'What nobody waits for an answer to: advertising, automatic mail.' }),
      statement,
    }),
    z.strictObject({
      decision: z.literal('answer-as-no-complaint').meta({
        description: 'It is registered, and its sender is told why it is none and how to contest that.',
      }),
      ...asRegistered,
      statement,
      reasons: text().meta({ description: 'Why it is no complaint, as who wrote it reads it.' }),
      whoAnswers: line(120).meta({ description: "Which service answers, with its article: 'le service sinistres'." }),
    }),
    z.strictObject({ decision: z.literal('link-as-duplicate'), reference }),
    z.strictObject({ decision: z.literal('take-up-again'), statement: text().meta({ description: 'Why it waits again.' }) }),
  ])
  .meta({ id: 'IntakeDecision', description: 'What staff make of an intake.' });
export type IntakeDecision = z.output<typeof intakeDecision>;

/** A list of intakes. */
export const intakesQuery = z.strictObject({
  procedure: anyOf(line(60)),
  state: anyOf(z.enum(intakeStates)).meta({ description: "'waiting' where left out." }),
  offset: z.coerce.number().int().min(0).max(100_000).default(0).meta({ description: 'So many are passed over; `next` has it.' }),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

const listed = {
  id: z.uuid(),
  number: z.int().meta({ description: 'By which people name it.' }),
  source: z.enum(intakeSources),
  channel: z.enum(channels),
  procedure: z.string().nullable().meta({ description: 'null while the firm is not known.' }),
  suspicion: z.string().nullable(),
  received: instant('The clock runs from here; UTC.'),
  receivedOn: z.string().nullable().meta({ format: 'date', description: "In the firm's zone." }),
  dueOn: z.string().nullable().meta({ format: 'date', description: 'The first limit that it would have if it were registered.' }),
  unread: z.array(z.string()),
  state: z.enum(intakeStates),
  complaint: z.string().nullable().meta({ description: 'The complaint that it became, was added to, or repeats.' }),
  links: z.object({ self: z.string() }),
};

/** A page of intakes. */
export const intakeList = z
  .object({
    items: z.array(z.object({ ...listed, name: z.string(), subject: z.string() }).meta({ id: 'ListedIntake' })),
    next: z.string().nullable().meta({ description: 'The address of the next page; null on the last one.' }),
  })
  .meta({ id: 'IntakeList' });
export type IntakeList = z.output<typeof intakeList>;

/** What may be about the same. */
export const duplicate = z
  .object({
    reference: z.string().optional(),
    intake: z.object({ id: z.uuid(), number: z.int() }).optional(),
    receivedOn: civilDate,
    channel: z.enum(channels),
    stage: z.enum(stages).optional(),
    closed: z.boolean(),
    same: z.array(z.enum(markKinds)).meta({ description: 'What it has in common.' }),
  })
  .meta({ id: 'PossibleDuplicate', description: 'It may be about the same; nothing is ever merged.' });

/** An intake with all that is known of it. */
export const intakeView = z
  .object({
    ...listed,
    message: message.optional(),
    files: z.array(intakeFileView).meta({ description: 'What came with it, as long as it is not a complaint’s.' }),
    fields: intakeFields,
    statement: z
      .object({ statement: z.string(), desk: z.string().optional(), handedTo: z.string().optional() })
      .optional()
      .meta({ description: 'Of staff, for what was taken for no complaint, or handed over.' }),
    deadlines: z
      .array(z.object({ duty: z.enum(dutyNames), dueOn: z.string().meta({ format: 'date' }), limits: z.array(limitView) }))
      .meta({ description: 'That it would have if it were registered as it stands, the nearest first.' }),
    missing: z.array(missingFact).meta({
      description: 'What the procedure asks for and is not said; it hinders nothing.',
    }),
    duplicates: z.array(duplicate),
    course: z.array(
      z.object({
        number: z.int(),
        at: instant('UTC.'),
        actor: z.string(),
        event: z.enum(intakeEvents),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({ id: 'Intake' });
export type IntakeView = z.output<typeof intakeView>;
