import type { AttachmentTypeName, ContentRefusal } from './types.ts';

type Kind = { type: AttachmentTypeName } | { refused: ContentRefusal };

const localHeader = 0x04034b50;
const directoryEntry = 0x02014b50;
const endOfDirectory = Buffer.from('504b0506', 'hex');

/** More entries than any document has. */
const mostEntries = 10_000;

export function isZip(head: Buffer): boolean {
  return head.length >= 30 && head.readUInt32LE(0) === localHeader;
}

/**
 * What a ZIP file is: a document of Office or of OpenDocument, or something that may not be attached. The directory at its end is read,
 * since that is what programs open it by (APPNOTE.TXT 4.3).
 *
 * @param seen.tail the last bytes; a document's directory is among them
 * @param seen.size of the whole file, in bytes
 */
export function kindOfZip({ head, tail, size }: { head: Buffer; tail: Buffer; size: number }): Kind {
  const entries = entriesOf(tail, size);
  if (entries === undefined) return { refused: 'archive' };
  const names = entries.map(({ name }) => name);
  const has = (form: RegExp) => names.some((name) => form.test(name));
  if (entries.some(({ encrypted }) => encrypted)) return { refused: 'protected' };
  if (has(/(^|\/)vbaProject\.bin$|^xl\/macrosheets\//i)) return { refused: 'macros' };
  if (names.includes('[Content_Types].xml')) return officeKind(has);
  const openDocument = openDocumentKind(head);
  if (openDocument) return has(/^(Basic|Scripts)\/./) ? { refused: 'macros' } : { type: openDocument };
  if (has(/^META-INF\/MANIFEST\.MF$|^AndroidManifest\.xml$/)) return { refused: 'program' };
  return { refused: has(/^mimetype$|\.iwa$/) ? 'not-known' : 'archive' };
}

function officeKind(has: (form: RegExp) => boolean): Kind {
  if (has(/^word\/document\d*\.xml$/)) return { type: 'docx' };
  if (has(/^xl\/workbook\d*\.xml$/)) return { type: 'xlsx' };
  if (has(/^ppt\/presentation\d*\.xml$/)) return { type: 'pptx' };
  return { refused: 'not-known' };
}

/** OpenDocument says what it is in its first entry, plain and uncompressed (OpenDocument 1.3, part 2, 3.3). */
function openDocumentKind(head: Buffer): AttachmentTypeName | undefined {
  const nameLength = head.readUInt16LE(26);
  const begin = 30 + nameLength + head.readUInt16LE(28);
  if (head.readUInt16LE(8) !== 0 || head.toString('latin1', 30, 30 + nameLength) !== 'mimetype') return undefined;
  const media = /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)(?![-.\w])/.exec(
    head.toString('latin1', begin, begin + 80).replace(/PK[\s\S]*$/, ''),
  );
  const types: Record<string, AttachmentTypeName> = { text: 'odt', spreadsheet: 'ods', presentation: 'odp' };
  return types[media?.[1] ?? ''];
}

interface Entry {
  name: string;
  encrypted: boolean;
}

/** The entries of the directory; undefined where it is not whole among the last bytes, or not as it says. */
function entriesOf(tail: Buffer, size: number): Entry[] | undefined {
  const end = tail.lastIndexOf(endOfDirectory);
  if (end < 0 || end + 22 > tail.length) return undefined;
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const begin = tail.readUInt32LE(end + 16) - (size - tail.length);
  if (begin < 0 || begin + length !== end || count > mostEntries) return undefined;
  const entries: Entry[] = [];
  for (let at = begin; at < end; ) {
    if (at + 46 > end || tail.readUInt32LE(at) !== directoryEntry) return undefined;
    const nameLength = tail.readUInt16LE(at + 28);
    entries.push({
      name: tail.toString('utf8', at + 46, at + 46 + nameLength),
      encrypted: (tail.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
  }
  return entries.length === count ? entries : undefined;
}
