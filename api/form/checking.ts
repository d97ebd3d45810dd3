import { sendPublicPage } from '../public/pages.ts';
import { publicMessage } from '../public/words/words.ts';
import { checkView } from './check-view.ts';
import { type Form, pathOf, type Shown, type Visit } from './form.ts';
import { type Hindrance, saidOf } from './hindrances.ts';

/** Sends the page on which everything stands once more. @param shown.stopped why it could not be sent */
export function showCheck(
  form: Form,
  visit: Visit,
  { request, response, answers, token, files = [], notices = [], stopped }: Shown & { stopped?: Hindrance | undefined },
): void {
  const { procedure, page, products, today } = visit;
  if (stopped) response.set('Retry-After', String(stopped.retryAfter));
  sendPublicPage(request, response, {
    page: 'form-check',
    title: publicMessage(page, 'formPages.check.title'),
    language: page,
    firm: procedure.firm,
    home: pathOf(procedure),
    languageForm: 'check',
    status: stopped?.status ?? 200,
    data: checkView({
      procedure,
      page,
      answers,
      token,
      files,
      products,
      directory: form.dependencies.directory,
      today,
      linksBack: form.keepsCookies(procedure, request),
      notices: [
        ...(stopped ? [{ kind: 'late' as const, words: saidOf(page, stopped) }] : []),
        ...notices.map((notice) => ({ kind: 'soon' as const, words: publicMessage(page, `form.${notice}`) })),
      ],
    }),
  });
}
