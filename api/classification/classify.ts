import type { Response } from 'express';
import type { Procedure } from '../../procedures/schema.ts';
import { type ComplaintClassification, classificationOf, classifyComplaint } from '../../register/classification.ts';
import type { Queries } from '../../register/register.ts';
import { callerOf, notAllowed } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { ClassifiedAnswer } from '../schemas/classification.ts';
import { requireClassified } from './errors.ts';

/** The classification of a complaint as it stands. */
export async function readClassification(queries: Queries, reference: string): Promise<ClassifiedAnswer> {
  const row = await queries
    .selectFrom('complaint')
    .select(['product', 'reason_category', 'root_cause', 'insurer'])
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow();
  return classificationOf(row);
}

/** Root causes are also compliance's to find, who decides nothing else. @throws Problem 403 */
function requireMayClassify(response: Response, procedure: string, given: ComplaintClassification): void {
  const caller = callerOf(response);
  const onlyCause = Object.entries(given).every(([name, value]) => name === 'rootCause' || value === undefined);
  if (caller.may('decide', procedure) || (onlyCause && caller.may('actions', procedure))) return;
  throw notAllowed();
}

/** Classifies a complaint, for the API and the desk alike. @throws Problem 422, 403 */
export async function classify(
  dependencies: ApiDependencies,
  response: Response,
  { reference, procedure }: { reference: string; procedure: Procedure },
  given: ComplaintClassification,
  seen?: ComplaintClassification,
): Promise<(queries: Queries) => Promise<ComplaintClassification>> {
  requireMayClassify(response, procedure.id, given);
  const before = await readClassification(dependencies.register.database, reference);
  await requireClassified(dependencies, given, { procedure, before });
  const { actor } = callerOf(response);
  return (queries) =>
    classifyComplaint(queries, {
      reference,
      given,
      ...(seen === undefined ? {} : { seen }),
      actor,
      now: dependencies.register.clock(),
    });
}
