import { Router } from 'express';
import { ClassificationChanged } from '../../../register/classification.ts';
import { classify } from '../../classification/classify.ts';
import { complaintInPath } from '../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { readFields } from '../../requests/read-fields.ts';
import { classificationBody } from '../../schemas/classification.ts';
import { deskPage, formOf, tellNext } from '../pages.ts';

const names = ['product', 'reasonCategory', 'rootCause', 'insurer'];

/** What a form says of each; blank is nothing. */
function said(form: Record<string, string>, prefix = ''): Record<string, string | null> {
  const given = names.filter((name) => form[`${prefix}${name}`] !== undefined);
  return Object.fromEntries(given.map((name) => [name, form[`${prefix}${name}`] || null]));
}

function unlessChanged(fault: unknown): false {
  if (fault instanceof ClassificationChanged) return false;
  throw fault;
}

/** Saying what a complaint is about, from its page; blank empties a field. */
export function classificationPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/complaints/:reference/classification', {
    post: async (request, response) => {
      const complaint = await complaintInPath(dependencies, request, response);
      const form = formOf(request);
      const seen = said(form, 'seen-');
      // Only what this person changed: what they left as it was, somebody else may have said better meanwhile.
      const given = Object.fromEntries(Object.entries(said(form)).filter(([name, value]) => seen[name] !== value));
      const work = await classify(dependencies, response, complaint, readFields(classificationBody, given), seen);
      const saved = await dependencies.register.database
        .transaction()
        .execute(work)
        .then(() => true, unlessChanged);
      if (saved) tellNext(request, 'actions.classification.saved');
      else request.session.notice = { key: 'actions.classification.changed', alert: true };
      response.redirect(303, `/desk/complaints/${complaint.reference}`);
    },
  });
  return router;
}
