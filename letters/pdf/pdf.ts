import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Language } from '../letter.ts';
import { MarkupError } from '../markup.ts';
import { type AddressOnLetter, type Envelope, type SheetBox, windowLines, windows } from './envelope.ts';
import { printable } from './fonts.ts';
import { type Block, type Inline, type TextBlock, treeOf } from './tree.ts';
import { type PdfStandard, typeset } from './typesetter.ts';

/** A letter as it is kept, and what its sheet needs besides. */
export interface LetterForPdf {
  /** `OPT-2026-000123`; stands at the foot of every page. */
  reference: string;
  language: Language;
  /** The stored document: the very HTML that was or will be sent. */
  html: string;
  /** The day that the letter bears, which is the day that the file bears: the same letter gives the same bytes. */
  letterDate: string;
  to: AddressOnLetter;
  envelope: Envelope;
  /** The firm; the file's author. */
  author: string;
  /** Draws the window: what is always seen, and what may ever be seen. For trying out an envelope. */
  windowShown?: boolean | undefined;
}

export interface PdfOptions {
  standard: PdfStandard;
}

export interface BatchOptions extends PdfOptions {
  title: string;
  /** The day that the file bears. */
  date: string;
  language: Language;
  author: string;
  /** Where sheets are printed on both sides, each letter begins on a sheet of its own. */
  sides?: 1 | 2;
}

export interface DocumentOptions extends PdfOptions {
  title: string;
  language: Language;
  author: string;
  /** The day that the file bears, and nothing else: the same document gives the same bytes. */
  date: string;
  /** At the foot of every page, before the page's number: `OPT-2026-000123`. */
  foot: string;
}

/** What `letter.typ` reads, but for the letters. */
interface Printed {
  title: string;
  author: string;
  language: Language;
  /** Year, month, day. */
  date: number[];
  sides: 1 | 2;
}

interface PrintedLetter {
  language: Language;
  /** No letter or notice: its headings part it. */
  document: boolean;
  foot: string;
  /** Above the body of a letter; null for documents and notices, which no envelope holds. */
  head: { letterhead: Inline[]; address: string[]; box: SheetBox; day: Inline[]; frames: SheetBox[] } | null;
  body: Block[];
  /** What stands together at the end; the last of it under room for a signature. */
  closing: Block[];
}

/**
 * A letter as a PDF.
 *
 * @throws MarkupError for what letters do not use
 * @throws NotTypeset
 */
export async function letterPdf(letter: LetterForPdf, { standard }: PdfOptions): Promise<Uint8Array> {
  const { title, printed } = printedLetter(letter);
  const { language, author, letterDate } = letter;
  return typesetAll({ title, author, language, date: dateParts(letterDate), sides: 1 }, [inJson(printed)], standard);
}

/**
 * Several letters as one PDF, each with its own pages counted; the file's title names the batch.
 *
 * @throws MarkupError, NotTypeset as `letterPdf` does
 */
export async function lettersPdf(letters: readonly LetterForPdf[], options: BatchOptions): Promise<Uint8Array> {
  const { standard, title, date, language, author, sides = 1 } = options;
  const printed: string[] = [];
  for (const letter of letters) {
    printed.push(inJson(printedLetter(letter).printed));
    // A large batch lets others have their turn.
    await nextTurn();
  }
  return typesetAll({ title, author, language, date: dateParts(date), sides }, printed, standard);
}

/**
 * Another document as a PDF. Its HTML is made of the tags of letters, and besides of h3, em, ol, section, an empty nav (the headings with
 * their pages) and tables (thead with th, tbody with td; cells hold words and no blocks; `data-columns` shares the width out).
 *
 * @throws MarkupError, NotTypeset as `letterPdf` does
 */
export async function documentPdf(
  html: string,
  { standard, title, language, author, date, foot }: DocumentOptions,
): Promise<Uint8Array> {
  const { header, main, footer } = treeOf(html);
  const printed = inJson({ language, document: true, foot, head: null, body: [...header, ...main, ...footer], closing: [] });
  return typesetAll({ title, author, language, date: dateParts(date), sides: 1 }, [printed], standard);
}

function typesetAll(document: Printed, letters: string[], standard: PdfStandard): Promise<Uint8Array> {
  return typeset(`{"document":${inJson(document)},"letters":[${letters.join(',')}]}`, standard);
}

function inJson(part: Printed | PrintedLetter): string {
  return JSON.stringify(part, (name, value: unknown) =>
    typeof value === 'string' && name !== 'href' ? printable(value) : value,
  );
}

function printedLetter(letter: LetterForPdf): { title: string; printed: PrintedLetter } {
  const { reference, language, html, to, envelope, windowShown = false } = letter;
  const { title, header, main, footer } = treeOf(html);
  const { always, ever } = windows[envelope];
  const isNotice = header.length === 0;
  const signature = main.findLastIndex((block) => isOf(block, 'signature'));
  const closing = signature > 0 ? signature - 1 : main.length;
  return {
    // Without a title no file keeps PDF/UA-1.
    title: title === '' ? reference : title,
    printed: {
      language,
      document: false,
      foot: reference,
      head: isNotice
        ? null
        : {
            letterhead: partOf(header, 'letterhead'),
            address: windowLines(to),
            box: always,
            day: partOf(header, 'day'),
            frames: windowShown ? [ever, always] : [],
          },
      body: [...main.slice(0, closing), ...footer],
      closing: main.slice(closing),
    },
  };
}

function isOf(block: Block, name: TextBlock['class']): boolean {
  return 'class' in block && block.class === name;
}

/** @throws MarkupError for a letter whose head lacks that part */
function partOf(header: Block[], name: 'letterhead' | 'day'): Inline[] {
  const found = header.find((block): block is TextBlock => isOf(block, name));
  if (!found) throw new MarkupError(`A letter’s head has no ${name}.`);
  return found.children;
}

function dateParts(date: string): number[] {
  return date.split('-').map(Number);
}
