import type { Request, Response } from 'express';
import { say } from '../pages.ts';

/** What is wrong with the fields of a form, in the person's language; the field is the id of its input too. */
export type Faults = Record<string, string>;

/** For a page that shows a form again: the summary, the same words at each field, and the title that begins with 'Error'. */
export function shownFaults(request: Request, response: Response, title: string, faults: Faults) {
  const problems = Object.entries(faults).map(([field, message]) => ({ field, message }));
  const wrong = problems.length > 0;
  return {
    title: wrong ? `${say(request, response, 'shell.error')} – ${title}` : title,
    status: wrong ? 422 : 200,
    data: { heading: title, problems, faults },
  };
}
