import { z } from 'zod';
import { actionStates } from '../../register/actions/list.ts';
import { recurringBy } from '../../register/actions/recurring.ts';
import { saying } from '../problems/field-faults.ts';
import { anyOf, civilDate, identifier, line, optionalLine, optionalText, referenceForm, text } from './text.ts';
import { day, instant } from './view-fields.ts';

const nothingPersonal = 'It is kept in plain and outlives the complaints: no names, nothing about a person.';
const references = z
  .array(line(30).regex(referenceForm, saying('no-reference', 'is no reference; write it like OPT-2026-000123')))
  .max(200);
const ofList = identifier.or(z.literal('')).optional();

/** A corrective action to be opened. */
export const actionBody = z
  .strictObject({
    procedure: identifier.meta({ description: 'The firm.' }),
    title: line(200).meta({ description: `What is to be done. ${nothingPersonal}` }),
    description: optionalText(5_000).meta({ description: nothingPersonal }),
    reasonCategory: ofList.meta({
      description: 'What it is about, where it is about something that recurs: ids of /api/classification.',
    }),
    product: ofList,
    insurer: ofList,
    rootCause: ofList,
    owner: identifier.meta({ description: "Who sees to it, by id, from the firm's staff." }),
    dueOn: civilDate,
    complaints: references.default([]).meta({ description: 'The complaints of the same firm that it follows from.' }),
    follows: z.uuid().optional().meta({ description: 'The action that did not work, in whose place this one comes.' }),
  })
  .meta({ id: 'NewAction' });
export type ActionBody = z.output<typeof actionBody>;

const seen = z
  .int()
  .optional()
  .meta({ description: 'The revision that you saw: where the action has changed since, nothing is done (409).' });

/** What becomes of an action. */
export const actionChange = z
  .discriminatedUnion('change', [
    z.strictObject({
      change: z.literal('edit'),
      seen,
      title: optionalLine(200),
      description: optionalText(5_000),
      owner: ofList,
      dueOn: civilDate.optional(),
      rootCause: ofList,
    }),
    z.strictObject({
      change: z.literal('done'),
      seen,
      doneOn: civilDate.optional().meta({ description: 'Left out: today.' }),
      checkOn: civilDate.optional().meta({ description: 'When it is looked at whether it worked; left out: 90 days later.' }),
    }),
    z.strictObject({
      change: z.literal('check'),
      seen,
      effective: z.boolean().meta({ description: 'Whether it worked. One that did not asks for another action.' }),
      finding: text(5_000).meta({ description: `What shows it. ${nothingPersonal}` }),
      checkedOn: civilDate.optional().meta({ description: 'Left out: today.' }),
    }),
    z.strictObject({
      change: z.literal('give-up'),
      seen,
      finding: text(5_000).meta({ description: `Why. ${nothingPersonal}` }),
    }),
  ])
  .meta({ id: 'ActionChange' });
export type ActionChange = z.output<typeof actionChange>;

export const actionsQuery = z.strictObject({
  procedure: anyOf(identifier),
  state: anyOf(z.enum(actionStates)),
  owner: anyOf(identifier),
  complaint: line(30).regex(referenceForm, saying('no-reference', 'is no reference; write it like OPT-2026-000123')).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

/** An action as a list shows it. */
export const actionView = z
  .object({
    id: z.uuid(),
    number: z.int(),
    procedure: z.string(),
    state: z.enum(actionStates).meta({
      description:
        "'done': to be looked at later; 'check-due': to be looked at; 'not-effective': it asks for another action; 'replaced': another has come in its place.",
    }),
    title: z
      .string()
      .nullable()
      .meta({ description: 'Null for measures that were announced to a complainant: their words stand with that decision.' }),
    description: z.string().nullable(),
    measures: z
      .string()
      .optional()
      .meta({ description: 'The announced measures, unless the person has been erased; of one action only.' }),
    reasonCategory: z.string().nullable(),
    product: z.string().nullable(),
    insurer: z.string().nullable(),
    rootCause: z.string().nullable(),
    owner: z.object({ id: z.string(), name: z.string().optional() }).nullable(),
    dueOn: day("In the firm's zone, as all days here."),
    openedAt: instant('UTC.'),
    openedBy: z.string(),
    doneOn: z.string().nullable(),
    doneBy: z.string().nullable(),
    checkOn: z.string().nullable(),
    checkedOn: z.string().nullable(),
    checkedBy: z.string().nullable(),
    effective: z.boolean().nullable(),
    finding: z.string().nullable(),
    givenUpOn: z.string().nullable(),
    follows: z.string().nullable(),
    followedBy: z.string().nullable(),
    complaints: z.array(z.string()).meta({ description: 'Those that the token gives access to.' }),
    complaintCount: z.int().meta({ description: 'All of them.' }),
    revision: z.int(),
  })
  .meta({ id: 'Action' });
export type ActionView = z.output<typeof actionView>;

export const actionList = z.object({ items: z.array(actionView), next: z.string().nullable() }).meta({ id: 'ActionList' });
export type ActionList = z.output<typeof actionList>;

/** An action with its history. */
export const actionInFull = z
  .object({
    ...actionView.shape,
    history: z.array(
      z.object({
        number: z.int(),
        at: instant('UTC.'),
        actor: z.string(),
        event: z.string(),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({ id: 'ActionInFull' });
export type ActionInFull = z.output<typeof actionInFull>;

export const causesQuery = z.strictObject({ procedure: anyOf(identifier) });

/** What recurs. */
export const causesAnswer = z
  .object({
    until: day('The last day that was looked at.'),
    days: z.int().meta({ description: 'So many days are looked at, and as many before them.' }),
    least: z.int().meta({ description: 'From so many complaints on.' }),
    items: z.array(
      z.object({
        procedure: z.string(),
        by: z.enum(recurringBy),
        id: z.string(),
        count: z.int(),
        before: z.int().meta({ description: 'In as many days before.' }),
        actions: z
          .array(z.object({ id: z.string(), number: z.int() }))
          .meta({ description: 'Actions about the same that are not over.' }),
      }),
    ),
  })
  .meta({ id: 'RecurringCauses' });
export type CausesAnswer = z.output<typeof causesAnswer>;
