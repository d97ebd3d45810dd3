import { Router } from 'express';
import type { ApiDependencies } from '../dependencies.ts';

export function documentationRoutes(_d: ApiDependencies): Router {
  return Router();
}
