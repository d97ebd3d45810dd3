import { z } from 'zod';
import { languages } from '../../register/complaint-content.ts';
import { letterKinds } from '../../workflows/domain/letters.ts';
import { recipientNames } from './letter-view.ts';

const previewedLetter = z
  .object({
    kind: z.enum(letterKinds),
    recipient: z.enum(recipientNames),
    language: z.enum(languages),
    way: z.enum(['e-mail', 'post']),
    letterDate: z.string().meta({ format: 'date', description: "Today, in the firm's zone." }),
    to: z
      .object({ name: z.string(), email: z.string().optional(), address: z.array(z.string()).optional() })
      .optional()
      .meta({ description: 'Whom it goes to; absent where that is not known.' }),
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    editable: z.string().optional().meta({
      description:
        'What may be worded otherwise, with `editedLetters` of the decision: a paragraph a line, `# ` before a heading, `– ` before an item of a list. Absent where that is nothing.',
    }),
    edited: z.literal(true).optional().meta({ description: 'Its words are those of `editedLetters`.' }),
    missing: z.array(z.string()).optional().meta({
      description:
        'What the letter must have and does not: it would wait until that is there. Its text is empty where it cannot be written without. Absent where the letter can leave.',
    }),
  })
  .meta({ id: 'PreviewedLetter' });

/** The letters that a decision would send. */
export const preview = z
  .object({
    items: z.array(previewedLetter),
    onceApproved: z
      .array(previewedLetter)
      .optional()
      .meta({ description: 'Of what is proposed: the letters that leave once it is approved, as they would read today.' }),
  })
  .meta({ id: 'Preview', description: 'The letters in the order in which they would leave; none where it sends none.' });
export type PreviewView = z.output<typeof preview>;
