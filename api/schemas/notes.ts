import { z } from 'zod';
import { text } from './text.ts';

/** What staff note for each other. */
export const noteBody = z
  .strictObject({ text: text() })
  .meta({ id: 'NewNote', description: 'In no letter and no file for the mediator; never changed, never taken back.' });

const note = z
  .object({
    id: z.string(),
    author: z.string().meta({ description: 'As the journal names them.' }),
    authorName: z.string(),
    writtenAt: z.string().meta({ format: 'date-time', description: 'UTC.' }),
    text: z.string(),
  })
  .meta({ id: 'Note' });

/** What a note that was kept is answered with. */
export const keptNote = z.object({ id: z.string() }).meta({ id: 'KeptNote' });
export type KeptNote = z.output<typeof keptNote>;

/** The notes about a complaint. */
export const noteList = z.object({ items: z.array(note) }).meta({ id: 'Notes', description: 'The newest first.' });
export type NoteList = z.output<typeof noteList>;
