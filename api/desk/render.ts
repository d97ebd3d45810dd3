import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import type { Language } from '../../letters/letter.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { fullDay, momentInWords, shortDay } from './words/days.ts';
import { domainWord } from './words/domain.ts';
import { message } from './words/words.ts';

/** Where the desk's templates, styles and scripts are. */
export const pagesFolder = fileURLToPath(new URL('../../templates/pages/desk/', import.meta.url));

const require = createRequire(import.meta.url);
const handlebars = Handlebars.create();
const templates = new Map<string, HandlebarsTemplateDelegate>();
const icons = new Map<string, string>();

/** In templates: `{{t 'myDay.title' count=3}}`. */
handlebars.registerHelper('t', (key: string, options: Handlebars.HelperOptions) =>
  message(languageOf(options), key, options.hash as Record<string, unknown>),
);
/** A word of the domain: `{{word 'stages' stage}}`. */
handlebars.registerHelper('word', (kind: string, name: string, options: Handlebars.HelperOptions) =>
  domainWord(languageOf(options), kind, name),
);
/** `mar. 14 oct. 2026`; nothing where there is no day. */
handlebars.registerHelper('day', (day: CivilDate | null | undefined, options: Handlebars.HelperOptions) =>
  day ? shortDay(day, languageOf(options)) : '',
);
/** `mardi 14 octobre 2026`. */
handlebars.registerHelper('fullDay', (day: CivilDate | null | undefined, options: Handlebars.HelperOptions) =>
  day ? fullDay(day, languageOf(options)) : '',
);
/** An instant in a zone: `14 oct. 2026, 09:30`. */
handlebars.registerHelper('moment', (instant: Date | string | number | null, zone: string, options: Handlebars.HelperOptions) =>
  instant === null || instant === undefined ? '' : momentInWords(new Date(instant).getTime(), zone, languageOf(options)),
);
handlebars.registerHelper('is', (one: unknown, other: unknown) => one === other);
handlebars.registerHelper('isNot', (one: unknown, other: unknown) => one !== other);
handlebars.registerHelper('either', (...values: unknown[]) => values.slice(0, -1).some(Boolean));
handlebars.registerHelper('both', (...values: unknown[]) => values.slice(0, -1).every(Boolean));
handlebars.registerHelper('list', (...values: unknown[]) => values.slice(0, -1));
handlebars.registerHelper('join', (...parts: unknown[]) => parts.slice(0, -1).join(''));
/** A Lucide icon, drawn in the colour of its text; what it means stands beside it in words. */
handlebars.registerHelper('icon', (name: string) => new handlebars.SafeString(iconOf(name)));

readTemplates(pagesFolder);

/**
 * A page of the desk.
 *
 * @param page the template's name, without its ending
 * @param shell what the layout shows around it; left out, the page is a fragment by itself
 */
export function render(
  page: string,
  data: Record<string, unknown> & { language: Language },
  shell?: Record<string, unknown>,
): string {
  const body = templateOf(page)(data);
  return shell ? templateOf('layout')({ ...shell, ...data, body: new handlebars.SafeString(body) }) : body;
}

function templateOf(page: string): HandlebarsTemplateDelegate {
  const template = templates.get(page);
  if (!template) throw new RangeError(`The desk has no template '${page}'.`);
  return template;
}

function readTemplates(folder: string): void {
  for (const file of readdirSync(join(folder, 'partials')).filter((name) => name.endsWith('.hbs')))
    handlebars.registerPartial(file.slice(0, -4), readFileSync(join(folder, 'partials', file), 'utf8'));
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.hbs')))
    templates.set(file.slice(0, -4), handlebars.compile(readFileSync(join(folder, file), 'utf8'), { preventIndent: true }));
}

function languageOf(options: Handlebars.HelperOptions): Language {
  return (options.data as { root: { language: Language } }).root.language;
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
