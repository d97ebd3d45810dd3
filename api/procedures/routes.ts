import { type Request, type Response, Router } from 'express';
import {
  type DeadlinesAnswer,
  type DeadlinesQuestion,
  DeadlinesQuestionError,
  deadlinesAnswer,
} from '../../procedures/deadlines.ts';
import type { Procedures } from '../../procedures/load-procedures.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { callerOf, knowsFirm } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { invalidFields, notFound } from '../problems/problems.ts';
import { readFields } from '../requests/read-fields.ts';
import { offer, pathPart } from '../requests/routes.ts';
import { deadlinesQuery, type ProcedureList } from '../schemas/procedures.ts';
import { linksOf, procedureInFull, staffOf } from './procedure-view.ts';
import { versionOfProcedure, versionsOfProcedure } from './versions.ts';

/** The procedures in force with their versions, and the deadlines that they lead to. */
export function procedureRoutes(dependencies: ApiDependencies): Router {
  const { library, directory } = dependencies;
  const router = Router();
  const known = (response: Response): Procedures => {
    const caller = callerOf(response);
    const all = library.allInForce().filter(({ id }) => knowsFirm(caller, id));
    return { get: (id) => all.find((one) => one.id === id), all: () => all };
  };
  offer(router, '/api/procedures', {
    get: (_request, response) => {
      response.json(listOf(known(response)));
    },
  });
  offer(router, '/api/procedures/:id', {
    get: (request, response) => {
      response.json(procedureInFull(knownProcedure(known(response), request), directory));
    },
  });
  offer(router, '/api/procedures/:id/deadlines', {
    get: (request, response) => {
      const procedures = known(response);
      const procedure = knownProcedure(procedures, request);
      const query = readFields(deadlinesQuery, request.query);
      response.json(answer(procedures, { ...query, procedure: procedure.id }));
    },
  });
  offer(router, '/api/procedures/:id/versions', { get: versionsOfProcedure(dependencies) });
  offer(router, '/api/procedures/:id/versions/:version', { get: versionOfProcedure(dependencies) });
  return router;
}

function knownProcedure(procedures: Procedures, request: Request): Procedure {
  const procedure = procedures.get(pathPart(request, 'id'));
  if (!procedure) throw notFound('There is no procedure of this id. /api/procedures lists them.');
  return procedure;
}

function listOf(procedures: Procedures): ProcedureList {
  return {
    items: procedures.all().map(({ id, prefix, firm, version, staff }) => ({
      id,
      firm: firm.name,
      prefix,
      timeZone: firm.timeZone,
      languages: firm.languages,
      version,
      staff: staffOf(staff),
      links: linksOf(id),
    })),
  };
}

function answer(procedures: Procedures, question: DeadlinesQuestion): DeadlinesAnswer {
  try {
    return deadlinesAnswer(procedures, question);
  } catch (error) {
    if (error instanceof DeadlinesQuestionError)
      throw invalidFields([{ path: error.field, code: 'wrong-form', message: error.message }]);
    throw error;
  }
}
