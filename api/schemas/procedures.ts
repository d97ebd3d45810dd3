import { z } from 'zod';
import { dutyNames } from '../../workflows/domain/duties.ts';
import { limitView } from './complaint-view.ts';

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
          links: z.object({ deadlines: z.string() }),
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
  received: moment.meta({ description: "A date-time with its offset, or a day in the firm's zone." }),
  sent: moment.optional().meta({ description: 'As written on the complaint; left out where unknown.' }),
  kind: z.string().max(20).optional().meta({ description: "'classic' where left out, or 'gdpr'." }),
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
