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

/** Where nothing else is set. */
export const usualLimits: AttachmentLimits = { fileBytes: 25 * mebibyte, complaintBytes: 250 * mebibyte, files: 20 };
