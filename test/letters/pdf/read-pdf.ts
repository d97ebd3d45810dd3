import { inflateSync } from 'node:zlib';

/** Words that a page shows, and where they begin. */
export interface Run {
  /** From 1. */
  page: number;
  /** In millimetres from the page's left edge. */
  left: number;
  right: number;
  /** Of the line that the letters stand on, in millimetres from the page's upper edge. */
  baseline: number;
  /** In points. */
  size: number;
  text: string;
}

interface Font {
  characters: Map<string, string>;
  widths: Map<number, number>;
}

const millimetresInPoint = 25.4 / 72;
const height = 297;

/** What a PDF of ours shows, run by run in the order of reading. It knows just the few forms that our typesetter writes. */
export function readPdf(bytes: Uint8Array): Run[] {
  const objects = objectsOf(Buffer.from(bytes));
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
  const order = [...(objects.get('1')?.head ?? '').matchAll(/(\d+) 0 R/g)].map(([, id]) => id);
  const numbered = order.map((id) => objects.get(id ?? '')).filter((page) => page !== undefined);
  if (numbered.length !== pages.length) throw new Error('The pages are not listed as expected.');
  return numbered.flatMap(({ head }, index) => {
    const contents = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.stream ?? Buffer.alloc(0);
    const resources = /\/Resources (\d+) 0 R/.exec(head)?.[1];
    const named = resources === undefined ? head : (objects.get(resources)?.head ?? '');
    const fonts = new Map([...named.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name, id]) => [name, fontOf(objects, id ?? '')]));
    return runsOf(contents.toString('latin1'), fonts as Map<string, Font>, index + 1);
  });
}

/** The document's own particulars and marks, uncompressed: enough to look for a key. */
export function particularsOf(bytes: Uint8Array): string {
  return [...objectsOf(Buffer.from(bytes)).values()]
    .map(({ head, stream }) => (/\/Type \/Metadata/.test(head) ? head + stream.toString('utf8') : head))
    .join('\n');
}

function objectsOf(bytes: Buffer): Map<string, { head: string; stream: Buffer }> {
  const text = bytes.toString('latin1');
  const objects = new Map<string, { head: string; stream: Buffer }>();
  for (const found of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const from = found.index + found[0].length;
    const end = text.indexOf('endobj', from);
    const head = text.slice(from, Math.min(...[text.indexOf('stream\n', from), end].filter((at) => at >= 0)));
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const raw = length === 0 ? Buffer.alloc(0) : bytes.subarray(from + head.length + 7, from + head.length + 7 + length);
    objects.set(found[1] ?? '', { head, stream: /\/FlateDecode/.test(head) ? inflateSync(raw) : raw });
  }
  return objects;
}

function fontOf(objects: ReturnType<typeof objectsOf>, id: string): Font {
  const head = objects.get(id)?.head ?? '';
  const map = objects.get(/\/ToUnicode (\d+)/.exec(head)?.[1] ?? '')?.stream.toString('latin1') ?? '';
  const characters = new Map<string, string>();
  for (const [, code = '', hex = ''] of map.matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>\n/g))
    characters.set(code, Buffer.from(hex, 'hex').swap16().toString('utf16le'));
  const widths = new Map<number, number>();
  const listed = objects.get(/\/DescendantFonts \[(\d+)/.exec(head)?.[1] ?? '')?.head ?? '';
  for (const [, first, last, width] of (/\/W \[([^\]]*)\]/.exec(listed)?.[1] ?? '').matchAll(/(\S+) (\S+) (\S+)/g))
    for (let glyph = Number(first); glyph <= Number(last); glyph++) widths.set(glyph, Number(width));
  return { characters, widths };
}

function runsOf(content: string, fonts: Map<string, Font>, page: number): Run[] {
  const places = /1 0 0 -1 (\S+) (\S+) cm\n(?:(?! cm\n)[\s\S])*?BT\n[\s\S]*?\/(f\d+) (\S+) Tf\n([\s\S]*?)\nET\n/g;
  return [...content.matchAll(places)].map(([, x, y, name = '', size, shown = '']) => {
    const font = fonts.get(name);
    const codes = stringsIn(shown).flatMap(codesOf);
    const width = codes.reduce((sum, code) => sum + (font?.widths.get(code) ?? 0), 0);
    const left = Number(x) * millimetresInPoint;
    return {
      page,
      left,
      right: left + (width / 1000) * Number(size) * millimetresInPoint,
      baseline: height - Number(y) * millimetresInPoint,
      size: Number(size),
      text: codes.map((code) => font?.characters.get(code.toString(16).toUpperCase().padStart(4, '0')) ?? '').join(''),
    };
  });
}

/** The strings of an operator, as bytes; in one, brackets that belong together may stand as they are. */
function stringsIn(shown: string): Buffer[] {
  const strings: Buffer[] = [];
  for (let at = 0; at < shown.length; at++) {
    if (shown[at] === '<') strings.push(Buffer.from(shown.slice(at + 1, shown.indexOf('>', at)), 'hex'));
    if (shown[at] !== '(') continue;
    const from = at + 1;
    for (let depth = 1; depth > 0; ) {
      at++;
      if (shown[at] === '\\') at++;
      else if (shown[at] === '(') depth++;
      else if (shown[at] === ')') depth--;
    }
    strings.push(unescaped(shown.slice(from, at)));
  }
  return strings;
}

/** The bytes of a string as a content stream writes it. */
function unescaped(words: string): Buffer {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const plain = words.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (named[escaped] ?? escaped),
  );
  return Buffer.from(plain, 'latin1');
}

/** Each glyph is named by two bytes. */
function codesOf(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readUInt16BE(index * 2));
}
