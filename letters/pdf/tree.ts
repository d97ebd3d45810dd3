import { Parser } from 'htmlparser2';
import { MarkupError } from '../markup.ts';

/** A piece of a line: words, or an element with words in it. */
export type Inline = string | InlineElement;
interface InlineElement {
  tag: 'strong' | 'em' | 'a' | 'br' | 'span';
  children: Inline[];
  /** Of a link: to the web, a mailbox or a phone number. */
  href?: string;
  /** Not to be broken at a line's end. */
  whole?: boolean;
}

/** A paragraph, a heading, a list, a quotation, a table. */
export type Block = TextBlock | ListBlock | QuotationBlock | TableBlock | ContentsBlock;
export interface TextBlock {
  tag: 'p' | 'h1' | 'h2' | 'h3';
  class?: BlockClass;
  children: Inline[];
}
interface ListBlock {
  tag: 'ul' | 'ol';
  children: { children: Inline[] }[];
}
interface QuotationBlock {
  tag: 'blockquote';
  children: Block[];
}
export interface TableBlock {
  tag: 'table';
  /** What share of the width each column has; one of 0 has just what its words need. */
  columns?: number[];
  children: TablePart[];
}
/** Where the headings of a document stand, by their pages. */
interface ContentsBlock {
  tag: 'nav';
  children: [];
}
interface TablePart {
  tag: 'thead' | 'tbody';
  children: { children: { tag: 'th' | 'td'; children: Inline[] }[] }[];
}

/** What a paragraph is for, as its template says. */
const blockClasses = ['quiet', 'letterhead', 'recipient', 'day', 'signature'] as const;
export type BlockClass = (typeof blockClasses)[number];

/** A document's body in reading order, its parts taken out of their wrappers; `header` holds what stands above a letter's body. */
export interface Tree {
  title: string;
  header: Block[];
  main: Block[];
  footer: Block[];
}

const wrappers = ['html', 'body', 'div', 'section', 'header', 'main', 'footer'];
const unread = ['head', 'style', 'title'];
/** Nothing is fetched for a PDF: a letterhead or a signature without its picture is still one. */
const leftOut = ['meta', 'img'];
const texts = ['p', 'h1', 'h2', 'h3'];
const inlines = ['strong', 'em', 'a', 'span'];
const lists = ['ul', 'ol'];
const tableParts = ['table', 'thead', 'tbody', 'tr'];
const cells = ['th', 'td'];
const all = [
  ...['br', 'li', 'blockquote', 'nav'],
  ...wrappers,
  ...unread,
  ...leftOut,
  ...texts,
  ...inlines,
  ...lists,
  ...tableParts,
  ...cells,
];

/** What may stand directly in what; where nothing is said, wrappers and quotations hold blocks, and everything else holds words. */
const parents: Record<string, readonly string[]> = {
  li: lists,
  thead: ['table'],
  tbody: ['table'],
  tr: ['thead', 'tbody'],
  th: ['tr'],
  td: ['tr'],
};

interface Open {
  tag: string;
  attributes: Record<string, string>;
  children: (Block | Inline | Node)[];
}
/** An element on its way into the tree. */
type Node = { tag: string; children: unknown[] };

/**
 * Reads a letter's HTML, or another document of the same few tags, into the tree that is typeset. What is not listed is refused, never
 * left out: a PDF says what the letter says.
 *
 * @throws MarkupError for a tag, an attribute's value or a place that PDFs do not know; its message holds tags only, nothing of the text
 */
export function treeOf(html: string): Tree {
  const tree: Tree = { title: '', header: [], main: [], footer: [] };
  const open: Open[] = [];
  let part: 'header' | 'main' | 'footer' = 'main';
  const inside = (tags: readonly string[]) => open.some(({ tag }) => tags.includes(tag));
  const holder = () => open.findLast(({ tag }) => !wrappers.includes(tag));

  const put = (node: Node) => {
    const into = holder();
    if (into) into.children.push(node);
    else tree[part].push(node as unknown as Block);
  };

  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (!all.includes(tag)) throw new MarkupError(`A document holds the tag ${tag}, which PDFs do not use.`);
        if (!inside(['head'])) checkPlace(tag, holder()?.tag);
        if (tag === 'header' || tag === 'main' || tag === 'footer') part = tag;
        if (tag === 'br') put({ tag, children: [] });
        else if (!leftOut.includes(tag)) open.push({ tag, attributes, children: [] });
      },
      ontext(words) {
        const into = open.at(-1);
        if (into?.tag === 'title') tree.title += words;
        else if (inside(unread)) return;
        else if (into && holdsWords(into.tag)) into.children.push(words);
        else if (words.trim() !== '') throw new MarkupError(`A document holds words in ${into?.tag ?? 'nothing'}.`);
      },
      onclosetag(tag, implied) {
        if (tag === 'br' || leftOut.includes(tag)) return;
        const closed = open.pop();
        if (closed?.tag !== tag || implied) throw new MarkupError(`A document does not close the tag ${closed?.tag ?? tag}.`);
        if (tag === 'header' || tag === 'main' || tag === 'footer') part = 'main';
        if (!wrappers.includes(tag) && !unread.includes(tag)) put(finished(closed));
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(html);
  tree.title = tree.title.replace(/\s+/g, ' ').trim();
  return tree;
}

