import { z } from 'zod';
import { attachmentTypeNames } from '../../attachments/content/types.ts';
import { removals } from '../../register/attachments-tables.ts';

const file = {
  id: z.string(),
  name: z.string().meta({ description: 'Safe for any system, with an extension of what the file is.' }),
  type: z.enum(attachmentTypeNames).meta({ description: 'Judged by its content, whatever its name or the client says.' }),
  mediaType: z.string(),
  size: z.int().meta({ description: 'Bytes.' }),
  sha256: z.string().meta({ description: 'Of the content, in hexadecimal.' }),
  scan: z.enum(['not-scanned', 'clean', 'infected']).meta({
    description: "'not-scanned': no scanner is set, or it came to no result yet. 'infected': in quarantine, never given out.",
  }),
  scannedAt: z.string().optional().meta({ format: 'date-time', description: 'UTC.' }),
  signature: z.string().optional().meta({ description: 'What the scanner calls the malware.' }),
  addedAt: z.string().meta({ format: 'date-time', description: 'UTC.' }),
  addedBy: z.string(),
};

/** A file of a complaint. */
export const attachmentView = z
  .object({ ...file, links: z.object({ content: z.string().optional(), removed: z.string() }) })
  .meta({ id: 'Attachment' });
export type AttachmentView = z.output<typeof attachmentView>;

/** A file that came with an intake, and belongs to no complaint yet. */
export const intakeFileView = z
  .object({ ...file, links: z.object({ content: z.string().optional() }) })
  .meta({ id: 'IntakeFile', description: 'It is an attachment of the complaint once the intake is one, under the same id.' });
export type IntakeFileView = z.output<typeof intakeFileView>;

/** Files that were added to an intake. */
export const addedIntakeFiles = z.object({ items: z.array(intakeFileView) }).meta({ id: 'AddedIntakeFiles' });
export type AddedIntakeFiles = z.output<typeof addedIntakeFiles>;

/** The files of a complaint, and how much may still come. */
export const attachmentList = z
  .object({
    items: z.array(attachmentView),
    limits: z.object({
      fileBytes: z.int().meta({ description: 'One file may have so many.' }),
      bytesLeft: z.int().meta({ description: 'All files of the complaint may have so many more.' }),
      files: z.int().meta({ description: 'So many in one upload.' }),
    }),
  })
  .meta({ id: 'AttachmentList' });
export type AttachmentList = z.output<typeof attachmentList>;

/** Files that were added. */
export const addedAttachments = z.object({ items: z.array(attachmentView) }).meta({ id: 'AddedAttachments' });
export type AddedAttachments = z.output<typeof addedAttachments>;

/** A form with files. */
export const attachmentsForm = z
  .object({ files: z.array(z.string().meta({ format: 'binary' })) })
  .meta({ id: 'AttachmentsForm', description: 'All are added, or none.' });

/** Why a file is taken away. */
export const removalBody = z
  .strictObject({
    reason: z.enum(removals).meta({
      description:
        "'of-another-complaint': it never belonged here; 'double': it is there twice; 'quarantined': malware; 'withdrawn-by-sender': who sent it wants it back.",
    }),
  })
  .meta({ id: 'AttachmentRemoval' });

/** A file that was taken away. */
export const removedAttachment = z.object({ id: z.string(), removed: z.literal(true) }).meta({ id: 'RemovedAttachment' });
export type RemovedAttachment = z.output<typeof removedAttachment>;
