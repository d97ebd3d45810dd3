import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { complaintBody } from '../schemas/complaint-body.ts';
import { complaintView } from '../schemas/complaint-view.ts';
import { journalPage, journalQuery } from '../schemas/journal.ts';
import { complaintList, listQuery } from '../schemas/list.ts';
import { json, problemAnswers } from './answers.ts';
import { complaintExamples } from './examples.ts';
import { etag, idempotencyKey, nextLink, referencePart, replayed } from './parameters.ts';

export function complaintPaths(today: CivilDate): ZodOpenApiPathsObject {
  return {
    '/api/complaints': {
      post: {
        operationId: 'registerComplaint',
        tags: ['Complaints'],
        summary: 'Register a complaint',
        description: `Once this is answered the complaint is kept, its duties are planned and its workflow begins. Nothing that is missing
makes it less of a complaint: what the procedure asks for and was not said stands in \`missing\`, and is asked for.

What was only said (\`phone\`, \`meeting\`) is taken or invited to be written, as the procedure says; \`solvedAtOnce\` records what was
put right at once. \`earlierWriting\` says when and to whom the person had complained in writing before.`,
        requestParams: { header: z.object({ 'Idempotency-Key': idempotencyKey }) },
        requestBody: {
          required: true,
          content: { 'application/json': { schema: complaintBody, examples: complaintExamples(today) } },
        },
        responses: {
          201: json(
            'Registered.',
            complaintView,
            z.object({ Location: z.string(), ETag: etag, 'Idempotency-Replayed': replayed }),
          ),
          ...problemAnswers(400, 413, 415, 422),
        },
      },
      get: {
        operationId: 'listComplaints',
        tags: ['Complaints'],
        summary: 'List complaints',
        description: `A page at a time, with nothing personal, newest first where no other order is asked for. All filters apply together; those that may be
given several times (\`stage=received&stage=acknowledged\`) apply where one of their values does.`,
        requestParams: { query: listQuery },
        responses: {
          200: json('One page.', complaintList, z.object({ Link: nextLink })),
          ...problemAnswers(422),
        },
      },
    },
    '/api/complaints/{reference}': {
      get: {
        operationId: 'readComplaint',
        tags: ['Complaints'],
        summary: 'Read a complaint',
        description:
          'Facts, the complaint itself, deadlines, timeline, letters, breaches, and the decisions that are allowed now.',
        requestParams: { path: z.object({ reference: referencePart }) },
        responses: { 200: json('The complaint.', complaintView, z.object({ ETag: etag })), ...problemAnswers(400, 404) },
      },
    },
    '/api/complaints/{reference}/journal': {
      get: {
        operationId: 'readJournal',
        tags: ['Complaints'],
        summary: 'The journal of a complaint: who did what, and when',
        description:
          'A page at a time, oldest first. Rows are added and never changed; `after` with the number from an ETag gives what is new since.',
        requestParams: { path: z.object({ reference: referencePart }), query: journalQuery },
        responses: { 200: json('One page.', journalPage, z.object({ Link: nextLink })), ...problemAnswers(400, 404, 422) },
      },
    },
  };
}
