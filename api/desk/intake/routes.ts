import { Router } from 'express';
import type { ApiDependencies } from '../../dependencies.ts';
import { deskPage } from '../pages.ts';
import { enterComplaint, entryForeseen, newComplaintForm } from './entry.ts';
import { decideOnIntake, intakeForeseen, intakePage, intakesPage } from './intakes.ts';

/** What comes in: entered by staff, or waiting for them. */
export function intakePages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/complaints/new', { get: newComplaintForm(dependencies), post: enterComplaint(dependencies) });
  deskPage(router, '/desk/complaints/new/foreseen', { post: entryForeseen(dependencies) });
  deskPage(router, '/desk/intakes', { get: intakesPage(dependencies) });
  deskPage(router, '/desk/intakes/:id', { get: intakePage(dependencies), post: decideOnIntake(dependencies) });
  deskPage(router, '/desk/intakes/:id/foreseen', { post: intakeForeseen(dependencies) });
  return router;
}
