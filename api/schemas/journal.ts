import { z } from 'zod';
import { journalLine } from './complaint-view.ts';
import { instant } from './view-fields.ts';

/** How a journal is turned over. */
export const journalQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(2_147_483_647).default(0).meta({
    description: 'The number of the row after which the page begins: `next` of the page before, or a number from an ETag.',
  }),
  limit: z.coerce.number().int().min(1).max(500).default(100).meta({ description: 'Rows on one page.' }),
});

/** One page of a complaint's journal. */
export const journalPage = z
  .object({
    items: z.array(
      journalLine
        .extend({
          recordedAt: instant("When it was written down, by the database's clock; UTC."),
          textDigest: z
            .string()
            .optional()
            .meta({ description: 'SHA-256 of the encrypted text that it speaks of, in hexadecimal.' }),
          hash: z.string().meta({
            description:
              'SHA-256 over this row and the hash of the one before, in hexadecimal: no row can be changed or left out unseen.',
          }),
        })
        .meta({ id: 'JournalRow' }),
    ),
    next: z.int().nullable().meta({ description: '`after` of the next page; null on the last one.' }),
  })
  .meta({ id: 'JournalPage' });
export type JournalPage = z.output<typeof journalPage>;
