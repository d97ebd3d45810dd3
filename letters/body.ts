import { plainText } from './markup.ts';

/**
 * The part of a letter that staff may word otherwise before it goes. Between the salutation and the closing a letter has blocks that
 * Doléance words (dates that the law asks for, the ways on, whom to ask, words that are quoted) and blocks that staff may change. What
 * is changed is one text, in the place of the first block that could be; whatever else Doléance words follows in its order.
 */

const marks = { body: ['<!--body-->', '<!--/body-->'], fixed: ['<!--fixed-->', '<!--/fixed-->'] } as const;
const anyMark = /<!--\/?(?:body|fixed)-->/g;

/** Puts words into the marks of what only Doléance words. */
export function fixedWords(html: string): string {
  return `${marks.fixed[0]}${html}${marks.fixed[1]}`;
}

interface Block {
  source: string;
  tag: string;
  fixed: boolean;
}

/** A letter as its template gives it, without the marks. */
export function withoutMarks(html: string): string {
  return html.replace(anyMark, '');
}

/**
 * What staff may change in a letter, as plain text: a paragraph a line with a blank line between, `# ` before a heading, `– ` before an
 * item of a list.
 *
 * @param html the letter with its marks
 * @returns undefined where nothing in it may be changed
 */
export function editableText(html: string): string | undefined {
  const parts = partsOf(html);
  const free = parts?.blocks.filter(({ fixed }) => !fixed) ?? [];
  return free.length === 0 ? undefined : `${free.map(textOf).join('\n\n')}\n`;
}

/**
 * The letter with staff's text in the place of what they may change.
 *
 * @param html the letter with its marks
 * @throws NothingEditable
 */
export function withEditedText(html: string, text: string): string {
  const parts = partsOf(html);
  const place = parts?.blocks.findIndex(({ fixed }) => !fixed) ?? -1;
  if (!parts || place < 0) throw new NothingEditable();
  const { before, blocks, after } = parts;
  const fixed = (from: Block[]) => from.filter((block) => block.fixed).map(({ source }) => source);
  return [before, ...fixed(blocks.slice(0, place)), blocksOf(text), ...fixed(blocks.slice(place)), after].join('\n');
}

/** A letter in which Doléance words everything. */
export class NothingEditable extends Error {
  constructor() {
    super('Nothing in this letter can be worded otherwise.');
    this.name = 'NothingEditable';
  }
}

function partsOf(html: string): { before: string; blocks: Block[]; after: string } | undefined {
  const [open, close] = marks.body;
  const start = html.indexOf(open);
  const end = html.indexOf(close);
  if (start < 0 || end < start) return undefined;
  return {
    before: withoutMarks(html.slice(0, start)),
    blocks: withHeadings(blocksIn(html.slice(start + open.length, end))),
    after: withoutMarks(html.slice(end)),
  };
}

const blockTags = ['p', 'h2', 'ul', 'blockquote', 'div'];
const piece = /<!--(\/?)fixed-->|<(\/?)([a-z][a-z0-9]*)[^>]*>|[^<]+|</gi;

/** The outermost blocks; one that is fixed in part is fixed as a whole, and quoted words always are. */
function blocksIn(body: string): Block[] {
  const blocks: Block[] = [];
  let fixed = 0;
  let depth = 0;
  let block: Block = { source: '', tag: '', fixed: false };
  for (const [source, unmark, slash, name] of body.matchAll(piece)) {
    if (source.startsWith('<!--')) {
      fixed += unmark ? -1 : 1;
      block.fixed ||= depth > 0 && fixed > 0;
      continue;
    }
    const tag = name?.toLowerCase() ?? '';
    const isBlock = blockTags.includes(tag);
    if (isBlock && !slash && depth++ === 0) block = { source: '', tag, fixed: fixed > 0 || tag === 'blockquote' };
    block.source += source;
    if (isBlock && slash && --depth === 0) {
      blocks.push(block);
      block = { source: '', tag: '', fixed: false };
    }
  }
  return blocks;
}

/** A heading over nothing but Doléance's own words is Doléance's as well. */
function withHeadings(blocks: Block[]): Block[] {
  return blocks.map((block, place) => {
    if (block.tag !== 'h2') return block;
    const rest = blocks.slice(place + 1);
    const next = rest.findIndex(({ tag }) => tag === 'h2');
    const section = next < 0 ? rest : rest.slice(0, next);
    return { ...block, fixed: block.fixed || (section.length > 0 && section.every(({ fixed }) => fixed)) };
  });
}

function textOf({ source, tag }: Block): string {
  const text = plainText(withoutMarks(source)).trim();
  return tag === 'h2' ? `# ${text}` : text;
}

const item = /^[-–—•*] +/;

/** Each line is a block; nothing in it is markup. */
function blocksOf(text: string): string {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line.replace(/^#+|^[-–—•*]/, '').trim() !== '');
  return lines
    .map((line, place) => {
      if (!item.test(line)) return line.startsWith('#') ? tagged('h2', line.replace(/^#+\s*/, '')) : tagged('p', line);
      const first = !item.test(lines[place - 1] ?? '');
      const last = !item.test(lines[place + 1] ?? '');
      return `${first ? '<ul>\n' : ''}${tagged('li', line.replace(item, ''))}${last ? '\n</ul>' : ''}`;
    })
    .join('\n');
}

function tagged(tag: string, words: string): string {
  return `<${tag}>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</${tag}>`;
}
