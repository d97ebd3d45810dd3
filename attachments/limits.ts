/** How much may be attached. */
export interface AttachmentLimits {
  /** One file; bytes. */
  fileBytes: number;
  /** All files of a complaint; bytes. */
  complaintBytes: number;
  /** Files in one upload. */
  files: number;
}

/** A mebibyte, in which the limits are set; what people call a megabyte. */
export const mebibyte = 1024 * 1024;

/** All files of a form that nobody has sent yet; bytes. Anybody may fill one in: what more there is, comes from the private page. */
const draftBytes = 50 * mebibyte;

/** What the files of a form may have in all before it is sent; bytes. */
export function mostOfDraft({ complaintBytes }: AttachmentLimits): number {
  return Math.min(draftBytes, complaintBytes);
}

/** Where nothing else is set. */
export const usualLimits: AttachmentLimits = { fileBytes: 25 * mebibyte, complaintBytes: 250 * mebibyte, files: 20 };
