import type { Request, Response } from 'express';
import type { Language } from '../../../../letters/letter.ts';
import { escape } from '../../../../pictures/markup.ts';
import { readContent } from '../../../../register/complaints.ts';
import { holdOf } from '../../../../register/mail-holds.ts';
import { notePresence } from '../../../../register/presence.ts';
import { callerOf } from '../../../access/caller.ts';
import type { ApiDependencies } from '../../../dependencies.ts';
import { faultOfLack } from '../../../preview/lacks.ts';
import type { ForeseenLetter } from '../../../preview/letters-of-message.ts';
import type { Handler } from '../../../requests/routes.ts';
import { formOf } from '../../pages.ts';
import { shortDay } from '../../words/days.ts';
import { domainWord } from '../../words/domain.ts';
import { message } from '../../words/words.ts';
import { isFork } from './acts.ts';
import { errorInWords } from './errors.ts';
import { labelOf } from './fields.ts';
import { addresseeInWords, type Foreseen, lookAhead } from './foreseen.ts';
import { type AskedForm, askedForm } from './form.ts';
import { fieldOfError, readForm, saysNothingNew } from './read-form.ts';

const colon: Record<Language, string> = { fr: '\u00a0: ', nl: ': ', en: ': ' };

/** A letter is shown within the desk's own pages as what it is: no scripts, nothing from elsewhere, no forms. */
const letterFramePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

/** Lets an answer stand within a page of the desk. */
export function asFrame(response: Response): void {
  response.set({ 'Content-Security-Policy': letterFramePolicy, 'X-Frame-Options': 'SAMEORIGIN' });
}

/** Shows what a form would send, as a page of its own that stands beside it. */
export function previewForm(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const asked = await askedForm(dependencies, request, response);
    asFrame(response);
    response.type('html').send(await previewPage(dependencies, request, response, asked));
  };
}

async function previewPage(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  asked: AskedForm,
): Promise<string> {
  const { known, act, language } = asked;
  const { database, clock } = dependencies.register;
  const { account } = callerOf(response);
  if (account) await notePresence(database, { reference: known.reference, account: account.id, now: clock() });
  if (isFork(act)) return page(language, '');
  const read = readForm(act, formOf(request));
  const foreseen = await lookAhead(dependencies, asked, act, read);
  if (foreseen.state === 'refused')
    return page(
      language,
      note('late', message(language, 'decide.refused', { reason: domainWord(language, 'refusals', foreseen.reason) })),
    );
  if (foreseen.state === 'incomplete' && saysNothingNew(read))
    return page(language, note('', message(language, 'decide.preview.none')));
  if (foreseen.state === 'incomplete') {
    const lacks = foreseen.errors.map((error) => {
      const name = fieldOfError(error, act, []);
      const field = act.fields.find((one) => one.name === name);
      const words = errorInWords(error, language);
      return field ? `${labelOf(field, language)}${colon[language]}${words}` : words;
    });
    return page(language, note('', message(language, 'decide.preview.incomplete')) + list([...new Set(lacks)]));
  }
  const content = await readContent(database, asked.ground.situation.facts);
  const held = await holdOf(database, { procedure: known.procedure.id, reference: known.reference });
  const letters = foreseen.letters.map((letter) =>
    letterShown(letter, {
      language,
      to: addresseeInWords(letter, content, language),
      held: held !== undefined,
      waits: foreseen.waitsForApproval,
    }),
  );
  const nothing = letters.length === 0 ? note('', message(language, 'decide.preview.none')) : '';
  return page(language, datesShown(foreseen, language) + nothing + letters.join('\n'), styleOf(foreseen.letters));
}

function datesShown({ dates }: Extract<Foreseen, { state: 'foreseen' }>, language: Language): string {
  if (dates.length === 0) return '';
  const lines = dates.map(({ duty, before, after }) => {
    const days = { before: before ? shortDay(before, language) : '', after: after ? shortDay(after, language) : '' };
    const key = before === undefined ? 'new' : after === undefined ? 'gone' : 'moved';
    return `${duty}${colon[language]}${message(language, `decide.dates.${key}`, days)}`;
  });
  return `<section class="desk-dates"><p><strong>${escape(message(language, 'decide.dates.heading'))}</strong></p>${list(lines)}</section>`;
}

function letterShown(
  letter: ForeseenLetter,
  { language, to, held, waits }: { language: Language; to: string; held: boolean; waits: boolean },
): string {
  const say = (key: string, values?: Record<string, unknown>) => message(language, `decide.preview.${key}`, values);
  const byPost = letter.to.email === undefined;
  const departure = waits ? say('once-approved') : byPost ? say('to-be-posted') : held ? say('held') : say('at-once');
  const way = byPost ? say('by-post') : say('by-e-mail', { address: letter.to.email ?? '' });
  const marks = letter.edited ? `<p class="desk-edited">${escape(say('edited'))}</p>` : '';
  const missing = letter.missing.map((lack) => errorInWords(faultOfLack(lack), language));
  const faults = missing.length === 0 ? '' : note('late', say('lacks')) + list([...new Set(missing)]);
  return `<section class="desk-letter">
<div class="desk-head"><p><strong>${escape(domainWord(language, 'letters', letter.kind))}</strong></p>
<p>${escape(say('to', { name: to }))}<br>${escape(way)}<br>${escape(departure)}</p>${marks}${faults}</div>
<div class="desk-paper" lang="${letter.language}">${letter.rendered.html === '' ? note('', say('unwritten')) : bodyOf(letter.rendered.html)}</div>
</section>`;
}

function bodyOf(html: string): string {
  return /<body>([\s\S]*)<\/body>/.exec(html)?.[1] ?? html;
}

function styleOf(letters: readonly ForeseenLetter[]): string {
  return /<style>([\s\S]*?)<\/style>/.exec(letters.find(({ rendered }) => rendered.html !== '')?.rendered.html ?? '')?.[1] ?? '';
}

function note(kind: string, words: string): string {
  return `<p class="desk-note ${kind}">${escape(words)}</p>`;
}

function list(lines: readonly string[]): string {
  return `<ul class="desk-list">${lines.map((line) => `<li>${escape(line)}</li>`).join('')}</ul>`;
}

const deskStyle = `
.desk-head, .desk-note, .desk-list, .desk-dates { font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.desk-head { padding: 12px 16px; background: #f4f6f8; border-bottom: 1px solid #77828f; }
.desk-head p { margin: 0 0 4px; }
.desk-note { margin: 0; padding: 16px; } .desk-note.late { color: #b3261e; padding: 8px 0; }
.desk-list { margin: 0 16px 16px; } .desk-dates { padding: 12px 16px 0; }
.desk-edited { font-weight: 600; color: #8a4b00; }
.desk-letter + .desk-letter { border-top: 6px solid #d5dbe1; }
@media (prefers-color-scheme: dark) { .desk-head { background: #1a2128; border-color: #6f7d8b; } .desk-note.late { color: #ff9a90; }
.desk-edited { color: #f2b35c; } .desk-letter + .desk-letter { border-color: #313b45; } }
`;

function page(language: Language, content: string, style = 'body { margin: 0; } :root { color-scheme: light dark; }'): string {
  const title = escape(message(language, 'decide.preview.title'));
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>${style}${deskStyle}</style></head><body><main>
${content}
</main></body></html>
`;
}
