import { z } from 'zod';
import { channels } from '../../register/complaint-content.ts';
import { stages } from '../../workflows/domain/complaint.ts';
import { saying } from '../problems/field-faults.ts';
import { duplicate } from './intakes.ts';
import { line, referenceForm } from './text.ts';
import { instant } from './view-fields.ts';

/** Messages that came in by themselves and nobody has read. */
export const unreadList = z
  .object({ items: z.array(z.object({ id: z.string(), links: z.object({ self: z.string() }) })) })
  .meta({ id: 'UnreadMessages', description: 'The oldest first.' });
export type UnreadList = z.output<typeof unreadList>;

/** Somebody has read them. */
export const readBody = z
  .strictObject({
    messages: z
      .array(z.uuid())
      .min(1)
      .max(500)
      .optional()
      .meta({ description: 'Those that were read; left out: all there are.' }),
  })
  .meta({ id: 'MessagesRead' });

/** How many of them were unread. */
export const readAnswer = z.object({ read: z.int() }).meta({ id: 'ReadMessages' });
export type ReadAnswer = z.output<typeof readAnswer>;

const linked = z.object({
  reference: z.string(),
  receivedOn: z.string().meta({ format: 'date' }),
  channel: z.enum(channels),
  stage: z.enum(stages),
  closed: z.boolean(),
  links: z.object({ self: z.string() }),
});

/** What belongs to a complaint, and what may. */
export const relatives = z
  .object({
    linked: z.array(linked).meta({ description: 'Complaints that staff have linked with it; nothing is ever merged.' }),
    repetitions: z
      .array(
        z.object({
          id: z.uuid(),
          number: z.int(),
          received: instant('UTC.'),
          channel: z.enum(channels),
          links: z.object({ self: z.string() }),
        }),
      )
      .meta({ description: 'Intakes that only repeat it.' }),
    possible: z.array(duplicate).meta({
      description: 'The same person, contract and matter, as far as each is known, of which nobody has said anything yet.',
    }),
  })
  .meta({ id: 'Relatives' });
export type RelativesView = z.output<typeof relatives>;

/** What staff say of two complaints. */
export const pairBody = z
  .strictObject({
    reference: line(30)
      .regex(referenceForm, saying('no-reference', 'is no reference; write it like OPT-2026-000123'))
      .meta({ description: 'The other complaint, of the same firm.' }),
    verdict: z.enum(['linked', 'apart', 'open']).meta({
      description:
        "'linked': they belong together; 'apart': they have nothing to do with each other; 'open': nothing is said of them any more.",
    }),
  })
  .meta({ id: 'PairOfComplaints' });
