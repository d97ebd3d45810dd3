import { type AttachmentTypeName, attachmentTypes } from '../../attachments/content/types.ts';
import type { Attachment } from '../../register/attachments.ts';
import { pathOfAttachment } from '../paths.ts';
import type { AttachmentView } from '../schemas/attachments.ts';

/** A file as the API shows it. */
export function attachmentView(attachment: Attachment): AttachmentView {
  const { id, reference, name, size, sha256, scan, scannedAt, signature, addedAt, addedBy } = attachment;
  const type = attachment.type as AttachmentTypeName;
  const path = pathOfAttachment(reference, id);
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
    links: { ...(scan === 'infected' ? {} : { content: path }), removed: `${path}/removed` },
  };
}
