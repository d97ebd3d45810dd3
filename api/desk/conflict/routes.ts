import { type Response, Router } from 'express';
import { readComplaint } from '../../../register/complaints.ts';
import { recordConflict } from '../../../register/conflicts.ts';
import { acceptWithin } from '../../../register/messages.ts';
import { namesInList } from '../../../register/names.ts';
import type { Queries } from '../../../register/register.ts';
import { callerOf } from '../../access/caller.ts';
import { type ComplaintInPath, complaintInPath } from '../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { deskPage, say, sendPage, tellNext } from '../pages.ts';

/** Declaring a conflict of interest of one's own: the complaint is closed to whoever does. */
export function conflictPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/complaints/:reference/conflict', {
    get: async (request, response) => {
      const { reference } = await complaintInPath(dependencies, request, response);
      const { database } = dependencies.register;
      const complaint = await readComplaint(database, reference);
      const names = await namesInList(database, complaint ? [{ reference, facts: complaint.facts }] : []);
      sendPage(request, response, {
        page: 'conflict',
        title: say(request, response, 'conflict.title'),
        active: 'register',
        data: { reference, name: names.get(reference)?.complainant },
      });
    },
    post: async (request, response) => {
      const known = await complaintInPath(dependencies, request, response);
      await dependencies.register.database.transaction().execute((queries) => declare(dependencies, queries, known, response));
      tellNext(request, 'conflict.declared', { reference: known.reference });
      response.redirect(303, '/desk');
    },
  });
  return router;
}

async function declare(
  { register }: ApiDependencies,
  queries: Queries,
  { reference, procedure, rulebook }: ComplaintInPath,
  response: Response,
): Promise<void> {
  const { actor, account, viewer } = callerOf(response);
  if (!account) return;
  const now = register.clock();
  await recordConflict(queries, { reference, account: account.id, actor, now });
  // Refused only where they are barred already, or have left the staff.
  for (const { id: staff } of viewer.staff.filter((one) => one.procedure === procedure.id))
    await acceptWithin(
      queries,
      { reference, message: { signal: 'decide', body: { decision: 'declare-conflict', staff } }, actor },
      rulebook,
      { now },
    );
}
