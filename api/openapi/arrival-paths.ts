import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { pairBody, readAnswer, readBody, relatives, unreadList } from '../schemas/arrivals.ts';
import { json, problemAnswers } from './answers.ts';
import { idempotencyKey, referencePart, replayed } from './parameters.ts';

const path = z.object({ reference: referencePart });
const header = z.object({ 'Idempotency-Key': idempotencyKey });
const replay = z.object({ 'Idempotency-Replayed': replayed });
const tags = ['Complaints'];

export const arrivalPaths: ZodOpenApiPathsObject = {
  '/api/complaints/{reference}/unread': {
    get: {
      operationId: 'listUnread',
      tags,
      summary: 'What came in by itself, by mail or on the private page, and nobody has read yet',
      requestParams: { path },
      responses: { 200: json('The messages.', unreadList), ...problemAnswers(400, 404) },
    },
  },
  '/api/complaints/{reference}/unread/read': {
    post: {
      operationId: 'markRead',
      tags,
      summary: 'Say that somebody has read what came in',
      description: 'The journal keeps who read it. A decision on the complaint says so by itself.',
      requestParams: { path, header },
      requestBody: {
        required: true,
        content: { 'application/json': { schema: readBody, examples: { all: { summary: 'All there is', value: {} } } } },
      },
      responses: { 200: json('Read.', readAnswer, replay), ...problemAnswers(400, 403, 404, 413, 415, 422) },
    },
  },
  '/api/complaints/{reference}/relatives': {
    get: {
      operationId: 'listRelatives',
      tags,
      summary: 'What belongs to a complaint, and what may be about the same',
      requestParams: { path },
      responses: { 200: json('Its relatives.', relatives), ...problemAnswers(400, 404) },
    },
    post: {
      operationId: 'judgePair',
      tags,
      summary: 'Link a complaint with another, or say that they have nothing to do with each other',
      description: 'Nothing is merged: each goes on by itself, and the journal of both says it.',
      requestParams: { path, header },
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: pairBody,
            examples: {
              linked: { summary: 'They belong together', value: { reference: 'OPT-2026-000002', verdict: 'linked' } },
              apart: { summary: 'They only look alike', value: { reference: 'OPT-2026-000002', verdict: 'apart' } },
            },
          },
        },
      },
      responses: { 200: json('Its relatives now.', relatives, replay), ...problemAnswers(400, 403, 404, 413, 415, 422) },
    },
  },
};
