import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { readinessChecks } from '../dependencies.ts';
import { deadlinesAnswer, deadlinesQuery, procedureList } from '../schemas/procedures.ts';
import { json, notReady, problemAnswers } from './answers.ts';

/** Operations that need no token. */
const open = { security: [] };

const readiness = z.record(z.enum(readinessChecks), z.boolean());

export const otherPaths: ZodOpenApiPathsObject = {
  '/api/procedures': {
    get: {
      operationId: 'listProcedures',
      tags: ['Procedures'],
      summary: 'The procedures in force',
      responses: { 200: json('The procedures.', procedureList), ...problemAnswers() },
    },
  },
  '/api/procedures/{id}/deadlines': {
    get: {
      operationId: 'planDeadlines',
      tags: ['Procedures'],
      summary: 'The deadlines of a complaint received on some day',
      description: 'The same answer as `npm run deadlines`; nothing is registered.',
      requestParams: { path: z.object({ id: z.string().meta({ example: 'opticourtage' }) }), query: deadlinesQuery },
      responses: { 200: json('The deadlines.', deadlinesAnswer), ...problemAnswers(404, 422) },
    },
  },
  '/api/openapi.json': {
    get: {
      ...open,
      operationId: 'readOpenApi',
      tags: ['About'],
      summary: 'This document',
      responses: { 200: json('The OpenAPI document.', z.record(z.string(), z.unknown())) },
    },
  },
  '/healthz': {
    get: {
      ...open,
      operationId: 'isAlive',
      tags: ['About'],
      summary: 'Whether the process lives',
      responses: { 200: json('It does.', z.object({ status: z.literal('alive') })) },
    },
  },
  '/readyz': {
    get: {
      ...open,
      operationId: 'isReady',
      tags: ['About'],
      summary: 'Whether the register, Temporal and a worker are there',
      responses: { 200: json('All is there.', z.object({ status: z.literal('ready'), checks: readiness })), 503: notReady },
    },
  },
};
