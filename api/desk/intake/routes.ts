import { Router } from 'express';
import type { ApiDependencies } from '../../dependencies.ts';
import { deskPage, uploadPage } from '../pages.ts';
import { enterComplaint, entryForeseen, fieldsOfFirm, newComplaintForm } from './entry.ts';
import { fieldsOfFirmPath } from './form-view.ts';
import { addFilesOnIntake, intakeFile } from './intake-files.ts';
import { decideOnIntake, intakeForeseen, intakePage, intakesPage } from './intakes.ts';

/** What comes in: entered by staff, or waiting for them. */
export function intakePages(dependencies: ApiDependencies): Router {
  const router = Router();
  uploadPage(router, '/desk/complaints/new', { get: newComplaintForm(dependencies), post: enterComplaint(dependencies) });
  deskPage(router, '/desk/complaints/new/foreseen', { post: entryForeseen(dependencies) });
  deskPage(router, fieldsOfFirmPath, { post: fieldsOfFirm(dependencies) });
  deskPage(router, '/desk/intakes', { get: intakesPage(dependencies) });
  deskPage(router, '/desk/intakes/:id', { get: intakePage(dependencies), post: decideOnIntake(dependencies) });
  uploadPage(router, '/desk/intakes/:id/files', { post: addFilesOnIntake(dependencies) });
  deskPage(router, '/desk/intakes/:id/files/:file', { get: intakeFile(dependencies) });
  deskPage(router, '/desk/intakes/:id/foreseen', { post: intakeForeseen(dependencies) });
  return router;
}
