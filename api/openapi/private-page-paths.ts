import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { privatePageView, revocationBody } from '../schemas/private-page.ts';
import { json, problemAnswers } from './answers.ts';
import { idempotencyKey, referencePart, replayed } from './parameters.ts';

const path = z.object({ reference: referencePart });
const header = z.object({ 'Idempotency-Key': idempotencyKey });
const replay = z.object({ 'Idempotency-Replayed': replayed });
const tags = ['Complaints'];

export const privatePagePaths: ZodOpenApiPathsObject = {
  '/api/complaints/{reference}/private-page': {
    get: {
      operationId: 'readPrivatePage',
      tags,
      summary: 'Whether the complainant’s own page is open, until when, and its address',
      requestParams: { path },
      responses: { 200: json('The page.', privatePageView), ...problemAnswers(400, 404, 410) },
    },
  },
  '/api/complaints/{reference}/private-page/revoked': {
    post: {
      operationId: 'revokePrivatePage',
      tags,
      summary: 'Let the address that was given lead nowhere',
      description:
        'For an address that has fallen into other hands. The next letter names another; the journal says who revoked it.',
      requestParams: { path, header },
      requestBody: {
        required: true,
        content: { 'application/json': { schema: revocationBody, examples: { revoke: { summary: 'Revoke it', value: {} } } } },
      },
      responses: { 200: json('The page now.', privatePageView, replay), ...problemAnswers(400, 403, 404, 410, 413, 415, 422) },
    },
  },
};
