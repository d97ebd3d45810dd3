import { type Attachment, listAttachments } from '../../register/attachments.ts';
import { readContent } from '../../register/complaints.ts';
import { mailsRegisteredAs, type RegisteredMail } from '../../register/intakes/registered-mails.ts';
import { sendAttachment } from '../attachments/download.ts';
import { idInPath } from '../complaints/known-complaint.ts';
import { attachmentKind, iconOfAttachment, sizeInWords } from '../desk/attachments/words-of-files.ts';
import type { Contents } from './contents.ts';
import { contentsOf } from './contents.ts';
import { cameByThemselves } from './told.ts';
import { type PrivateHandler, sendNoPage, type Visit } from './visit.ts';

/**
 * The files that came from them, in order: by the form, by their page, or with a mail of theirs. What staff added, an insurer sent, or
 * somebody forwarded to the firm's mailbox is the firm's.
 */
export async function filesTold(visit: Visit, contents: Contents): Promise<Attachment[]> {
  const { database } = visit.dependencies.register;
  const mails = await momentsOfMails(visit, contents);
  const isTheirs = ({ addedBy, addedAt }: Attachment) => {
    if (addedBy === 'complainant' || addedBy === 'web-form') return true;
    return addedBy === 'mailbox' && mails.has(addedAt.getTime());
  };
  return (await listAttachments(database, visit.reference)).filter(isTheirs);
}

/**
 * When mails of theirs came, with the moment of which their files were added: replies whose sender was checked, and the mail that became the
 * complaint where it is from an address of theirs.
 */
async function momentsOfMails({ dependencies, reference, situation }: Visit, { messages }: Contents): Promise<Set<number>> {
  const { database } = dependencies.register;
  const replies = messages.filter(({ actor }) => actor === 'mailbox').filter(cameByThemselves);
  const { complainant, representative } = await readContent(database, situation.facts);
  const theirs = [complainant.email, representative?.email].flatMap((email) => (email === undefined ? [] : [plain(email)]));
  const complaints = await mailsRegisteredAs(database, reference);
  const isTheirs = ({ from }: RegisteredMail) => from !== undefined && theirs.includes(plain(from));
  const moments = new Set(replies.map(({ accepted_at }) => accepted_at.getTime()));
  for (const mail of complaints) if (isTheirs(mail)) moments.add(mail.keptAt.getTime());
  for (const mail of complaints) if (!isTheirs(mail)) moments.delete(mail.keptAt.getTime());
  return moments;
}

function plain(address: string): string {
  return address.trim().toLowerCase();
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
