import { fileTypeFromBuffer } from 'file-type';
import type { Observation } from './observation.ts';
import { kindOfText } from './texts.ts';
import type { AttachmentTypeName, ContentRefusal } from './types.ts';
import { isZip, kindOfZip } from './zip-files.ts';

/** What a file is by its content, or why it may not be attached. */
export type Judgement = { type: AttachmentTypeName } | { refused: ContentRefusal };

/** What file-type calls the kinds that are known by their first bytes. */
const byFirstBytes: Record<string, AttachmentTypeName> = {
  pdf: 'pdf',
  jpg: 'jpeg',
  png: 'png',
  gif: 'gif',
  webp: 'webp',
  heic: 'heic',
  tif: 'tiff',
  mp3: 'mp3',
  m4a: 'm4a',
  ogg: 'ogg',
  opus: 'ogg',
  oga: 'ogg',
  wav: 'wav',
  amr: 'amr',
  mp4: 'mp4',
  m4v: 'mp4',
  mov: 'mov',
};

const archives = [
  'zip',
  'rar',
  '7z',
  'gz',
  'tar',
  'tar.gz',
  'bz2',
  'xz',
  'zst',
  'lz',
  'lz4',
  'cab',
  'arj',
  'lzh',
  'cpio',
  'ace',
  'Z',
];
const programs = [
  'exe',
  'elf',
  'macho',
  'dll',
  'jar',
  'apk',
  'deb',
  'rpm',
  'lnk',
  'class',
  'dex',
  'wasm',
  'swf',
  'crx',
  'xpi',
  'msi',
];

/** Says what a file is by its content alone: its name and what the client called it count for nothing. */
export async function judge(seen: Observation): Promise<Judgement> {
  if (seen.size === 0) return { refused: 'empty' };
  if (seen.head.subarray(0, 5).toString('latin1') === '%PDF-') return { type: 'pdf' };
  if (isZip(seen.head)) return kindOfZip(seen);
  if (seen.compound.isCompoundFile) return seen.compound.kind;
  if (seen.text.isText) return judgeText(seen.head);
  return judgeFirstBytes(seen.head);
}

function judgeText(head: Buffer): Judgement {
  const kind = kindOfText(head);
  return kind === 'web-page' || kind === 'program' ? { refused: kind } : { type: kind };
}

async function judgeFirstBytes(head: Buffer): Promise<Judgement> {
  const found = (await fileTypeFromBuffer(head).catch(() => undefined))?.ext ?? '';
  const type = byFirstBytes[found];
  if (type !== undefined) return { type };
  if (archives.includes(found)) return { refused: 'archive' };
  return { refused: programs.includes(found) ? 'program' : 'not-known' };
}
