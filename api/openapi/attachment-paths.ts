import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { attachmentTypes } from '../../attachments/content/types.ts';
import { addedAttachments, attachmentList, attachmentsForm, removalBody, removedAttachment } from '../schemas/attachments.ts';
import { json, problemAnswers } from './answers.ts';
import { idempotencyKey, idPart, ifMatch, referencePart, replayed } from './parameters.ts';

const path = '/api/complaints/{reference}/attachments';
const parts = z.object({ reference: referencePart, id: idPart });

const bytes = { schema: z.string().meta({ format: 'binary' }) };
/** The content of a file, as what it is. */
export const fileContent = Object.fromEntries(Object.values(attachmentTypes).map(({ media }) => [media, bytes]));
/** A form with files. */
export const formExamples = { one: { summary: 'A letter and a photograph', value: { files: ['lettre.pdf', 'photo.jpg'] } } };

export const attachmentPaths: ZodOpenApiPathsObject = {
  [path]: {
    get: {
      operationId: 'listAttachments',
      tags: ['Attachments'],
      summary: 'The files of a complaint, in the order in which they came',
      requestParams: { path: z.object({ reference: referencePart }) },
      responses: { 200: json('The files.', attachmentList), ...problemAnswers(400, 404, 410) },
    },
    post: {
      operationId: 'addAttachments',
      tags: ['Attachments'],
      summary: 'Add files to a complaint',
      description:
        'Several in one form, in the field `files`: all are added, or none. What a file is, its content says; a name only names it. Refusals say what helps.',
      requestParams: {
        path: z.object({ reference: referencePart }),
        header: z.object({ 'Idempotency-Key': idempotencyKey }),
      },
      requestBody: { required: true, content: { 'multipart/form-data': { schema: attachmentsForm, examples: formExamples } } },
      responses: {
        201: json('The files that were added.', addedAttachments, z.object({ 'Idempotency-Replayed': replayed })),
        ...problemAnswers(400, 404, 410, 415, 422),
      },
    },
  },
  [`${path}/{id}`]: {
    get: {
      operationId: 'readAttachment',
      tags: ['Attachments'],
      summary: 'A file',
      description: 'To be saved, never to be shown. One in quarantine is never given out (403).',
      requestParams: { path: parts },
      responses: {
        200: { description: 'The file.', content: fileContent },
        ...problemAnswers(400, 404, 410),
      },
    },
  },
  [`${path}/{id}/removed`]: {
    post: {
      operationId: 'removeAttachment',
      tags: ['Attachments'],
      summary: 'Take a file away from a complaint',
      description:
        'For good: its bytes are removed within the hour. The journal keeps that it was there, and who took it away and why.',
      requestParams: { path: parts, header: z.object({ 'Idempotency-Key': idempotencyKey, 'If-Match': ifMatch }) },
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: removalBody,
            examples: { elsewhere: { summary: 'It was sent for another complaint', value: { reason: 'of-another-complaint' } } },
          },
        },
      },
      responses: {
        200: json('Taken away.', removedAttachment, z.object({ 'Idempotency-Replayed': replayed })),
        ...problemAnswers(400, 404, 410, 412, 413, 415, 422),
      },
    },
  },
};
