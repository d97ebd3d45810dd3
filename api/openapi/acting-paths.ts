import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { assignmentsAnswer, assignmentsBody } from '../schemas/assignments.ts';
import { eventsQuery } from '../schemas/events.ts';
import { decisionBody, escalationBody, receivedBody } from '../schemas/message-bodies.ts';
import { keptNote, noteBody, noteList } from '../schemas/notes.ts';
import { preview } from '../schemas/preview.ts';
import { json, problemAnswers } from './answers.ts';
import { decisionExamples } from './decision-examples.ts';
import { type Examples, escalationExamples, receivedExamples } from './examples.ts';
import { idempotencyKey, referencePart, replayed } from './parameters.ts';

/** Looking at a decision's letters before it is taken, assigning many complaints, and hearing of changes. */
export function actingPaths(today: CivilDate): ZodOpenApiPathsObject {
  return {
    '/api/complaints/{reference}/decisions/preview': {
      post: previewing({
        operationId: 'previewDecision',
        summary: 'See the letters that a decision would send at once, before it is taken',
        schema: decisionBody,
        examples: decisionExamples(today),
      }),
    },
    '/api/complaints/{reference}/escalations/preview': {
      post: previewing({
        operationId: 'previewEscalation',
        summary: 'See the letters of an escalation before it is made',
        schema: escalationBody,
        examples: escalationExamples,
      }),
    },
    '/api/complaints/{reference}/received/preview': {
      post: previewing({
        operationId: 'previewReceived',
        summary: 'See the letters that something received would send, before it is taken in',
        schema: receivedBody,
        examples: receivedExamples,
      }),
    },
    '/api/complaints/{reference}/notes': { get: readingNotes, post: noting },
    '/api/assignments': { post: assigning },
    '/api/events': { get: events },
  };
}

interface Previewing {
  operationId: string;
  summary: string;
  schema: z.ZodType;
  examples: Examples;
}

function previewing({ schema, examples, ...said }: Previewing): ZodOpenApiOperationObject {
  return {
    ...said,
    tags: ['Decisions'],
    description: `The body is that of the real thing, read and judged by the same rules, and written by the functions that write the real
letters. Nothing is kept and nothing is sent; what is not allowed is answered as it would be. The empty list: it sends no letter at once.`,
    requestParams: { path: z.object({ reference: referencePart }) },
    requestBody: { required: true, content: { 'application/json': { schema, examples } } },
    responses: { 200: json('The letters, in their order.', preview), ...problemAnswers(400, 404, 409, 410, 413, 415, 422) },
  };
}

const readingNotes: ZodOpenApiOperationObject = {
  operationId: 'listNotes',
  tags: ['Complaints'],
  summary: 'What staff have noted for each other about a complaint',
  requestParams: { path: z.object({ reference: referencePart }) },
  responses: { 200: json('The notes.', noteList), ...problemAnswers(400, 404, 410) },
};

const noting: ZodOpenApiOperationObject = {
  operationId: 'addNote',
  tags: ['Complaints'],
  summary: 'Note something for the others who work on a complaint',
  description:
    'It is kept encrypted, stands in no letter and no file for the mediator, and does not change the complaint’s state. A token that only reads, exports or counts adds none.',
  requestParams: { path: z.object({ reference: referencePart }), header: z.object({ 'Idempotency-Key': idempotencyKey }) },
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: noteBody,
        examples: { called: { summary: 'A call', value: { text: 'Appelée le matin : préfère être jointe après 17 h.' } } },
      },
    },
  },
  responses: {
    201: json('Kept.', keptNote, z.object({ 'Idempotency-Replayed': replayed })),
    ...problemAnswers(400, 404, 410, 413, 415, 422),
  },
};

const assigning: ZodOpenApiOperationObject = {
  operationId: 'assignMany',
  tags: ['Decisions'],
  summary: 'Put people in charge of many complaints at once',
  description: `Each is a decision \`assign\` of its own, in the order of its complaint’s messages. One that is refused holds up no other: it
stands in the answer with its reason. Those accepted are kept together, once this is answered; where it is not, none is.`,
  requestParams: { header: z.object({ 'Idempotency-Key': idempotencyKey }) },
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: assignmentsBody,
        examples: {
          two: {
            summary: 'Two complaints',
            value: {
              assignments: [
                { reference: 'OPT-2026-000001', caseHandler: 'client-service' },
                { reference: 'OPT-2026-000002', caseHandler: 'client-service' },
              ],
            },
          },
        },
      },
    },
  },
  responses: {
    200: json(
      'What became of each, in the order of the request.',
      assignmentsAnswer,
      z.object({ 'Idempotency-Replayed': replayed }),
    ),
    ...problemAnswers(400, 413, 415, 422),
  },
};

const events: ZodOpenApiOperationObject = {
  operationId: 'followChanges',
  tags: ['Complaints'],
  summary: 'Hear of every change of a complaint as it happens',
  description: `Server-sent events, until the client or the process ends the connection. \`complaint-changed\` (its data: the schema
ComplaintChanged) for each row that is added to a journal, in one order for all complaints. It says that something has changed: read the
complaint for what. Connect again with the last id as \`Last-Event-ID\`, and every change since is told, at least once; where there were
too many, or the id is none, \`reset\` comes instead: read anew what you show.`,
  requestParams: {
    query: eventsQuery,
    header: z.object({
      'Last-Event-ID': z.string().optional().meta({ description: 'The last `id` that was received.' }),
    }),
  },
  responses: {
    200: { description: 'The events.', content: { 'text/event-stream': { schema: z.string() } } },
    ...problemAnswers(422),
  },
};
