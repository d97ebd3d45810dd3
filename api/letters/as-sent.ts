import { readLetterContent } from '../../register/letters.ts';
import { readText } from '../../register/personal-texts.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { notFound } from '../problems/problems.ts';
import type { Handler } from '../requests/routes.ts';
import { letterInPath } from './letter-in-path.ts';

/** A letter's words. */
export function letterAsText(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { letter } = await letterInPath(dependencies, request, response);
    const { text } = await readLetterContent(dependencies.register.database, letter);
    response.type('text/plain; charset=utf-8').send(text);
  };
}

/** The very bytes that the mail server gets. */
export function letterAsMail(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { letter } = await letterInPath(dependencies, request, response);
    if (letter.mime === null) throw notFound('This letter goes by post and has no e-mail.');
    const bytes = await readText(dependencies.register.database, letter.mime);
    response.attachment(`${letter.reference}-${letter.kind}.eml`).set('Content-Type', 'message/rfc822').send(bytes);
  };
}
