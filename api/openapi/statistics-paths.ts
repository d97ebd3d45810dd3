import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { addCalendarDays } from '../../procedures/civil-dates.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import {
  actionBody,
  actionChange,
  actionInFull,
  actionList,
  actionsQuery,
  causesAnswer,
  causesQuery,
} from '../schemas/actions.ts';
import { classificationAnswer, classificationBody, classifiedAnswer } from '../schemas/classification.ts';
import {
  annualReturnAnswer,
  firmYearQuery,
  questionnaireAnswer,
  statisticsAnswer,
  statisticsQuery,
} from '../schemas/statistics.ts';
import { questionnaireQuery } from '../statistics/routes.ts';
import { json, problemAnswers } from './answers.ts';
import { idempotencyKey, idPart, ifMatch, nextLink, referencePart, replayed } from './parameters.ts';

const key = { header: z.object({ 'Idempotency-Key': idempotencyKey }) };
const replayedHeader = z.object({ 'Idempotency-Replayed': replayed });

/** Statistics, classification, corrective actions. @param today see `openApiDocument` */
export function statisticsPaths(today: CivilDate): ZodOpenApiPathsObject {
  return {
    '/api/classification': {
      get: {
        operationId: 'readClassification',
        tags: ['Statistics'],
        summary: 'What complaints are told apart by: kinds of contract, reasons, root causes',
        responses: { 200: json('The lists.', classificationAnswer), ...problemAnswers() },
      },
    },
    '/api/complaints/{reference}/classification': {
      get: {
        operationId: 'readClassificationOfComplaint',
        tags: ['Statistics'],
        summary: 'What a complaint is about',
        requestParams: { path: z.object({ reference: referencePart }) },
        responses: { 200: json('As it stands.', classifiedAnswer), ...problemAnswers(400, 404) },
      },
      post: {
        operationId: 'classifyComplaint',
        tags: ['Statistics'],
        summary: 'Say what a complaint is about',
        description: 'Its kind of contract, reason, root cause and insurer, for statistics; the journal tells each change.',
        requestParams: {
          path: z.object({ reference: referencePart }),
          header: z.object({ 'Idempotency-Key': idempotencyKey, 'If-Match': ifMatch }),
        },
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: classificationBody,
              examples: { 'by what it is about': { value: { product: 'home', reasonCategory: 'amount-paid' } } },
            },
          },
        },
        responses: {
          200: json('As it stands now.', classifiedAnswer, replayedHeader),
          ...problemAnswers(400, 404, 410, 412, 413, 415, 422),
        },
      },
    },
    '/api/statistics': {
      get: {
        operationId: 'readStatistics',
        tags: ['Statistics'],
        summary: 'What the register says of a period',
        description: 'Exactly the complaints that the token gives access to are counted.',
        requestParams: { query: statisticsQuery },
        responses: { 200: json('The statistics.', statisticsAnswer), ...problemAnswers(422) },
      },
    },
    '/api/statistics/annual-return': {
      get: {
        operationId: 'readAnnualReturn',
        tags: ['Statistics'],
        summary: 'What a firm tells each insurer once a year',
        requestParams: { query: firmYearQuery },
        responses: { 200: json('A row for each insurer.', annualReturnAnswer), ...problemAnswers(422) },
      },
    },
    '/api/statistics/questionnaire': {
      get: {
        operationId: 'readQuestionnaire',
        tags: ['Statistics'],
        summary: "The supervisor's questions about a year, answered",
        description: "The authorities' own forms were not found: each question says what it rests on.",
        requestParams: { query: questionnaireQuery },
        responses: { 200: json('The questions and answers.', questionnaireAnswer), ...problemAnswers(422) },
      },
    },
    '/api/actions': {
      get: {
        operationId: 'listActions',
        tags: ['Corrective actions'],
        summary: 'Corrective actions, what is pressing first',
        requestParams: { query: actionsQuery },
        responses: { 200: json('A page.', actionList, z.object({ Link: nextLink })), ...problemAnswers(422) },
      },
      post: {
        operationId: 'openAction',
        tags: ['Corrective actions'],
        summary: 'Open a corrective action',
        requestParams: key,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: actionBody,
              examples: {
                'about a reason': {
                  value: {
                    procedure: 'opticourtage',
                    title: 'Reword the letter about the excess',
                    reasonCategory: 'amount-paid',
                    owner: 'complaints-manager',
                    dueOn: addCalendarDays(today, 60),
                  },
                },
              },
            },
          },
        },
        responses: {
          201: json('It is opened.', actionInFull, replayedHeader.extend({ Location: z.string() })),
          ...problemAnswers(400, 404, 409, 413, 415, 422),
        },
      },
    },
    '/api/actions/{id}': {
      get: {
        operationId: 'readAction',
        tags: ['Corrective actions'],
        summary: 'An action with its history',
        requestParams: { path: z.object({ id: idPart }) },
        responses: { 200: json('The action.', actionInFull), ...problemAnswers(400, 404) },
      },
    },
    '/api/actions/{id}/changes': {
      post: {
        operationId: 'changeAction',
        tags: ['Corrective actions'],
        summary: 'Edit an action, note that it is done, whether it worked, or that it is given up',
        requestParams: { path: z.object({ id: idPart }), ...key },
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: actionChange,
              examples: {
                done: { value: { change: 'done' } },
                'found without effect': {
                  value: { change: 'check', effective: false, finding: 'As many complaints as before.' },
                },
                'given up': { value: { change: 'give-up', finding: 'The product is sold no more.' } },
              },
            },
          },
        },
        responses: {
          200: json('As it stands now.', actionInFull, replayedHeader),
          ...problemAnswers(400, 404, 409, 413, 415, 422),
        },
      },
    },
    '/api/causes': {
      get: {
        operationId: 'listRecurringCauses',
        tags: ['Corrective actions'],
        summary: 'What keeps coming back at a firm',
        description: 'The same reason, kind of contract, insurer or root cause, from a number of complaints on within some days.',
        requestParams: { query: causesQuery },
        responses: { 200: json('The most first.', causesAnswer), ...problemAnswers(422) },
      },
    },
  };
}
