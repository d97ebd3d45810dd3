import { readSituation } from '../../register/messages.ts';
import { allowedDecisions } from '../../workflows/domain/judge.ts';
import type { DecisionName, Refusal } from '../../workflows/domain/messages.ts';
import type { ComplaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';
import { notAllowedNow, whyRefused } from '../problems/problems.ts';

/** Refusals that a field's value brings about and not the complaint's state. */
const byField: Partial<Record<Refusal, string>> = {
  'unknown-case-handler': 'caseHandler',
  'date-not-later': 'newDate',
  'text-missing': '',
  malformed: '',
};

/**
 * Why a message is refused: 422 where another value would do, else 409 with the decisions that are allowed now.
 *
 * @param message the message's id, where the workflow refused what had been accepted
 */
export async function refusal(
  { register }: ApiDependencies,
  { reference, rulebook }: ComplaintInPath,
  reason: Refusal,
  message?: string,
): Promise<Problem> {
  const path = byField[reason];
  if (path !== undefined && message === undefined)
    return new Problem(422, { extensions: { reason, errors: [{ path, message: whyRefused[reason] }] } });
  const known = await readSituation(register, reference, rulebook);
  const allowed: DecisionName[] = known ? allowedDecisions(known.situation) : [];
  return notAllowedNow(reason, allowed, message);
}
