import type { KeptFile } from '../../../attachments/attachments.ts';
import type { Language } from '../../../letters/letter.ts';
import { attachmentKind, iconOfAttachment, sizeInWords } from './words-of-files.ts';

/** A file as the partial `file-list` shows it. */
export function fileLine(
  { id, name, type, size, scan, signature, addedAt }: KeptFile,
  { language, who, at }: { language: Language; who: string; at: string },
) {
  const path = `${at}/${id}`;
  return {
    id,
    name,
    kind: attachmentKind(type, language),
    icon: scan === 'infected' ? 'shield-alert' : iconOfAttachment(type),
    size: sizeInWords(size, language),
    scan,
    signature,
    addedAt,
    who,
    path: scan === 'infected' ? undefined : path,
    remove: `${path}/remove`,
  };
}
