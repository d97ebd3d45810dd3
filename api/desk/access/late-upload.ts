import type { Request, RequestHandler, Response } from 'express';
import multer from 'multer';
import { Problem } from '../../problems/problem.ts';
import type { Handler } from '../../requests/routes.ts';
import { isPlainForm, originOf } from '../session.ts';
import { formAsSent, keepForm } from './kept-form.ts';

/** Reads the text of a form with files into `request.body`; its files go by and are kept nowhere. */
export const readTextOfUpload: RequestHandler = multer({
  fileFilter: (_request, _file, decide) => decide(null, false),
  // Anybody may send it: as many fields as the longest form has, each with as much text as a field takes (in bytes).
  limits: { fields: 120, fieldSize: 80_000, fieldNameSize: 100, headerPairs: 50 },
}).any();

/** What is told of a form that came too late: its text is kept, its files have to be chosen again, or neither was there. */
export type Late = 'text-kept' | 'files-lost' | 'nothing-kept';

/** Keeps of a form what can be kept for whoever signs in. Of another site's making, or a person's who never had a session: nothing. */
export function keepLateForm(request: Request): Late {
  if (originOf(request) !== 'here') return 'nothing-kept';
  if (keepForm(request, formAsSent(request))) return 'text-kept';
  return request.is('multipart/form-data') ? 'files-lost' : 'nothing-kept';
}

/**
 * Answers a form, of which one with files is read by whoever takes them. Where it is of a page from before its person signed in anew, in
 * another window, nothing of it is done: its text is shown to be sent with the token of now, and its files have to be chosen again.
 */
export function inTimeOrKept(take: Handler): Handler {
  return async (request: Request, response: Response) => {
    try {
      await take(request, response);
    } catch (fault) {
      if (!(fault instanceof Problem) || fault.kind !== 'form-outdated' || !isPlainForm(request)) throw fault;
      const late = keepLateForm(request);
      if (late === 'nothing-kept') throw fault;
      if (late === 'files-lost') request.session.notice = { key: 'access.filesLost', alert: true };
      response.redirect(303, late === 'text-kept' ? '/desk/kept-form' : request.originalUrl);
    }
  };
}
