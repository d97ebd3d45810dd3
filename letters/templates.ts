import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import type { LetterKind } from '../workflows/domain/letters.ts';
import { fixedWords } from './body.ts';
import type { Language } from './letter.ts';
import { linesOf, type View } from './view.ts';

/** No template of that kind is there in that language. */
export class NoTemplate extends Error {
  constructor(kind: string, language: Language) {
    super(`There is no template for the letter '${kind}' in '${language}'.`);
    this.name = 'NoTemplate';
  }
}

type Template = (view: View) => string;

/** What only Doléance words: dates that are owed, the ways on, whom to ask. In firms' own folders these names mean the same. */
const fixedPartials: readonly string[] = [
  'answer-date',
  'authority',
  'authority-at-any-time',
  'body',
  'contact',
  'court',
  'free-of-charge',
  'handler',
  'help',
  'insurer',
  'insurer-details',
  'late',
  'mediator',
  'mediator-conditions',
  'our-limit',
  'recourse-after-answer',
  'recourse-state',
  'recourse-while-waiting',
  'references',
  'reply',
  'separate-answer',
  'ways-to-write',
  'what-to-write',
  'what-writing-starts',
  'write-to-us',
];

const root = fileURLToPath(new URL('../templates/', import.meta.url));
const options = { strict: true, preventIndent: true } satisfies CompileOptions;

/**
 * The templates of one language, those of a firm before the common ones: `templates/letters/fr/upheld.hbs` and its `partials/`, or
 * `templates/firms/opticourtage/fr/…` in the same order. A new folder is a new language or a firm's own wording, without code.
 */
class TemplateSet {
  readonly #language: Language;
  readonly #folders: string[];
  readonly #handlebars = Handlebars.create();
  readonly #compiled = new Map<string, Template>();

  constructor(templates: string, language: Language, procedure: string | undefined) {
    this.#language = language;
    this.#folders = [...(procedure ? [join(templates, 'firms', procedure, language)] : []), join(templates, 'letters', language)];
    this.#registerHelpers();
    // The firm's partials come last, so that they replace the common ones.
    for (const folder of this.#folders.toReversed()) this.#registerPartials(join(folder, 'partials'));
    this.#handlebars.registerPartial('layout', readFileSync(join(templates, 'mail', 'layout.hbs'), 'utf8'));
  }

  get(kind: LetterKind): Template {
    const known = this.#compiled.get(kind);
    if (known) return known;
    const template = this.#handlebars.compile<View>(readFileSync(this.fileOf(kind), 'utf8'), options);
    this.#compiled.set(kind, template);
    return template;
  }

  /** Where the template stands. @throws NoTemplate */
  fileOf(kind: LetterKind): string {
    const file = this.#folders.map((folder) => join(folder, `${kind}.hbs`)).find((path) => existsSync(path));
    if (!file) throw new NoTemplate(kind, this.#language);
    return file;
  }

  /** The kinds that have a template. */
  kinds(): string[] {
    const files = this.#folders.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder));
    return [...new Set(files.filter((file) => file.endsWith('.hbs')).map((file) => file.slice(0, -'.hbs'.length)))].sort();
  }

  #registerHelpers(): void {
    const escape = (text: string) => this.#handlebars.escapeExpression(text);
    const each = (tag: string) => (text: string | string[] | null) =>
      new this.#handlebars.SafeString((linesOf(text) ?? []).map((line) => `<${tag}>${escape(line)}</${tag}>`).join('\n'));
    /** Each line of a person's text is a paragraph; nothing in it is markup. */
    this.#handlebars.registerHelper('paragraphs', each('p'));
    this.#handlebars.registerHelper('items', each('li'));
    /** The values that are there, with commas between them. */
    this.#handlebars.registerHelper('commas', (...values: unknown[]) => values.slice(0, -1).filter(Boolean).join(', '));
    /** Words of a template that staff cannot change. */
    this.#handlebars.registerHelper('fixed', function (this: unknown, { fn }: Handlebars.HelperOptions) {
      return fixedWords(fn(this));
    });
    this.#handlebars.registerHelper('any', (...values: unknown[]) => values.slice(0, -1).some(Boolean));
  }

  #registerPartials(folder: string): void {
    if (!existsSync(folder)) return;
    for (const file of readdirSync(folder).filter((file) => file.endsWith('.hbs'))) {
      const name = file.slice(0, -'.hbs'.length);
      const source = readFileSync(join(folder, file), 'utf8').trimEnd();
      this.#handlebars.registerPartial(name, fixedPartials.includes(name) ? this.#fixedPartial(source) : source);
    }
  }

  /** Marked around its outcome, so that not a space of it changes. */
  #fixedPartial(source: string): Handlebars.Template {
    const partial = this.#handlebars.compile<unknown>(source, options);
    return (context: unknown, runtime?: Handlebars.RuntimeOptions) => fixedWords(partial(context, runtime));
  }
}

const sets = new Map<string, TemplateSet>();

/**
 * Templates are read and compiled once.
 *
 * @param templates the folder that holds `letters/`, `firms/` and `mail/`; by default that of this project
 * @throws NoTemplate
 */
export function templateOf(kind: LetterKind, language: Language, procedure?: string, templates = root): Template {
  return setOf(language, procedure, templates).get(kind);
}

/**
 * Where a template stands, as a path within the project, and whether it is the firm's own.
 *
 * @throws NoTemplate
 */
export function templateFileOf(
  kind: LetterKind,
  language: Language,
  procedure: string,
  templates = root,
): { file: string; own: boolean } {
  const file = setOf(language, procedure, templates).fileOf(kind);
  const own = file.startsWith(join(templates, 'firms'));
  return { file: join('templates', relative(templates, file)), own };
}

/** The kinds that can be written in a language. */
export function templateKinds(language: Language, procedure?: string, templates = root): string[] {
  return setOf(language, procedure, templates).kinds();
}

function setOf(language: Language, procedure: string | undefined, templates: string): TemplateSet {
  if (procedure !== undefined && !/^[a-z0-9-]+$/.test(procedure))
    throw new RangeError('A procedure is named in small letters, digits and dashes.');
  const key = JSON.stringify([templates, procedure ?? null, language]);
  const known = sets.get(key) ?? new TemplateSet(templates, language, procedure);
  sets.set(key, known);
  return known;
}
