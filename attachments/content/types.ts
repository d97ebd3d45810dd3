/** A kind of file that may be attached. */
interface AttachmentType {
  /** Media type (RFC 6838). */
  media: string;
  /** Extensions that its name may have, the usual one first. */
  extensions: readonly [string, ...string[]];
}

/** Every kind of file that may be attached: documents, pictures, mails, recordings; nothing that runs by being opened. */
export const attachmentTypes = {
  pdf: { media: 'application/pdf', extensions: ['pdf'] },
  jpeg: { media: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jfif'] },
  png: { media: 'image/png', extensions: ['png'] },
  gif: { media: 'image/gif', extensions: ['gif'] },
  webp: { media: 'image/webp', extensions: ['webp'] },
  heic: { media: 'image/heic', extensions: ['heic', 'heif'] },
  tiff: { media: 'image/tiff', extensions: ['tif', 'tiff'] },
  docx: { media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extensions: ['docx'] },
  xlsx: { media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['xlsx'] },
  pptx: { media: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', extensions: ['pptx'] },
  odt: { media: 'application/vnd.oasis.opendocument.text', extensions: ['odt'] },
  ods: { media: 'application/vnd.oasis.opendocument.spreadsheet', extensions: ['ods'] },
  odp: { media: 'application/vnd.oasis.opendocument.presentation', extensions: ['odp'] },
  doc: { media: 'application/msword', extensions: ['doc'] },
  text: { media: 'text/plain', extensions: ['txt', 'csv'] },
  csv: { media: 'text/csv', extensions: ['csv', 'txt'] },
  eml: { media: 'message/rfc822', extensions: ['eml'] },
  msg: { media: 'application/vnd.ms-outlook', extensions: ['msg'] },
  mp3: { media: 'audio/mpeg', extensions: ['mp3'] },
  m4a: { media: 'audio/mp4', extensions: ['m4a'] },
  ogg: { media: 'audio/ogg', extensions: ['ogg', 'opus', 'oga'] },
  wav: { media: 'audio/wav', extensions: ['wav'] },
  amr: { media: 'audio/amr', extensions: ['amr'] },
  mp4: { media: 'video/mp4', extensions: ['mp4', 'm4v'] },
  mov: { media: 'video/quicktime', extensions: ['mov'] },
} as const satisfies Record<string, AttachmentType>;

export type AttachmentTypeName = keyof typeof attachmentTypes;

/** The names of all kinds, in the order in which they are listed. */
export const attachmentTypeNames = Object.keys(attachmentTypes) as [AttachmentTypeName, ...AttachmentTypeName[]];

/** Why a file's content may not be attached. */
export type ContentRefusal =
  | 'empty'
  /** A ZIP, RAR or other archive: what is in it is attached by itself. */
  | 'archive'
  /** A document with macros. */
  | 'macros'
  /** A document behind a password: neither a scanner nor the mediator can read it. */
  | 'protected'
  /** Excel and PowerPoint before 2007: their macros cannot be told from their pages. */
  | 'old-office'
  /** HTML, SVG or XML: it may run scripts where it is opened. */
  | 'web-page'
  | 'program'
  /** Nothing that is known, or nothing that is on the list. */
  | 'not-known';
