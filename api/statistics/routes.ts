import { Router } from 'express';
import { z } from 'zod';
import { languages } from '../../register/complaint-content.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { readFields } from '../requests/read-fields.ts';
import { offer } from '../requests/routes.ts';
import { type AnnualReturnAnswer, firmYearQuery, type QuestionnaireAnswer, statisticsQuery } from '../schemas/statistics.ts';
import { questionnaireFor } from './questionnaire.ts';
import { annualReturnFor, firmForStatistics, statisticsFor, yearOf } from './read.ts';

/** A firm's year, with the words in a language. */
export const questionnaireQuery = firmYearQuery.extend({
  language: z.enum(languages).optional().meta({ description: "Of the words in the answers; the firm's first where left out." }),
});

/** What the register says of a period, and what is reported once a year. */
export function statisticsRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/statistics', {
    get: async (request, response) => {
      response.json(await statisticsFor(dependencies, response, readFields(statisticsQuery, request.query)));
    },
  });
  offer(router, '/api/statistics/annual-return', {
    get: async (request, response) => {
      const query = readFields(firmYearQuery, request.query);
      const procedure = firmForStatistics(dependencies, response, query.procedure);
      const year = yearOf(dependencies, procedure, query.year);
      response.json((await annualReturnFor(dependencies, response, procedure, year)) satisfies AnnualReturnAnswer);
    },
  });
  offer(router, '/api/statistics/questionnaire', {
    get: async (request, response) => {
      const query = readFields(questionnaireQuery, request.query);
      const procedure = firmForStatistics(dependencies, response, query.procedure);
      const year = yearOf(dependencies, procedure, query.year);
      const language = query.language ?? procedure.firm.languages[0] ?? 'fr';
      const answer = await questionnaireFor(dependencies, response, { procedure, year, language });
      response.json(answer satisfies QuestionnaireAnswer);
    },
  });
  return router;
}
