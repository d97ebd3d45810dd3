import { TextDecoder } from 'node:util';

/** Tells over a whole file whether it is text: UTF-8, UTF-16 with its mark, or the 8-bit text of older Windows programs. */
export class TextWatch {
  #seen = 0;
  #high = 0;
  #binary = false;
  #utf16: TextDecoder | undefined;
  #utf8: TextDecoder | undefined = new TextDecoder('utf-8', { fatal: true });

  see(bytes: Buffer): void {
    if (this.#binary || bytes.length === 0) return;
    if (this.#seen === 0) this.#utf16 = utf16Of(bytes);
    this.#seen += bytes.length;
    if (this.#utf16) this.#binary = decoded(this.#utf16, bytes) === undefined;
    else this.#seeBytes(bytes);
  }

  /** Of all that was seen so far. */
  get isText(): boolean {
    if (this.#binary || this.#seen === 0) return false;
    // Text in an 8-bit encoding has letters with accents, but mostly others.
    return this.#utf16 !== undefined || this.#utf8 !== undefined || this.#high < this.#seen * 0.3;
  }

  #seeBytes(bytes: Buffer): void {
    for (const byte of bytes) {
      if (isControl(byte)) this.#binary = true;
      if (byte >= 0x80) this.#high += 1;
    }
    if (this.#utf8 && decoded(this.#utf8, bytes) === undefined) this.#utf8 = undefined;
  }
}

/** Controls that no text has: all but tab, line feed, form feed, carriage return and the end mark of old mail files. */
function isControl(byte: number): boolean {
  return (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1a].includes(byte)) || byte === 0x7f;
}

function utf16Of(bytes: Buffer): TextDecoder | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  return undefined;
}

function decoded(decoder: TextDecoder, bytes: Buffer): string | undefined {
  try {
    const text = decoder.decode(bytes, { stream: true });
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** What a text is. @param head its beginning */
export function kindOfText(head: Buffer): 'text' | 'csv' | 'eml' | 'web-page' | 'program' {
  const text = beginning(head);
  if (/^#!/.test(text)) return 'program';
  if (/^\s*<[a-z!?]/i.test(text)) return 'web-page';
  if (isMail(text)) return 'eml';
  return isTable(text) ? 'csv' : 'text';
}

function beginning(head: Buffer): string {
  const utf16 = utf16Of(head);
  const text = utf16 ? utf16.decode(head.subarray(0, head.length - (head.length % 2)), { stream: true }) : head.toString('utf8');
  return text.replace(/^\ufeff/, '');
}

/** Headers of a mail (RFC 5322), a blank line, and among them who wrote it and something else that every mail has. */
function isMail(text: string): boolean {
  const [, headers] = /^((?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+)\r?\n/.exec(text) ?? [];
  if (headers === undefined) return false;
  const has = (name: string) => new RegExp(`^${name}:`, 'im').test(headers);
  return has('from') && ['date', 'subject', 'message-id', 'received', 'mime-version'].filter(has).length >= 2;
}

/** At least two lines with the same number of cells, more than one. */
function isTable(text: string): boolean {
  const whole = text.slice(0, 8_192);
  const lines = whole.split(/\r?\n/);
  // The last line of a part may be cut off.
  const complete = (text.length > whole.length ? lines.slice(0, -1) : lines).filter((line) => line !== '');
  return [';', ',', '\t'].some((separator) => {
    const [first = 0, ...others] = complete.map((line) => cellsIn(line, separator));
    return first > 1 && others.length > 0 && others.every((cells) => cells === first);
  });
}

function cellsIn(line: string, separator: string): number {
  return line.replace(/"(?:[^"]|"")*"/g, '').split(separator).length;
}
