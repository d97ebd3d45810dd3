import { Router } from 'express';
import { addNote, notesOf } from '../../register/notes.ts';
import { callerOf, requireMayNote } from '../access/caller.ts';
import { complaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint } from '../paths.ts';
import { once } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { offer } from '../requests/routes.ts';
import { type KeptNote, type NoteList, noteBody } from '../schemas/notes.ts';

/** What staff note for each other about a complaint. */
export function noteRoutes(dependencies: ApiDependencies): Router {
  const { register } = dependencies;
  const router = Router();
  offer(router, '/api/complaints/:reference/notes', {
    get: async (request, response) => {
      const { reference } = await complaintInPath(dependencies, request, response);
      const notes = await notesOf(register.database, reference);
      const items = notes.map((note) => ({ ...note, writtenAt: note.writtenAt.toISOString() }));
      response.json({ items } satisfies NoteList);
    },
    post: async (request, response) => {
      const { reference, procedure } = await complaintInPath(dependencies, request, response);
      requireMayNote(response, procedure.id);
      const body = readFields(noteBody, request.body);
      const { actor: author, name: authorName } = callerOf(response);
      const asked = { route: `POST ${pathOfComplaint(reference)}/notes`, body, about: reference };
      const kept = await once(register, request, response, asked, (queries) =>
        addNote(queries, { reference, author, authorName, text: body.text }, register.clock()),
      );
      response.status(201).json(kept satisfies KeptNote);
    },
  });
  return router;
}
