import type { AttachmentTypeName } from '../../../attachments/content/types.ts';
import { mebibyte } from '../../../attachments/limits.ts';
import type { Language } from '../../../letters/letter.ts';
import { message } from '../words/words.ts';

/** What people call a kind of file, and the icon that stands beside it. */
const kinds: Record<AttachmentTypeName, [kind: string, icon: string]> = {
  pdf: ['pdf', 'file-text'],
  jpeg: ['picture', 'image'],
  png: ['picture', 'image'],
  gif: ['picture', 'image'],
  webp: ['picture', 'image'],
  heic: ['picture', 'image'],
  tiff: ['picture', 'image'],
  docx: ['document', 'file-text'],
  doc: ['document', 'file-text'],
  odt: ['document', 'file-text'],
  xlsx: ['sheet', 'sheet'],
  ods: ['sheet', 'sheet'],
  csv: ['sheet', 'sheet'],
  pptx: ['slides', 'presentation'],
  odp: ['slides', 'presentation'],
  text: ['text', 'file-text'],
  eml: ['mail', 'mail'],
  msg: ['mail', 'mail'],
  mp3: ['recording', 'audio-lines'],
  m4a: ['recording', 'audio-lines'],
  ogg: ['recording', 'audio-lines'],
  wav: ['recording', 'audio-lines'],
  amr: ['recording', 'audio-lines'],
  mp4: ['film', 'film'],
  mov: ['film', 'film'],
};

/** `Image`, `E-mail`. @param type as the register has it */
export function attachmentKind(type: string, language: Language): string {
  return message(language, `attachments.kind_${kinds[type as AttachmentTypeName][0]}`);
}

export function iconOfAttachment(type: string): string {
  return kinds[type as AttachmentTypeName][1];
}

/** `12 ko`, `3,4 Mo`: never less than one. @param size in bytes */
export function sizeInWords(size: number, language: Language): string {
  const large = size >= mebibyte;
  const number = large ? Math.round((size / mebibyte) * 10) / 10 : Math.max(1, Math.round(size / 1024));
  const words = new Intl.NumberFormat(language).format(number);
  return message(language, `attachments.${large ? 'megabytes' : 'kilobytes'}`, { size: words });
}
