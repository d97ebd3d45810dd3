import { type Attachment, listAttachments } from '../../register/attachments.ts';
import { sendAttachment } from '../attachments/download.ts';
import { idInPath } from '../complaints/known-complaint.ts';
import { attachmentKind, iconOfAttachment, sizeInWords } from '../desk/attachments/words-of-files.ts';
import type { Contents } from './contents.ts';
import { contentsOf } from './contents.ts';
import { cameByThemselves } from './told.ts';
import { type PrivateHandler, sendNoPage, type Visit } from './visit.ts';

/**
 * The files that came from them, in order: with the complaint, by their page, or with a mail of theirs. What staff added, or an insurer
 * sent, is the firm's.
 */
export async function filesTold({ dependencies, reference, complaint }: Visit, { messages }: Contents): Promise<Attachment[]> {
  const mails = new Set(
    messages
      .filter(({ actor }) => actor === 'mailbox')
      .filter(cameByThemselves)
      .map(({ accepted_at }) => accepted_at.getTime()),
  );
  const registeredAt = complaint.row.registered_at.getTime();
  const isTheirs = ({ addedBy, addedAt }: Attachment) => {
    if (addedBy === 'complainant' || addedBy === 'web-form') return true;
    return addedBy === 'mailbox' && (addedAt.getTime() <= registeredAt || mails.has(addedAt.getTime()));
  };
  return (await listAttachments(dependencies.register.database, reference)).filter(isTheirs);
}

/** A file as the page lists it. */
export function fileShown({ id, name, type, size, scan, addedAt }: Attachment, { base, page }: Visit) {
  const isInfected = scan === 'infected';
  return {
    name,
    kind: attachmentKind(type, page),
    icon: isInfected ? 'shield-alert' : iconOfAttachment(type),
    size: sizeInWords(size, page),
    addedAt,
    infected: isInfected,
    path: isInfected ? undefined : `${base}/files/${id}`,
  };
}

/** One of their files, to be saved. */
export const sendFile: PrivateHandler = async (visit, request, response) => {
  const id = idInPath(request);
  const file = (await filesTold(visit, await contentsOf(visit))).find((one) => one.id === id);
  if (!file) return sendNoPage(request, response);
  await sendAttachment(visit.dependencies.attachments, request, response, file);
};
