import { z } from 'zod';
import { languages } from '../../register/complaint-content.ts';
import { complaintKinds, complaintParts, levels, outcomes, responsibilities } from '../../workflows/domain/complaint.ts';
import { type Classification, type ReceivedKind, receivedKinds } from '../../workflows/domain/messages.ts';
import { saying } from '../problems/field-faults.ts';
import { completedFields, representativeBody } from './complaint-body.ts';
import { edits } from './edited-letters.ts';
import { resolution } from './resolution.ts';
import { civilDate, emailAddress, line, optionalLine, optionalText, text } from './text.ts';

// The names of decisions, escalations and what is received are the same here, in the signals and in the simulator's scenarios.

const insurerByName = z
  .strictObject({
    name: line(200),
    email: emailAddress().optional(),
    address: z.array(line(100)).min(1).max(6).optional(),
    language: z
      .enum(languages)
      .optional()
      .meta({ description: "Of the letters to the insurer; the firm's first where left out." }),
    reference: optionalLine(100).meta({ description: "The insurer's own reference of the file." }),
  })
  .refine(
    ({ email, address }) => email !== undefined || address !== undefined,
    saying('not-reachable', "needs an 'email' or an 'address', else nothing can be forwarded"),
  );

const insurer = z
  .union([
    z.strictObject({ id: line(60).meta({ description: 'Of the recourse directory.' }), reference: optionalLine(100) }),
    insurerByName,
  ])
  .meta({ id: 'Insurer', description: 'From the recourse directory by its id, or by name.' });

const rightFirm = z
  .strictObject({ name: line(200), email: emailAddress().optional(), address: z.array(line(100)).min(1).max(6).optional() })
  .refine(
    ({ email, address }) => email !== undefined || address !== undefined,
    saying('not-reachable', "needs an 'email' or an 'address', else nobody could be written to"),
  )
  .meta({ id: 'RightFirm', description: 'The broker or insurer that a misdirected complaint belongs to.' });

/** What a complaint can be classified as. */
export const classifications = [...complaintKinds, 'not-a-complaint'] as const satisfies readonly Classification[];

const classification = z.discriminatedUnion('as', [
  z.strictObject({ decision: z.literal('classify'), as: z.enum(complaintKinds), ...edits }),
  z.strictObject({
    decision: z.literal('classify'),
    as: z.literal('not-a-complaint'),
    ...edits,
    statement: text().meta({
      description: 'That no dissatisfaction is expressed, and by what that shows; kept, and in no letter.',
    }),
    reasons: text().meta({ description: 'Why it is no complaint, as who wrote it reads it.' }),
    whoAnswers: line(120)
      .refine((words) => !/[.!?]$/.test(words), saying('no-sentence', "is no sentence; name the service: 'le service sinistres'"))
      .meta({ description: "Which service answers the request, with its article: 'le service sinistres', 'de schadedienst'." }),
  }),
]);

const [firm, insurerResponsible] = responsibilities;
const responsibility = z.discriminatedUnion('responsibility', [
  z.strictObject({
    decision: z.literal('set-responsibility'),
    responsibility: z.literal(firm),
    reasons: optionalText(),
    ...edits,
  }),
  z.strictObject({
    decision: z.literal('set-responsibility'),
    responsibility: z.literal(insurerResponsible),
    ...edits,
    insurer,
    reasons: text().meta({ description: 'Why the firm is not responsible, as the complainant reads it.' }),
  }),
]);

