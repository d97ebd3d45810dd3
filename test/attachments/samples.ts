import { ZipFile } from 'yazl';
import { wholeOf } from './streams.ts';

/** A ZIP file of these entries, in this order. */
export async function zipOf(entries: Record<string, string>, { stored = [] as string[] } = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries))
    zip.addBuffer(Buffer.from(content), name, { compress: !stored.includes(name) });
  zip.end();
  return wholeOf(zip.outputStream as unknown as AsyncIterable<Uint8Array>);
}

const types = '<?xml version="1.0"?><Types/>';

/** A document of Office, by its main part. */
export function officeFile(mainPart: string, more: Record<string, string> = {}): Promise<Buffer> {
  return zipOf({ '[Content_Types].xml': types, '_rels/.rels': '', [mainPart]: '<x/>', ...more });
}

/** A document of OpenDocument. */
export function openDocument(kind: string, more: Record<string, string> = {}): Promise<Buffer> {
  const entries = {
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': '<x/>',
    'META-INF/manifest.xml': '<x/>',
  };
  return zipOf({ ...entries, ...more }, { stored: ['mimetype'] });
}

/** A compound file (Office before 2007, Outlook) with a directory of these names, after so many sectors of content. */
export function compoundFile(names: string[], { sectorsBefore = 3 } = {}): Buffer {
  const header = Buffer.alloc(512);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  const entries = ['Root Entry', ...names].map((name, place) => {
    const entry = Buffer.alloc(128);
    entry.write(name, 'utf16le');
    entry.writeUInt16LE((name.length + 1) * 2, 64);
    entry[66] = place === 0 ? 5 : 2;
    return entry;
  });
  return Buffer.concat([header, Buffer.alloc(512 * sectorsBefore, 7), ...entries]);
}

export const pdf = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n', 'latin1');

/** One transparent point. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

export const mail = [
  'From: Dominique Exemple <dominique@example.org>',
  'To: reclamations@example.com',
  'Subject: =?utf-8?Q?R=C3=A9clamation?=',
  'Date: Wed, 13 May 2026 18:30:00 +0200',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Bonjour,',
  'Ma réclamation est restée sans réponse.',
  '',
].join('\r\n');
