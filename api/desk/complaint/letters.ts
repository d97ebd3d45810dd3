import { mayComeBack, recordUndelivered } from '../../../register/bounces.ts';
import { readLetterContent } from '../../../register/letters.ts';
import { callerOf, mustMay } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { letterInPath } from '../../letters/letter-in-path.ts';
import { unnumbered } from '../../letters/undelivered.ts';
import type { Handler } from '../../requests/routes.ts';
import { languageOf, sendPage, tellNext } from '../pages.ts';
import { shortDay } from '../words/days.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';
import { asFrame } from './decide/preview.ts';

/** A letter with what is known of it, and its other forms. */
export function letterPage(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference, letter, procedure } = await letterInPath(dependencies, request, response);
    const content = await readLetterContent(dependencies.register.database, letter);
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
        undelivered:
          mayComeBack(letter) && callerOf(response).may('post', procedure.id)
            ? `/desk/complaints/${reference}/letters/${letter.id}/undelivered`
            : undefined,
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

/** Staff have read that a letter was not delivered: it waits for the post, and its duty is open again. */
export function letterCameBack(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const { reference, letter, procedure } = await letterInPath(dependencies, request, response);
    const caller = callerOf(response);
    mustMay(caller, 'post', procedure.id);
    const told = { reference, letter: letter.id, status: unnumbered, actor: caller.actor };
    const { recorded } = await register.database
      .transaction()
      .execute((queries) => recordUndelivered(queries, told, { now: register.clock() }));
    tellNext(request, recorded ? 'complaint.letters.came-back.done' : 'complaint.letters.came-back.not');
    response.redirect(303, `/desk/complaints/${reference}/letters/${letter.id}`);
  };
}

/** The letter itself. */
export function letterAsHtml(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { letter } = await letterInPath(dependencies, request, response);
    const { html } = await readLetterContent(dependencies.register.database, letter);
    asFrame(response);
    response.type('text/html; charset=utf-8').send(html);
  };
}
