import { planRegistration } from '../../procedures/plan-registration.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { isByPost, readComplaint, registerComplaint } from '../../register/complaints.ts';
import { handlerOfFile } from '../../register/intakes/file-handler.ts';
import { earlierRequest } from '../../register/queries.ts';
import type { Queries } from '../../register/register.ts';
import type { RequestKey } from '../../register/request-keys.ts';
import { maySee } from '../../register/viewer.ts';
import { type Caller, mustMay } from '../access/caller.ts';
import { requireClassified } from '../classification/errors.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { invalidFields } from '../problems/problems.ts';
import type { ComplaintBody } from '../schemas/complaint-body.ts';
import { given } from '../schemas/text.ts';
import { newComplaint } from './intake.ts';

/** Who registers a complaint, and what goes with it. */
interface Registering {
  caller: Caller;
  requestKey?: RequestKey | undefined;
  /** What is done in the same transaction, once the complaint is there; not for a repetition. */
  also?: ((queries: Queries, reference: string) => Promise<void>) | undefined;
  /** Where nobody is named, whoever has the client's file is in charge: for what staff take in, and what comes by itself. */
  byFile?: boolean;
}

/**
 * Registers a complaint; when it returns, the complaint is kept. The API and the desk both come here.
 *
 * @throws Problem 422 with every field that is wrong, 403
 * @throws KeyUsedOtherwise
 */
export async function registerFromBody(
  dependencies: ApiDependencies,
  body: ComplaintBody,
  { caller, requestKey, also, byFile = false }: Registering,
): Promise<{ reference: string; repeated: boolean }> {
  const { register, checkpoint } = dependencies;
  const earlier = requestKey && (await earlierRequest(register.database, requestKey));
  if (earlier) return { reference: earlier.reference, repeated: true };
  const procedure = procedureFor(dependencies, body.procedure, caller);
  const linked = body.linkedTo ? await visibleComplaint(dependencies, body.linkedTo, caller) : undefined;
  await requireClassified(dependencies, body, { procedure });
  const handlerOfFile = byFile ? await handlerKnown(dependencies, body, procedure) : undefined;
  const complaint = newComplaint(body, procedure, { now: register.clock(), actor: caller.actor, earlier: linked, handlerOfFile });
  return registerComplaint(
    register,
    complaint,
    (reference) => planRegistration(procedure, { ...complaint, reference, byPost: isByPost(complaint) }),
    { requestKey, also, ...(checkpoint === undefined ? {} : { checkpoint }) },
  );
}

/** Who has the client's file, where nobody is named. */
async function handlerKnown({ register }: ApiDependencies, body: ComplaintBody, procedure: Procedure) {
  if (given(body.caseHandler) !== undefined) return undefined;
  const staff = staffWithout(procedure, body.concernedStaff ?? []);
  return handlerOfFile(register.database, { marked: body, procedure: procedure.id, staff });
}

/** The ids of the firm's staff, but for those whom a complaint is about. */
export function staffWithout({ staff }: Procedure, concerned: readonly string[]): string[] {
  return staff.map(({ id }) => id).filter((id) => !concerned.includes(id));
}

async function visibleComplaint({ register: { database } }: ApiDependencies, reference: string, { viewer }: Caller) {
  return (await maySee(database, viewer, reference)) ? (await readComplaint(database, reference))?.row : undefined;
}

/** The procedure in force, for which the caller may register. @throws Problem 422 where there is none of that id, 403 */
export function procedureFor({ library }: Pick<ApiDependencies, 'library'>, id: string, caller: Caller): Procedure {
  const procedure = library.inForce(id);
  if (procedure) {
    mustMay(caller, 'register', id);
    return procedure;
  }
  const known = library
    .allInForce()
    .map((one) => one.id)
    .filter((one) => caller.may('register', one));
  throw invalidFields([{ path: 'procedure', code: 'not-known', message: `is not known; allowed: ${known.join(', ')}` }]);
}
