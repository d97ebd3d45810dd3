import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Attachments, KeptFile } from '../../attachments/attachments.ts';
import { type AttachmentTypeName, attachmentTypes } from '../../attachments/content/types.ts';
import { type Attachment, findAttachment } from '../../register/attachments.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';
import { notFound } from '../problems/problems.ts';

/** Whatever a file is, nothing of it runs or loads anything, even where somebody opens it in the browser. */
const filePolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** @throws Problem 404 @throws Erased */
export async function attachmentInPath(
  { register }: Pick<ApiDependencies, 'register'>,
  reference: string,
  id: string | undefined,
): Promise<Attachment> {
  const found = id === undefined ? undefined : await findAttachment(register.database, reference, id);
  if (!found) throw notFound('This complaint has no file of this id.');
  return found;
}

/**
 * Sends a file, always to be saved and never to be shown. One that was not scanned is scanned first, where the scanner is there.
 *
 * @throws Problem 403 where it is in quarantine @throws FileMissing @throws StorageFault @throws Erased
 */
export async function sendAttachment(
  attachments: Attachments,
  request: Request,
  response: Response,
  given: KeptFile,
): Promise<void> {
  const attachment = await attachments.scanIfDue(given);
  if (attachment.scan === 'infected')
    throw new Problem(403, {
      kind: 'quarantined',
      detail: 'A scan found malware in this file. It is kept in quarantine and never given out.',
    });
  const content = request.method === 'HEAD' ? undefined : await attachments.open(attachment);
  response.attachment(attachment.name).set({
    'Content-Type': attachmentTypes[attachment.type as AttachmentTypeName].media,
    'Content-Length': String(attachment.size),
    'Content-Security-Policy': filePolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  if (!content) return void response.end();
  // A file that turns out to be damaged breaks off before its length: whoever saves it sees that it is not whole.
  await pipeline(Readable.from(content, { objectMode: false }), response).catch((fault: unknown) => {
    if (!response.destroyed || !isGone(fault)) throw fault;
  });
}

/** Whoever asked for the file has gone away. */
function isGone(fault: unknown): boolean {
  return (fault as { code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE';
}
