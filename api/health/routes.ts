import { Router } from 'express';
import { type ApiDependencies, type Readiness, readinessChecks } from '../dependencies.ts';
import { notAvailable } from '../problems/problems.ts';
import { offer } from '../requests/routes.ts';

/** Whether the process lives, and whether it can work. */
export function healthRoutes({ readiness }: Pick<ApiDependencies, 'readiness'>): Router {
  const router = Router();
  offer(router, '/healthz', {
    get: (_request, response) => {
      response.json({ status: 'alive' });
    },
  });
  offer(router, '/readyz', {
    get: async (_request, response) => {
      const checks = await readiness().catch(() => nothingReady);
      const missing = readinessChecks.filter((check) => !checks[check]);
      if (missing.length > 0) throw notAvailable(`Not ready: ${missing.join(', ')}.`, missing);
      response.json({ status: 'ready', checks });
    },
  });
  return router;
}

const nothingReady: Readiness = { database: false, temporal: false, searchAttributes: false, worker: false };
