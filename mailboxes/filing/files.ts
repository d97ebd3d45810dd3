import type { GivenFile, Taken } from '../../attachments/attachments.ts';
import type { NewAttachment } from '../../register/attachments.ts';
import type { MailFile } from '../reading/read-mail.ts';
import type { RefusedFile } from './notes.ts';

/** What of a mail was kept as files: what came with it, and last the message itself. */
export interface FilesOfMail<File extends NewAttachment> {
  kept: File[];
  refused: RefusedFile[];
  /** Whether the message itself is among them. */
  withMessage: boolean;
}

/**
 * Keeps a mail's files and the message itself, which comes first so that nothing else takes its room.
 *
 * @param take how a file is kept: for a complaint, or as one that waits
 * @param raw.most what the message itself may have, in bytes
 * @throws what `take` throws; what was kept until then is given to `discard`
 */
export async function keepFiles<File extends NewAttachment>(
  take: (given: GivenFile) => Promise<Taken<File>>,
  { raw, files, whole }: { raw: Buffer | undefined; files: readonly MailFile[]; whole: boolean },
  discard: (files: File[]) => Promise<void>,
): Promise<FilesOfMail<File>> {
  const kept: File[] = [];
  const refused: RefusedFile[] = [];
  const message = raw && (await take({ ...messageFile(raw, whole), content: inOnePart(raw) }));
  try {
    for (const { name, content } of files) {
      const taken = await take({ name, content: inOnePart(content) });
      if ('refused' in taken) refused.push({ name: taken.name, refused: taken.refused });
      else {
        kept.push(taken.file);
        if (taken.file.result.scan === 'infected') refused.push({ name: taken.file.name, refused: 'infected' });
      }
    }
    const withMessage = message !== undefined && 'file' in message;
    if (withMessage) kept.push(message.file);
    else if (message !== undefined) refused.push({ name: message.name, refused: message.refused });
    return { kept, refused, withMessage };
  } catch (fault) {
    await discard(message && 'file' in message ? [...kept, message.file] : kept);
    throw fault;
  }
}

function messageFile(raw: Buffer, whole: boolean) {
  return { name: whole ? 'message.eml' : 'message-beginning.eml', type: 'eml' as const, most: raw.length };
}

async function* inOnePart(content: Buffer): AsyncGenerator<Buffer, void, void> {
  if (content.length > 0) yield content;
}
