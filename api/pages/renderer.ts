import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { Language } from '../../letters/letter.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { fullDay, momentInWords, shortDay } from '../desk/words/days.ts';
import type { Messages } from './messages.ts';

const require = createRequire(import.meta.url);
const icons = new Map<string, string>();

type Helper = (...values: never[]) => unknown;

/**
 * A page out of its template.
 *
 * @param page the template's name, without its ending
 * @param shell what the layout shows around it; left out, the page is a fragment by itself
 * @throws RangeError where there is no such template
 */
export type Renderer = (
  page: string,
  data: Record<string, unknown> & { language: Language },
  shell?: Record<string, unknown>,
) => string;

/**
 * What makes pages of the templates in a folder, its `layout` and its `partials`.
 *
 * @param words says the messages
 * @param helpers further ones, by their names in templates
 */
export function rendererOf(folder: string, words: Messages, helpers: Record<string, Helper> = {}): Renderer {
  const handlebars = Handlebars.create();
  for (const [name, helper] of Object.entries({ ...commonHelpers(words), ...helpers }))
    handlebars.registerHelper(name, helper as Handlebars.HelperDelegate);
  for (const [name, text] of templatesIn(join(folder, 'partials'))) handlebars.registerPartial(name, text);
  const templates = new Map(templatesIn(folder).map(([name, text]) => [name, handlebars.compile(text, { preventIndent: true })]));
  const templateOf = (page: string): HandlebarsTemplateDelegate => {
    const template = templates.get(page);
    if (!template) throw new RangeError(`There is no template '${page}'.`);
    return template;
  };
  return (page, data, shell) => {
    const body = templateOf(page)(data);
    return shell ? templateOf('layout')({ ...shell, ...data, body: new handlebars.SafeString(body) }) : body;
  };
}

/** The language of the page, for a helper. */
export function languageIn(options: Handlebars.HelperOptions): Language {
  return (options.data as { root: { language: Language } }).root.language;
}

function commonHelpers(words: Messages): Record<string, Helper> {
  return {
    /** In templates: `{{t 'myDay.title' count=3}}`. */
    t: (key: string, options: Handlebars.HelperOptions) =>
      words(languageIn(options), key, options.hash as Record<string, unknown>),
    /** `mar. 14 oct. 2026`; nothing where there is no day. */
    day: (day: CivilDate | null | undefined, options: Handlebars.HelperOptions) =>
      day ? shortDay(day, languageIn(options)) : '',
    /** `mardi 14 octobre 2026`. */
    fullDay: (day: CivilDate | null | undefined, options: Handlebars.HelperOptions) =>
      day ? fullDay(day, languageIn(options)) : '',
    /** An instant in a zone: `14 oct. 2026, 09:30`. */
    moment: (instant: Date | string | number | null, zone: string, options: Handlebars.HelperOptions) =>
      instant === null || instant === undefined ? '' : momentInWords(new Date(instant).getTime(), zone, languageIn(options)),
    is: (one: unknown, other: unknown) => one === other,
    isNot: (one: unknown, other: unknown) => one !== other,
    either: (...values: unknown[]) => values.slice(0, -1).some(Boolean),
    both: (...values: unknown[]) => values.slice(0, -1).every(Boolean),
    list: (...values: unknown[]) => values.slice(0, -1),
    join: (...parts: unknown[]) => parts.slice(0, -1).join(''),
    /** A Lucide icon, drawn in the colour of its text; what it means stands beside it in words. */
    icon: (name: string) => new Handlebars.SafeString(iconOf(name)),
  };
}

function templatesIn(folder: string): [name: string, text: string][] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => [file.slice(0, -4), readFileSync(join(folder, file), 'utf8')]);
}

function iconOf(name: string): string {
  const known = icons.get(name);
  if (known !== undefined) return known;
  if (!/^[a-z0-9-]+$/.test(name)) throw new RangeError('An icon is named in small letters, digits and dashes.');
  const drawn = readFileSync(require.resolve(`lucide-static/icons/${name}.svg`), 'utf8')
    .replace(/<!--[^]*?-->\s*/, '')
    .replace(/<svg[^>]*>/, '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">')
    .replace(/\s+/g, ' ');
  icons.set(name, drawn);
  return drawn;
}
