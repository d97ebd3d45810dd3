import type { Request, Response } from 'express';
import { type LetterContent, readLetterContent } from '../../../register/letters.ts';
import { readText } from '../../../register/personal-texts.ts';
import { letterOf } from '../../../register/queries.ts';
import type { LetterRow } from '../../../register/tables.ts';
import { type ComplaintInPath, complaintInPath, idInPath } from '../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { notFound } from '../../problems/problems.ts';
import type { Handler } from '../../requests/routes.ts';
import { languageOf, sendPage } from '../pages.ts';
import { shortDay } from '../words/days.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';
import { asFrame } from './decide/preview.ts';

type LetterInPath = ComplaintInPath & { letter: LetterRow; content: LetterContent };

async function letterInPath(dependencies: ApiDependencies, request: Request, response: Response): Promise<LetterInPath> {
  const known = await complaintInPath(dependencies, request, response);
  const { database } = dependencies.register;
  const id = idInPath(request);
  const letter = id === undefined ? undefined : await letterOf(database, known.reference, id);
  if (!letter) throw notFound('This complaint has no letter of this id.');
  return { ...known, letter, content: await readLetterContent(database, letter) };
}

/** A letter with what is known of it, and its other forms. */
export function letterPage(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference, letter, content, procedure } = await letterInPath(dependencies, request, response);
    const language = languageOf(request, response);
    const name = domainWord(language, 'letters', letter.kind);
    sendPage(request, response, {
      page: 'letter',
      title: `${name}, ${reference}`,
      active: 'register',
      data: {
        reference,
        base: `/desk/complaints/${reference}`,
        zone: procedure.firm.timeZone,
        heading: message(language, 'complaint.letters.of', { letter: name, day: shortDay(letter.letter_date, language) }),
        letter: {
          ...letter,
          edited: letter.edit === 'used',
          leftOut: letter.edit === 'left-out',
          hasMail: letter.mime !== null,
        },
        to: content.to,
        subject: content.subject,
      },
    });
  };
}

/** The letter itself. */
export function letterAsHtml(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { content } = await letterInPath(dependencies, request, response);
    asFrame(response);
    response.type('text/html; charset=utf-8').send(content.html);
  };
}

export function letterAsText(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { content } = await letterInPath(dependencies, request, response);
    response.type('text/plain; charset=utf-8').send(content.text);
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
