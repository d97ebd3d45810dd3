import { fileURLToPath } from 'node:url';
import type Handlebars from 'handlebars';
import { languageIn, rendererOf } from '../pages/renderer.ts';
import { domainWord } from './words/domain.ts';
import { message } from './words/words.ts';

/** Where the desk's templates, styles and scripts are. */
export const pagesFolder = fileURLToPath(new URL('../../templates/pages/desk/', import.meta.url));

/** A page of the desk. */
export const render = rendererOf(pagesFolder, message, {
  /** A word of the domain: `{{word 'stages' stage}}`. */
  word: (kind: string, name: string, options: Handlebars.HelperOptions) => domainWord(languageIn(options), kind, name),
});
