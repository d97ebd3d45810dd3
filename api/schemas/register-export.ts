import { z } from 'zod';
import { languages } from '../../register/complaint-content.ts';
import { complaintFilterShape } from './list.ts';

/** Which complaints are exported, and how their columns are written. */
export const exportQuery = z.strictObject({
  ...complaintFilterShape,
  personal: z.enum(['true', 'false']).default('false').meta({ description: 'With the columns that name people.' }),
  language: z
    .enum(languages)
    .optional()
    .meta({ description: 'Headings and values in that language; left out, names and codes as the API has them.' }),
});
