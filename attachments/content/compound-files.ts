import type { AttachmentTypeName, ContentRefusal } from './types.ts';

/** Office files before 2007 and Outlook's mails begin so ([MS-CFB] 2.2). */
const beginning = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Each entry of a compound file's directory has so many bytes, and stands at a multiple of them ([MS-CFB] 2.6). */
const entryLength = 128;

const macroNames = ['vba', 'macros', '_vba_project', '_vba_project_cur'];
const telling = new Set([
  ...macroNames,
  'encryptedpackage',
  'worddocument',
  'workbook',
  'book',
  '__nameid_version1.0',
  '__properties_version1.0',
]);

/** Collects, while a compound file passes by, the names of its directory that tell what it is. The directory can stand anywhere. */
export class CompoundFileWatch {
  readonly #names = new Set<string>();
  #isOne: boolean | undefined;
  #held = Buffer.alloc(0);

  see(bytes: Buffer): void {
    if (this.#isOne === false) return;
    const joined = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    if (this.#isOne === undefined && joined.length >= beginning.length)
      this.#isOne = joined.subarray(0, beginning.length).equals(beginning);
    if (this.#isOne === false) {
      this.#held = Buffer.alloc(0);
      return;
    }
    const whole = joined.length - (joined.length % entryLength);
    for (let at = 0; at < whole; at += entryLength) {
      const name = nameIn(joined.subarray(at, at + entryLength));
      if (name !== undefined) this.#names.add(name);
    }
    this.#held = Buffer.from(joined.subarray(whole));
  }

  get isCompoundFile(): boolean {
    return this.#isOne === true;
  }

  /** What the compound file is, or why it may not be attached. */
  get kind(): { type: AttachmentTypeName } | { refused: ContentRefusal } {
    const has = (name: string) => this.#names.has(name);
    if (has('encryptedpackage')) return { refused: 'protected' };
    if (macroNames.some(has)) return { refused: 'macros' };
    if (has('__nameid_version1.0') && has('__properties_version1.0')) return { type: 'msg' };
    if (has('worddocument')) return { type: 'doc' };
    return { refused: 'old-office' };
  }
}

/** The name in an entry, where it is one that tells something: 64 bytes of UTF-16, its length, and what it names. */
function nameIn(entry: Buffer): string | undefined {
  const length = entry.readUInt16LE(64);
  const names = entry[66];
  if (length < 4 || length > 64 || length % 2 === 1 || (names !== 1 && names !== 2)) return undefined;
  const name = entry.toString('utf16le', 0, length - 2).toLowerCase();
  return telling.has(name) ? name : undefined;
}
