import { z } from 'zod';
import { languages } from '../../register/complaint-content.ts';
import { letterKinds } from '../../workflows/domain/letters.ts';
import { saying } from '../problems/field-faults.ts';
import { text } from './text.ts';

/** Letters that staff word otherwise, with the decision that sends them. */
const editedLetters = z
  .array(
    z
      .strictObject({
        kind: z.enum(letterKinds),
        language: z.enum(languages),
        text: text().meta({
          description:
            'The words in the place of `editable` of the previewed letter: a paragraph a line, `# ` before a heading, `– ` before an item of a list.',
        }),
      })
      .meta({ id: 'EditedLetter' }),
  )
  .min(1)
  .max(6)
  .refine((given) => new Set(given.map(({ kind }) => kind)).size === given.length, saying('repeated', 'has a letter twice'))
  .optional()
  .meta({
    description:
      'Letters of this decision that staff word otherwise. Days, amounts, the ways on and what else a letter must say stay: one that lacks them is refused.',
  });

/** What every body that sends letters has besides. */
export const edits = { editedLetters };
