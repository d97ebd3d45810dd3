import type { KeptFile } from '../../attachments/attachments.ts';
import { type AttachmentTypeName, attachmentTypes } from '../../attachments/content/types.ts';
import type { Attachment } from '../../register/attachments.ts';
import type { WaitingFile } from '../../register/waiting-files.ts';
import { pathOfAttachment, pathOfIntakeFile } from '../paths.ts';
import type { AttachmentView, IntakeFileView } from '../schemas/attachments.ts';

/** A file as the API shows it. */
export function attachmentView(attachment: Attachment): AttachmentView {
  const path = pathOfAttachment(attachment.reference, attachment.id);
  return { ...fileView(attachment), links: { ...contentLink(attachment, path), removed: `${path}/removed` } };
}

/** A file of an intake as the API shows it. */
export function intakeFileView(intake: string, file: WaitingFile): IntakeFileView {
  return { ...fileView(file), links: contentLink(file, pathOfIntakeFile(intake, file.id)) };
}

/** What is in quarantine is at no address. */
function contentLink({ scan }: KeptFile, path: string): { content?: string } {
  return scan === 'infected' ? {} : { content: path };
}

function fileView(file: KeptFile) {
  const { id, name, size, sha256, scan, scannedAt, signature, addedAt, addedBy } = file;
  const type = file.type as AttachmentTypeName;
  return {
    id,
    name,
    type,
    mediaType: attachmentTypes[type].media,
    size,
    sha256,
    scan,
    ...(scannedAt === undefined ? {} : { scannedAt: scannedAt.toISOString() }),
    ...(signature === undefined ? {} : { signature }),
    addedAt: addedAt.toISOString(),
    addedBy,
  };
}