/** What staff decide, with the texts of its letter. */
export const decisionBody = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.enum(['acknowledge-now', 'answer-within-week', 'invite-to-write']), ...edits }),
    // Who approves approves the letter as it was proposed.
    z.strictObject({ decision: z.enum(['approve', 'close']) }),
    z.strictObject({ decision: z.literal('assign'), caseHandler: line(60), ...edits }),
    z.strictObject({ decision: z.literal('name-representative'), representative: representativeBody, ...edits }),
    z.strictObject({ decision: z.literal('complete-file'), fields: completedFields }),
    classification,
    responsibility,
    z.strictObject({
      decision: z.literal('request-information'),
      ...edits,
      missingFacts: z.array(line(500)).min(1).max(20),
      reasons: text(),
      answerBy: civilDate.optional().meta({ description: "By when it is asked for; the procedure's usual time where left out." }),
    }),
    z.strictObject({
      decision: z.literal('interim-reply-now'),
      ...edits,
      newDate: civilDate.meta({ description: 'When the result is expected.' }),
      situation: text().meta({ description: 'How the complaint stands, as the complainant reads it.' }),
    }),
    z.strictObject({
      decision: z.literal('announce-delay'),
      ...edits,
      part: z.enum(complaintParts).optional().meta({
        description:
          'Of a complaint that is both: which part is delayed. Left out: the part that is not decided, the classic one first.',
      }),
      newDate: civilDate,
      reasons: text(),
    }),
    z.strictObject({ decision: z.literal('answer-enquiry'), answer: text(), ...edits }),
    z.strictObject({ decision: z.literal('record-result'), outcome: z.enum(outcomes), reasons: optionalText(), ...edits }),
    resolution,
    z.strictObject({
      decision: z.literal('send-back'),
      reasons: text().meta({ description: 'What is to be changed, for who proposed it; in no letter.' }),
    }),
    z.strictObject({
      decision: z.literal('announce-measures'),
      ...edits,
      measures: text(),
      doneBy: civilDate.meta({ description: 'The last day for them.' }),
    }),
    z.strictObject({ decision: z.literal('redirect'), reasons: text(), rightFirm, ...edits }),
    z.strictObject({ decision: z.literal('send-on-to-mediator'), reasons: optionalText(), ...edits }),
    z.strictObject({ decision: z.literal('extend-gdpr'), newDate: civilDate, reasons: text(), ...edits }),
    z.strictObject({ decision: z.literal('raise-level'), level: z.enum(levels), ...edits }),
    z.strictObject({
      decision: z.literal('recompute-plan'),
      ...edits,
      sentOn: civilDate.optional().meta({
        description:
          "The day of the first writing, once it is known: the complaint's own; an earlier writing is given at registration; in the firm's zone.",
      }),
    }),
    z.strictObject({
      decision: z.literal('move-to-version'),
      version: z
        .string()
        .regex(/^[a-z0-9-]{1,60}@[0-9a-f]{1,64}$/, {
          error: "is no version of a procedure; write it like 'opticourtage@1f2e3d4c5b6a'",
        })
        .meta({ description: 'The version in force, by which the complaint goes on; its open limits are planned anew.' }),
    }),
    z.strictObject({
      decision: z.literal('declare-conflict'),
      staff: line(60).meta({ description: 'Who among the staff must not treat, approve or read it; nobody can take this back.' }),
      reasons: optionalText(),
    }),
    z.strictObject({ decision: z.literal('cannot-treat-further'), reasons: text(), ...edits }),
    z.strictObject({ decision: z.literal('withdraw'), reasons: optionalText(), ...edits }),
    z.strictObject({ decision: z.literal('reopen'), reasons: text(), ...edits }),
  ])
  .meta({ id: 'Decision', description: 'What staff decide, with the texts that its letter needs.' });
export type DecisionBody = z.output<typeof decisionBody>;

/** The complaint goes on to somebody else. */
export const escalationBody = z
  .discriminatedUnion('to', [
    z.strictObject({ to: z.literal('insurer'), insurer, reasons: text(), ...edits }),
    z.strictObject({ to: z.literal('mediator'), reasons: optionalText(), ...edits }),
    z.strictObject({ to: z.literal('court'), reasons: optionalText(), ...edits }),
  ])
  .meta({ id: 'Escalation', description: 'The complaint goes on to the insurer, the mediator or the court.' });
export type EscalationBody = z.output<typeof escalationBody>;

const receivedText = optionalText().meta({ description: 'What was written or said.' });

/** What Doléance alone tells, and what carries a day of its own. */
const notReceivedPlainly: readonly string[] = ['mediator-period-ending', 'written-complaint'];
type PlainlyReceived = Exclude<ReceivedKind, 'mediator-period-ending' | 'written-complaint'>;
export const receivedPlainly = receivedKinds.filter((kind): kind is PlainlyReceived => !notReceivedPlainly.includes(kind));

/** What comes in after the complaint itself. */
export const receivedBody = z
  .discriminatedUnion('what', [
    z.strictObject({ what: z.enum(receivedPlainly), text: receivedText, ...edits }),
    z.strictObject({
      what: z.literal('written-complaint'),
      ...edits,
      sentOn: civilDate.optional().meta({ description: "The day written on it, in the firm's zone; left out where unknown." }),
      text: receivedText,
    }),
  ])
  .meta({ id: 'Received', description: 'What comes in after the complaint itself.' });
export type ReceivedBody = z.output<typeof receivedBody>;

/** A letter of which staff read that it was not delivered. */
export const undeliveredBody = z
  .strictObject({
    status: z
      .string()
      .regex(/^5\.\d{1,3}\.\d{1,3}$/, { error: "is a permanent failure as RFC 3463 numbers it, such as '5.1.1'" })
      .optional()
      .meta({ description: "What the notice says, as RFC 3463 numbers it; left out: '5.0.0', a failure of no known kind." }),
  })
  .meta({ id: 'Undelivered', description: 'What a notice of non-delivery says of a letter that left by e-mail.' });

/** A letter that went by post. */
export const postingBody = z
  .strictObject({
    postedOn: civilDate.optional().meta({ description: "The day of posting, in the firm's zone; left out: today." }),
    registeredNumber: z
      .string()
      .overwrite((value) => value.trim())
      .regex(/^[A-Za-z0-9][A-Za-z0-9 ./-]{0,39}$/, {
        error: 'has letters, digits, spaces, dots, slashes and hyphens, 40 at most',
      })
      .optional()
      .meta({ description: 'Of a registered letter.' }),
  })
  .meta({ id: 'Posting', description: 'When a letter from the post tray was posted.' });
