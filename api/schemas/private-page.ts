import { z } from 'zod';

/** The complainant's own page, for staff. */
export const privatePageView = z
  .object({
    state: z.enum(['open', 'open-until', 'over', 'none']).meta({
      description:
        "'open': while the complaint is; 'open-until': until the day given; 'over': its time has passed; 'none': a journalist without a mandate has none.",
    }),
    until: z
      .string()
      .meta({ format: 'date', description: 'The last day, in the firm’s zone; absent while nobody can say.' })
      .optional(),
    link: z
      .string()
      .meta({
        description:
          'Its address, for whoever may decide on the complaint: whoever has it reads the complaint and writes in the complainant’s name.',
      })
      .optional(),
    revoked: z.int().meta({ description: 'How often its address was revoked.' }),
  })
  .meta({ id: 'PrivatePage' });
export type PrivatePageView = z.output<typeof privatePageView>;

/** Nothing is to be said. */
export const revocationBody = z.strictObject({}).meta({ id: 'PrivatePageRevocation' });
