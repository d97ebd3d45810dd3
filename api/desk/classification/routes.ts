import { Router } from 'express';
import { classify } from '../../classification/classify.ts';
import { complaintInPath } from '../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { readFields } from '../../requests/read-fields.ts';
import { classificationBody } from '../../schemas/classification.ts';
import { deskPage, formOf, tellNext } from '../pages.ts';

/** Saying what a complaint is about, from its page; blank empties a field. */
export function classificationPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/complaints/:reference/classification', {
    post: async (request, response) => {
      const complaint = await complaintInPath(dependencies, request, response);
      const form = formOf(request);
      const names = ['product', 'reasonCategory', 'rootCause', 'insurer'].filter((name) => name in form);
      const given = Object.fromEntries(names.map((name) => [name, form[name] === '' ? null : form[name]]));
      const work = await classify(dependencies, response, complaint, readFields(classificationBody, given));
      await dependencies.register.database.transaction().execute(work);
      tellNext(request, 'actions.classification.saved');
      response.redirect(303, `/desk/complaints/${complaint.reference}`);
    },
  });
  return router;
}
