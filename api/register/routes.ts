import { Router } from 'express';
import type { ApiDependencies } from '../dependencies.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { exportQuery } from '../schemas/register-export.ts';
import { type ExportFormat, sendRegister } from './export.ts';

/** The register as a file. */
export function registerRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/register.csv', { get: exporting(dependencies, 'csv') });
  offer(router, '/api/register.xlsx', { get: exporting(dependencies, 'xlsx') });
  return router;
}

function exporting(dependencies: ApiDependencies, format: ExportFormat): Handler {
  return (request, response) => {
    const { personal, language, ...query } = readFields(exportQuery, request.query);
    return sendRegister(dependencies, response, { format, query, personal: personal === 'true', language });
  };
}
