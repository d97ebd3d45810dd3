import type { AttachmentRefusal, Taken } from '../../attachments/attachments.ts';
import { type AttachmentLimits, mebibyte } from '../../attachments/limits.ts';
import { type FieldError, Problem } from '../problems/problem.ts';

/** The field of a form in which files are sent. */
export const filesField = 'files';

/** 422 for fields of a form with files. */
export class FieldsProblem extends Problem {
  constructor(errors: FieldError[]) {
    super(422, { extensions: { errors } });
  }
}

export function uploadNotMultipart(): Problem {
  return new Problem(415, {
    detail: `Send files as multipart/form-data, in the field '${filesField}'.`,
    headers: { 'Accept-Post': 'multipart/form-data' },
  });
}

export function unreadableUpload(): Problem {
  return new Problem(400, {
    kind: 'upload-broken-off',
    detail: 'The upload broke off, or is no form with files. Nothing was kept; send it again.',
  });
}

export function tooManyFiles({ files }: AttachmentLimits): Problem {
  return new FieldsProblem([
    { path: filesField, code: 'too-many', message: `are more than ${files} at once; send them in several uploads` },
  ]);
}

/** @throws Problem 422 where files were refused: each with why, and what helps */
export function requireAllTaken(taken: readonly Taken[], limits: AttachmentLimits): void {
  if (taken.length === 0)
    throw new FieldsProblem([{ path: filesField, code: 'missing', message: 'is missing: attach at least one file' }]);
  const errors = taken.flatMap((one, place) =>
    'refused' in one
      ? [
          {
            path: `${filesField}.${place}`,
            code: 'file-refused' as const,
            message: `'${one.name}' ${whyRefused(one.refused, limits)}`,
          },
        ]
      : [],
  );
  if (errors.length > 0) throw new FieldsProblem(errors);
}

/** 422: other files came meanwhile, and there is no room for all. */
export function noRoomLeft(limits: AttachmentLimits): Problem {
  return new FieldsProblem([{ path: filesField, code: 'file-refused', message: whyRefused('no-room', limits) }]);
}

function whyRefused(refused: AttachmentRefusal, { fileBytes, complaintBytes }: AttachmentLimits): string {
  const reasons: Record<AttachmentRefusal, string> = {
    empty: 'is empty; look whether it opens where it comes from, and send it again',
    'too-large': `has more than ${fileBytes / mebibyte} MiB; send a smaller copy, or its pages in several files`,
    'no-room': `finds no room: the complaint may have ${complaintBytes / mebibyte} MiB of files in all; take away what is there twice, or send smaller copies`,
    'too-many': 'is one file too many; send the others in a further upload',
    archive: 'is an archive; unpack it and send the files that are in it',
    macros: 'has macros; send it as PDF, or saved without them',
    protected: 'is protected by a password; send it without, or as PDF',
    'old-office': 'is an Excel or PowerPoint file of before 2007; send it as PDF, or saved as .xlsx or .pptx',
    'web-page': 'is a web page or XML; print it as PDF and send that',
    program: 'is a program; programs are never taken',
    'not-known': 'is of no kind that is taken; send it as PDF or as a picture (JPEG, PNG)',
  };
  return reasons[refused];
}
