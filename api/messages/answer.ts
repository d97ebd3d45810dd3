import type { Request, Response } from 'express';
import { numberOfOutcome } from '../../register/journal.ts';
import type { Acceptance } from '../../register/messages.ts';
import type { MessageOutcome } from '../../workflows/domain/standing.ts';
import type { ComplaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfMessage } from '../paths.ts';
import { isDatabaseAway } from '../problems/faults.ts';
import { markReplayed } from '../requests/idempotency.ts';
import { waitPreferred } from '../requests/prefer.ts';
import { tellState } from '../requests/seen-state.ts';
import { refusalAfterAcceptance } from './refusal.ts';

/**
 * Answers an accepted message: 202 with its address; with `Prefer: wait=N`, once the workflow has applied it, 200, or 409 where
 * the workflow refused it; 202 again where the time runs out.
 */
export async function answerAccepted(
  dependencies: ApiDependencies,
  known: ComplaintInPath,
  { id, repeated, number }: Extract<Acceptance, { accepted: true }>,
  request: Request,
  response: Response,
): Promise<void> {
  markReplayed(response, repeated);
  response.location(pathOfMessage(known.reference, id));
  const seconds = waitPreferred(request.headers['prefer']);
  if (seconds !== undefined) response.set('Preference-Applied', `wait=${seconds}`);
  const outcome = seconds === undefined ? undefined : await outcomeWithin(seconds, dependencies, known.reference, id);
  if (outcome?.state === 'refused') throw await refusalAfterAcceptance(dependencies, known, outcome.refusal ?? 'malformed', id);
  if (outcome?.state === 'applied') {
    tellState(response, await numberAfter(dependencies, known.reference, id, number));
    response.json({ id, state: 'applied' });
  } else {
    tellState(response, number);
    response.status(202).json({ id, state: 'accepted' });
  }
}

/** Applied as it is, the message is answered even where the register goes away now; the state is then the one of its acceptance. */
async function numberAfter(
  { register }: ApiDependencies,
  reference: string,
  id: string,
  accepted: number | undefined,
): Promise<number | undefined> {
  return numberOfOutcome(register.database, reference, id).catch((error: unknown) => {
    if (isDatabaseAway(error)) return accepted;
    throw error;
  });
}

/** The message is kept already: a register that goes away while the client waits only hides what becomes of it. */
async function outcomeWithin(
  seconds: number,
  { outcomes }: ApiDependencies,
  reference: string,
  id: string,
): Promise<MessageOutcome | undefined> {
  return outcomes.wait(reference, id, seconds).catch((error: unknown) => {
    if (isDatabaseAway(error)) return undefined;
    throw error;
  });
}
