import { z } from 'zod';
import { responsibilities } from '../../workflows/domain/complaint.ts';
import { receivedKinds } from '../../workflows/domain/messages.ts';
import { civilDate, emailAddress, line, optionalLine, optionalText, text } from './text.ts';

// The names of decisions, escalations and what is received are the same here, in the signals and in the simulator's scenarios.

const cents = z.int().min(0).max(100_000_000_000);
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'must be three capital letters, like EUR' })
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), { error: 'is no currency (ISO 4217)' });

const insurerByName = z
  .strictObject({
    name: line(200),
    email: emailAddress().optional(),
    address: z.array(line(100)).min(1).max(6).optional(),
    reference: optionalLine(100).meta({ description: "The insurer's own reference of the file." }),
  })
  .refine(({ email, address }) => email !== undefined || address !== undefined, {
    error: "needs an 'email' or an 'address', else nothing can be forwarded",
  });

const insurer = z
  .union([
    z.strictObject({ id: line(60).meta({ description: 'Of the recourse directory.' }), reference: optionalLine(100) }),
    insurerByName,
  ])
  .meta({ id: 'Insurer', description: 'From the recourse directory by its id, or by name.' });

const redress = z
  .strictObject({ cents, currency, paidBy: civilDate })
  .meta({ id: 'Redress', description: 'What is paid, and the last day for it.' });

const offer = z
  .strictObject({ terms: text(), until: civilDate, cents: cents.optional(), currency: currency.optional() })
  .refine((given) => (given.cents === undefined) === (given.currency === undefined), {
    path: ['currency'],
    error: 'an amount needs both cents and currency',
  })
  .meta({ id: 'Offer', description: 'What is offered, and until when it can be accepted.' });

const remedies = { measures: optionalText(), redress: redress.optional() };

/** Opticourtage promises to say whether corrective measures or redress, or both, are appropriate. */
const remedyNeeded = {
  check: ({ measures, redress: paid }: { measures?: string | undefined; redress?: unknown }) =>
    (measures !== undefined && measures !== '') || paid !== undefined,
  params: { path: ['measures'], error: "is missing; the letter says 'measures' or 'redress', or both" },
};

const resolution = z.discriminatedUnion('outcome', [
  z
    .strictObject({ decision: z.literal('resolve'), outcome: z.literal('upheld'), reasons: text(), ...remedies })
    .refine(remedyNeeded.check, remedyNeeded.params),
  z
    .strictObject({
      decision: z.literal('resolve'),
      outcome: z.literal('partly-upheld'),
      reasons: text(),
      upheldPoints: text(),
      rejectedPoints: text(),
      ...remedies,
    })
    .refine(remedyNeeded.check, remedyNeeded.params),
  z.strictObject({ decision: z.literal('resolve'), outcome: z.literal('rejected'), reasons: text(), ...remedies }),
  z.strictObject({
    decision: z.literal('resolve'),
    outcome: z.literal('settled'),
    reasons: text(),
    offer,
    measures: optionalText(),
  }),
]);

const [firm, insurerResponsible] = responsibilities;
const responsibility = z.discriminatedUnion('responsibility', [
  z.strictObject({ decision: z.literal('set-responsibility'), responsibility: z.literal(firm), reasons: optionalText() }),
  z.strictObject({
    decision: z.literal('set-responsibility'),
    responsibility: z.literal(insurerResponsible),
    insurer,
    reasons: text().meta({ description: 'Why the firm is not responsible, as the complainant reads it.' }),
  }),
]);

/** What staff decide, with the texts of its letter. */
export const decisionBody = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('acknowledge-now') }),
    z.strictObject({ decision: z.literal('assign'), caseHandler: line(60) }),
    responsibility,
    z.strictObject({
      decision: z.literal('request-information'),
      missingFacts: z.array(line(500)).min(1).max(20),
      reasons: text(),
      answerBy: civilDate.optional().meta({ description: "By when it is asked for; the procedure's usual time where left out." }),
    }),
    z.strictObject({ decision: z.literal('announce-delay'), newDate: civilDate, reasons: text() }),
    z.strictObject({ decision: z.literal('answer-enquiry'), answer: text() }),
    resolution,
    z.strictObject({ decision: z.literal('cannot-treat-further'), reasons: text() }),
    z.strictObject({ decision: z.literal('withdraw'), reasons: optionalText() }),
    z.strictObject({ decision: z.literal('reopen'), reasons: text() }),
    z.strictObject({ decision: z.literal('close') }),
  ])
  .meta({ id: 'Decision', description: 'What staff decide, with the texts that its letter needs.' });
export type DecisionBody = z.output<typeof decisionBody>;

/** The complaint goes on to somebody else. */
export const escalationBody = z
  .discriminatedUnion('to', [
    z.strictObject({ to: z.literal('insurer'), insurer, reasons: text() }),
    z.strictObject({ to: z.literal('mediator'), reasons: optionalText() }),
    z.strictObject({ to: z.literal('court'), reasons: optionalText() }),
  ])
  .meta({ id: 'Escalation', description: 'The complaint goes on to the insurer, the mediator or the court.' });
export type EscalationBody = z.output<typeof escalationBody>;

/** What comes in after the complaint itself. */
export const receivedBody = z
  .strictObject({ what: z.enum(receivedKinds), text: optionalText().meta({ description: 'What was written or said.' }) })
  .meta({ id: 'Received', description: 'What comes in after the complaint itself.' });
export type ReceivedBody = z.output<typeof receivedBody>;

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
