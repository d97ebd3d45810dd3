/**
 * The small part of HTML that letters are written in. A letter's plain text is read off the same HTML that is sent, so that both
 * say the same; a tag that is not listed here is a mistake in a template.
 */

/** Blocks that stand alone, with what separates them from the block before in plain text. */
const blocks: Record<string, '\n' | '\n\n'> = {
  html: '\n\n',
  body: '\n\n',
  div: '\n\n',
  header: '\n\n',
  main: '\n\n',
  footer: '\n\n',
  h1: '\n\n',
  h2: '\n\n',
  p: '\n\n',
  ul: '\n\n',
  blockquote: '\n\n',
  li: '\n',
};
const inline = ['strong', 'a', 'br', 'span'];
/** What is for the machine alone. */
const unread = ['head', 'title', 'style'];
const empty = ['br', 'meta', 'img'];

/** Elements in which a reader would see a hole if nothing stood in them. */
const neverEmpty = ['h1', 'h2', 'p', 'li', 'ul', 'blockquote', 'strong', 'a'];

type Token = { kind: 'text'; text: string } | { kind: 'open'; tag: string; source: string } | { kind: 'close'; tag: string };

/** A template or a letter is not what this part of HTML allows; the message holds tags only, nothing of the letter's text. */
export class MarkupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MarkupError';
  }
}

const tokenPattern = /<!--[\s\S]*?-->|<!doctype html>|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*>|[^<]+|</gi;

function tokens(html: string): Token[] {
  const found: Token[] = [];
  for (const [source, slash, name] of html.matchAll(tokenPattern)) {
    if (source === '<') throw new MarkupError('A letter holds a < that begins no tag.');
    if (source.startsWith('<!')) continue;
    if (!source.startsWith('<')) found.push({ kind: 'text', text: source });
    else {
      const tag = name?.toLowerCase() ?? '';
      if (tag === 'img') checkPicture(source);
      if (!(tag in blocks) && !inline.includes(tag) && !unread.includes(tag) && !empty.includes(tag))
        throw new MarkupError(`A letter holds the tag ${tag}, which letters do not use.`);
      found.push(slash ? { kind: 'close', tag } : { kind: 'open', tag, source });
    }
  }
  return found;
}

/** Mail programs fetch pictures over https only, and many show none: a picture has words in its place and keeps its room. */
function checkPicture(tag: string): void {
  const all = [/\ssrc="https:\/\/[^"]+"/i, /\salt="[^"]*"/i, /\swidth="\d+"/i, /\sheight="\d+"/i].every((attribute) =>
    attribute.test(tag),
  );
  if (!all) throw new MarkupError('A picture in a letter has an https address, words in its place, a width and a height.');
}

/**
 * Reads the plain text off a letter: paragraphs apart by a blank line, items led by a dash, quotations by >, the address of a link
 * only where its words do not show it.
 *
 * @throws MarkupError for a tag that letters do not use, one that is not closed, or an element with nothing in it
 */
export function plainText(html: string): string {
  let text = '';
  let gap: '' | '\n' | '\n\n' = '';
  let prefix = '';
  const open: { tag: string; start: number; address?: string | undefined }[] = [];
  const inside = (tags: readonly string[]) => open.some(({ tag }) => tags.includes(tag));
  const quoted = () => inside(['blockquote']);
  const breakLine = (wanted: '\n' | '\n\n') => {
    if (gap.length < wanted.length) gap = wanted;
  };
  const write = (words: string) => {
    if (gap !== '') {
      text = text.replace(/ +$/, '');
      const lead = quoted() ? '> ' : '';
      // The blank line between two paragraphs of one quotation belongs to it.
      const within = quoted() && text.split('\n').at(-1)?.startsWith('> ') === true;
      if (text !== '') text += gap === '\n\n' && within ? '\n>\n' : gap;
      text += lead;
      gap = '';
      words = words.replace(/^ +/, '');
    }
    text += prefix + words;
    prefix = '';
  };

  for (const token of tokens(html)) {
    if (token.kind === 'text') {
      if (inside(unread)) continue;
      const words = decode(token.text).replace(/[ \t\r\n]+/g, ' ');
      if (words.trim() === '' && (gap !== '' || text === '')) continue;
      if (words !== '') write(text.endsWith(' ') || text.endsWith('\n') ? words.replace(/^ /, '') : words);
    } else if (token.kind === 'open') {
      if (token.tag === 'br') breakLine('\n');
      if (empty.includes(token.tag)) continue;
      const separation = blocks[token.tag];
      if (separation) breakLine(separation);
      if (token.tag === 'li') prefix = '– ';
      open.push({ tag: token.tag, start: text.length, address: /\shref="([^"]*)"/.exec(token.source)?.[1] });
    } else {
      const last = open.pop();
      if (last?.tag !== token.tag)
        throw new MarkupError(`A letter closes the tag ${token.tag} where ${last?.tag ?? 'none'} is open.`);
      if (neverEmpty.includes(token.tag) && text.slice(last.start).trim() === '')
        throw new MarkupError(`A letter has nothing in ${token.tag}.`);
      const address = decode(last.address ?? '');
      if (token.tag === 'a' && !shows(text.slice(last.start), address)) write(` (${address})`);
      const separation = blocks[token.tag];
      if (separation) breakLine(separation);
    }
  }
  const [unclosed] = open;
  if (unclosed) throw new MarkupError(`A letter does not close the tag ${unclosed.tag}.`);
  return `${text.trim().replace(/ +\n/g, '\n')}\n`;
}

/** Applies `change` to what is read, leaving tags, and what is for the machine alone, as they are. */
export function changeWords(html: string, change: (words: string) => string): string {
  let skipped = 0;
  return html.replace(tokenPattern, (source: string, slash: string | undefined, name: string | undefined) => {
    if (name && unread.includes(name.toLowerCase())) skipped += slash ? -1 : 1;
    return source.startsWith('<') || skipped > 0 ? source : change(source);
  });
}

function shows(words: string, address: string): boolean {
  const bare = address.replace(/^(https?:\/\/|mailto:|tel:)/, '').replace(/\/$/, '');
  return words.includes(bare);
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (entity, hex?: string, decimal?: string, name?: string) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return named[name ?? ''] ?? entity;
  });
}
