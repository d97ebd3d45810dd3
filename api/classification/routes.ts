import { Router } from 'express';
import { holdComplaint } from '../../register/complaints.ts';
import { requireSeen } from '../../register/seen-state.ts';
import { complaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint } from '../paths.ts';
import { once } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { offer } from '../requests/routes.ts';
import { seenState } from '../requests/seen-state.ts';
import { type ClassifiedAnswer, classificationBody } from '../schemas/classification.ts';
import { classify, readClassification } from './classify.ts';

/** What complaints are told apart by, and saying it of one. */
export function classificationRoutes(dependencies: ApiDependencies): Router {
  const { register, classification } = dependencies;
  const router = Router();
  offer(router, '/api/classification', { get: (_request, response) => void response.json(classification) });
  offer(router, '/api/complaints/:reference/classification', {
    get: async (request, response) => {
      const { reference } = await complaintInPath(dependencies, request, response);
      response.json((await readClassification(register.database, reference)) satisfies ClassifiedAnswer);
    },
    post: async (request, response) => {
      const complaint = await complaintInPath(dependencies, request, response);
      const body = readFields(classificationBody, request.body);
      const work = await classify(dependencies, response, complaint, body);
      const asked = { route: `POST ${pathOfComplaint(complaint.reference)}/classification`, body, about: complaint.reference };
      const seen = seenState(request);
      await once(register, request, response, asked, async (queries) => {
        await holdComplaint(queries, complaint.reference);
        await requireSeen(queries, complaint.reference, seen);
        return work(queries);
      });
      response.json((await readClassification(register.database, complaint.reference)) satisfies ClassifiedAnswer);
    },
  });
  return router;
}
