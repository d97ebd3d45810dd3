import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Attachments } from '../../attachments/attachments.ts';
import { safeName } from '../../attachments/names.ts';
import { letterPdf } from '../../letters/pdf/pdf.ts';
import { sheetOf } from '../../letters/writing/sheet.ts';
import { readText } from '../../register/personal-texts.ts';
import type { Register } from '../../register/register.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import { domainWord } from '../desk/words/domain.ts';
import { message } from '../desk/words/words.ts';
import type { MediationFile } from './contents.ts';
import { mediationPdf } from './document.ts';

/** One file of the archive; its content is made when its turn comes. */
interface Entry {
  name: string;
  at: Date;
  content: () => Promise<AsyncIterableIterator<Uint8Array>>;
}

/** The list of digests, as `sha256sum --check` reads it. */
const checksums = 'SHA256SUMS.txt';

/**
 * The file as a ZIP, streamed: the document, every letter as it left, every attachment, and their digests. One file stands in memory at
 * a time, and of an attachment a part of it.
 *
 * @returns the archive; where a file cannot be read it breaks off with that fault
 */
export function mediationZip(file: MediationFile, register: Register, attachments: Attachments): Readable {
  return zipOf([documentEntry(file), ...letterEntries(file, register), ...attachmentEntries(file, attachments)], file.now);
}

/**
 * The entries and the list of their digests as a ZIP. Whoever goes away before its end closes what is being read.
 *
 * @param now when the list was made
 */
export function zipOf(entries: readonly Entry[], now: Instant): Readable {
  const zip = new ZipFile();
  const archive = zip.outputStream as Readable;
  const digests: string[] = [];
  for (const entry of entries) add(zip, archive, entry, (digest) => digests.push(`${digest}  ${entry.name}\n`));
  const list = async () => whole(Buffer.from(digests.join('')));
  add(zip, archive, { name: checksums, at: new Date(now), content: list }, () => undefined);
  zip.on('error', (fault: Error) => archive.destroy(fault));
  zip.end();
  return archive;
}

/** Entries are made one after the other, in the order in which they were added: the list comes last and knows all. */
function add(zip: ZipFile, archive: Readable, { name, at, content }: Entry, done: (digest: string) => void): void {
  zip.addReadStreamLazy(name, { mtime: at, mode: 0o100644 }, (begin) => {
    content().then(
      (bytes) => {
        const stream = Readable.from(digested(bytes, done), { objectMode: false });
        // Nothing else would: the ZIP only waits for a reader that never comes.
        const close = () => {
          stream.destroy();
          bytes.return?.().catch(() => undefined);
        };
        if (archive.destroyed) return close();
        archive.once('close', close);
        stream.once('close', () => archive.off('close', close));
        begin(null, stream);
      },
      (fault: unknown) => begin(fault, Readable.from([])),
    );
  });
}

async function* digested(bytes: AsyncIterable<Uint8Array>, done: (digest: string) => void): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const part of bytes) {
    hash.update(part);
    yield part;
  }
  done(hash.digest('hex'));
}

function documentEntry(file: MediationFile): Entry {
  const name = `${file.facts.reference} ${message(file.language, 'mediationFile.fileName')}.pdf`;
  return { name, at: new Date(file.now), content: async () => whole(await mediationPdf(file)) };
}

/** Each letter as its sheet, and where it left by e-mail as the very bytes that the mail server was given too. */
function letterEntries({ letters, language, procedure }: MediationFile, register: Register): Entry[] {
  const folder = message(language, 'mediationFile.lettersFolder');
  return letters.flatMap(({ row, content }, place) => {
    const kind = domainWord(language, 'letters', row.kind);
    const name = (ending: string) => `${folder}/${numbered(place, safeName(`${row.letter_date} ${kind}.${ending}`, [ending]))}`;
    const at = row.sent_at ?? row.created_at;
    const sheet: Entry = {
      name: name('pdf'),
      at,
      content: async () => whole(await letterPdf(sheetOf(row, content, procedure), { standard: 'a-2a' })),
    };
    const { mime } = row;
    if (mime === null || row.way === 'post') return [sheet];
    return [sheet, { name: name('eml'), at, content: async () => whole(await readText(register.database, mime)) }];
  });
}

function attachmentEntries({ attachments: files, language }: MediationFile, attachments: Attachments): Entry[] {
  const folder = message(language, 'mediationFile.attachmentsFolder');
  return files.map((file, place) => ({
    name: `${folder}/${numbered(place, file.name)}`,
    at: file.addedAt,
    content: () => attachments.open(file),
  }));
}

/** Numbers keep the order in which things came, and tell files of one name apart. */
function numbered(place: number, name: string): string {
  return `${String(place + 1).padStart(2, '0')} ${name}`;
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
