import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { readinessChecks } from '../dependencies.ts';
import { deadlinesAnswer, deadlinesQuery, procedureInFull, procedureList, procedureVersions } from '../schemas/procedures.ts';
import { json, notReady, problemAnswers } from './answers.ts';

/** Operations that need no token. */
const open = { security: [] };

const procedurePath = z.object({ id: z.string().meta({ example: 'opticourtage' }) });

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
  '/api/procedures/{id}': {
    get: {
      operationId: 'readProcedure',
      tags: ['Procedures'],
      summary: 'A procedure as data, each statement with the sentence that it rests on',
      description:
        "The firm's own limits and those of regulators beside each other, and Doléance's own where both are silent. A law without a number stays visible and leads to no date.",
      requestParams: { path: procedurePath },
      responses: { 200: json('The procedure in force.', procedureInFull), ...problemAnswers(400, 404) },
    },
  },
  '/api/procedures/{id}/versions': {
    get: {
      operationId: 'listProcedureVersions',
      tags: ['Procedures'],
      summary: 'The versions of a procedure, and how many complaints run on each',
      description: 'The latest first. A complaint keeps the version that was in force when it was registered.',
      requestParams: { path: procedurePath },
      responses: { 200: json('The versions.', procedureVersions), ...problemAnswers(400, 404) },
    },
  },
  '/api/procedures/{id}/versions/{version}': {
    get: {
      operationId: 'readProcedureVersion',
      tags: ['Procedures'],
      summary: 'One version of a procedure',
      requestParams: {
        path: procedurePath.extend({
          version: z.string().meta({ description: '`procedureVersion` of a complaint, its `@` written as `%40` where need be.' }),
        }),
      },
      responses: { 200: json('The version.', procedureInFull), ...problemAnswers(400, 404) },
    },
  },
  '/api/procedures/{id}/deadlines': {
    get: {
      operationId: 'planDeadlines',
      tags: ['Procedures'],
      summary: 'The deadlines of a complaint received on some day',
      description: 'The same answer as `npm run deadlines`; nothing is registered.',
      requestParams: { path: procedurePath, query: deadlinesQuery },
      responses: { 200: json('The deadlines.', deadlinesAnswer), ...problemAnswers(400, 404, 422) },
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
