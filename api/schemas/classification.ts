import { z } from 'zod';
import { identifier } from './text.ts';

const entry = z.object({
  id: z.string(),
  name: z.object({ fr: z.string(), nl: z.string(), en: z.string() }),
  endsOn: z.string().optional().meta({ format: 'date', description: 'From that day on it is offered no more.' }),
  source: z.string(),
  status: z
    .enum(['confirmed', 'unconfirmed'])
    .meta({ description: "'unconfirmed': a usual one that stands in no published list that was found." }),
});

/** What complaints are told apart by. */
export const classificationAnswer = z
  .object({
    recurring: z.object({ complaints: z.int(), days: z.int(), source: z.string(), status: z.string() }),
    products: z.array(entry),
    reasons: z.array(entry),
    causes: z.array(entry),
  })
  .meta({ id: 'Classification' });

const idOrNothing = identifier.nullable().optional();

/** What a complaint is about; null empties, what is left out stays. */
export const classificationBody = z
  .strictObject({
    product: idOrNothing.meta({ description: 'The kind of contract.' }),
    reasonCategory: idOrNothing.meta({ description: 'The reason.' }),
    rootCause: idOrNothing.meta({ description: 'What the examination found to have caused it.' }),
    insurer: idOrNothing.meta({ description: "The insurer whom it is about, of the insurers' directory." }),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), { error: 'needs at least one field' })
  .meta({ id: 'ComplaintClassification', description: 'Null empties a field, what is left out stays as it is.' });

/** A complaint's classification as it stands. */
export const classifiedAnswer = z
  .object({
    product: z.string().nullable(),
    reasonCategory: z.string().nullable(),
    rootCause: z.string().nullable(),
    insurer: z.string().nullable(),
  })
  .meta({ id: 'ClassifiedComplaint' });
export type ClassifiedAnswer = z.output<typeof classifiedAnswer>;