function holdsWords(tag: string): boolean {
  return texts.includes(tag) || inlines.includes(tag) || cells.includes(tag) || tag === 'li';
}

/** @throws MarkupError where an element stands where none of its kind can */
function checkPlace(tag: string, holder: string | undefined): void {
  if (!mayStandIn(tag, holder)) throw new MarkupError(`A document holds ${tag} in ${holder ?? 'no element'}.`);
}

function mayStandIn(tag: string, holder: string | undefined): boolean {
  const allowed = parents[tag];
  if (allowed) return holder !== undefined && allowed.includes(holder);
  if (inlines.includes(tag) || tag === 'br') return holder !== undefined && holdsWords(holder);
  if (leftOut.includes(tag)) return true;
  return holder === undefined || (holder === 'blockquote' && !wrappers.includes(tag));
}

function finished({ tag, attributes, children }: Open): Node {
  if (texts.includes(tag)) return { tag, ...classOf(attributes), children: line(children as Inline[]) };
  if (tag === 'li' || cells.includes(tag)) return { tag, children: line(children as Inline[]) };
  if (tag === 'table') return { tag, ...columnsOf(attributes), children };
  if (tag === 'a') return { tag, ...linkOf(attributes), ...wholeIf(isShort(children as Inline[])), children };
  if (tag === 'span') return { tag, ...wholeIf(/(^|;)\s*white-space:\s*nowrap/.test(attributes['style'] ?? '')), children };
  return { tag, children };
}

/** @throws MarkupError for a table whose columns are not told by a digit each */
function columnsOf({ 'data-columns': given }: Record<string, string>): { columns?: number[] } {
  if (given === undefined) return {};
  if (!/^\d( \d)*$/.test(given)) throw new MarkupError('A document says how wide columns are by a digit each.');
  return { columns: given.split(' ').map(Number) };
}

function wholeIf(whole: boolean): { whole?: true } {
  return whole ? { whole } : {};
}

/** So many characters leave room beside them on a line; a longer address may be broken. */
const longestWhole = 50;

function isShort(children: Inline[]): boolean {
  return wordsOf(children).length <= longestWhole;
}

function classOf(attributes: Record<string, string>): { class?: BlockClass } {
  const given = (attributes['class'] ?? '').split(/\s+/).filter((name) => name !== '');
  // What something is for says more than that it is quiet.
  const known = blockClasses.toReversed().find((name) => given.includes(name));
  return known ? { class: known } : {};
}

/** @throws MarkupError for a link that leads to anything but the web, a mailbox or a phone */
function linkOf({ href = '' }: Record<string, string>): { href: string } {
  if (!/^(https?:\/\/|mailto:|tel:)[^\s"'<>]+$/i.test(href))
    throw new MarkupError('A link in a document leads to the web, a mailbox or a phone.');
  return { href };
}

/** Spaces as a browser shows them: one between words, none at the beginning and end of a line. */
function line(children: Inline[]): Inline[] {
  let atStart = true;
  const spaced = (nodes: Inline[]): Inline[] =>
    nodes.flatMap((node) => {
      if (typeof node === 'string') {
        const words = node.replace(/[ \t\r\n\f]+/g, ' ');
        const kept = atStart ? words.replace(/^ /, '') : words;
        if (kept !== '') atStart = kept.endsWith(' ');
        return mailboxesWhole(kept);
      }
      if (node.tag === 'br') {
        atStart = true;
        return node;
      }
      return { ...node, children: joined(spaced(node.children)) };
    });
  return withoutEnd(joined(spaced(children))).filter((node) => node !== '');
}

/** The parser hands words on in pieces. */
function joined(nodes: Inline[]): Inline[] {
  const together: Inline[] = [];
  for (const node of nodes) {
    const last = together.at(-1);
    if (typeof node === 'string' && typeof last === 'string') together[together.length - 1] = last + node;
    else together.push(node);
  }
  return together;
}

/** A mailbox that is broken at its hyphen is copied wrongly. It is looked for where one can begin only, which takes a moment in any text. */
function mailboxesWhole(words: string): Inline[] {
  return words
    .split(/((?<![^\s@<>()])[^\s@<>()]+@[^\s@<>()]*[^\s@<>().,;:])/)
    .map((piece, index) =>
      index % 2 === 1 && piece.length <= longestWhole ? { tag: 'span', whole: true, children: [piece] } : piece,
    );
}

/** Without the space that the last words end with, or that stands before a line's end. */
function withoutEnd(nodes: Inline[]): Inline[] {
  return nodes.map((node, index) => {
    const next = nodes[index + 1];
    const ends = next === undefined || (typeof next !== 'string' && next.tag === 'br');
    return typeof node === 'string' && ends ? node.replace(/ $/, '') : node;
  });
}

/** The words of a line, as one text. */
function wordsOf(nodes: Inline[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : node.tag === 'br' ? '\n' : wordsOf(node.children))).join('');
}
