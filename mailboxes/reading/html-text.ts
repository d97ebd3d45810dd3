import { Parser } from 'htmlparser2';
import { mostText } from './tidy-text.ts';

const silent = new Set(['script', 'style', 'title', 'template', 'noscript', 'svg', 'object', 'iframe']);
const blocks = new Set([
  'address',
  'article',
  'blockquote',
  'body',
  'dd',
  'div',
  'dl',
  'dt',
  'fieldset',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'li',
  'ol',
  'p',
  'pre',
  'section',
  'table',
  'tr',
  'ul',
]);
const spaced = new Set(['h1', 'h2', 'h3', 'p', 'table', 'ul', 'ol', 'blockquote']);

/** So deep is a quotation marked, and no deeper. */
const deepestQuotation = 3;

/** No honest mail nests so many elements; the parser's time grows with the square of it. */
const deepest = 2_000;
/** Characters that are parsed at a time. */
const chunk = 8_192;

/**
 * The text of a mail's HTML, as far as it reads like text: lines, lists, cells side by side, quotations with `>` before their lines.
 * Nothing of it is run, fetched or kept as markup.
 */
export function textOfHtml(html: string): string {
  const lines: string[] = [];
  let line = '';
  let length = 0;
  let depth = 0;
  let quoted = 0;
  let unheard = 0;
  let inPre = 0;
  const end = () => {
    const text = line.trim();
    if (text !== '') lines.push('> '.repeat(Math.min(quoted, deepestQuotation)) + text);
    line = '';
  };
  const space = () => {
    end();
    if (lines.at(-1) !== '' && lines.length > 0) lines.push('');
  };
  const parser: Parser = new Parser(
    {
      onopentag(name) {
        depth += 1;
        if (silent.has(name)) unheard += 1;
        if (unheard > 0) return;
        if (name === 'br' && line.trim() === '') space();
        else if (spaced.has(name)) space();
        else if (blocks.has(name) || name === 'br') end();
        if (name === 'li') line += '- ';
        if ((name === 'td' || name === 'th') && line.trim() !== '') line += ' ';
        if (name === 'blockquote') quoted += 1;
        if (name === 'pre') inPre += 1;
      },
      ontext(text) {
        if (unheard > 0 || length >= mostText) return;
        length += text.length;
        if (inPre > 0) {
          const [first = '', ...others] = text.split(/\r?\n/);
          line += first;
          for (const other of others) {
            end();
            line = other;
          }
        } else line += text.replace(/[\s\u00a0]+/g, ' ');
      },
      onclosetag(name) {
        depth -= 1;
        if (silent.has(name)) unheard = Math.max(0, unheard - 1);
        if (unheard > 0) return;
        if (name === 'blockquote') {
          end();
          quoted = Math.max(0, quoted - 1);
        }
        if (name === 'pre') inPre = Math.max(0, inPre - 1);
        if (spaced.has(name)) space();
        else if (blocks.has(name)) end();
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  const given = html.slice(0, mostText * 10);
  for (let at = 0; at < given.length && depth < deepest && length < mostText; at += chunk)
    parser.write(given.slice(at, at + chunk));
  parser.end();
  end();
  return lines.join('\n').trim();
}
