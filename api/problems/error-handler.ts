import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { StorageFault } from '../../attachments/storage/storage.ts';
import { IntakeChanged, IntakeDecided } from '../../register/intakes/course.ts';
import { Erased } from '../../register/personal-texts.ts';
import { KeyUsedOtherwise } from '../../register/request-keys.ts';
import { ComplaintChanged } from '../../register/seen-state.ts';
import { describeFault, isDatabaseAway, isUnstorable } from './faults.ts';
import { Problem, sendProblem } from './problem.ts';
import { changedMeanwhile, erased, intakeDecided, keyUsedOtherwise, notAvailable } from './problems.ts';

/** Answers every error as a problem. What nobody foresaw is logged by its name and place, and answered without details. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const problem = problemOf(error);
    tellFault(log, response, problem, error);
    if (response.headersSent) next(error);
    else sendProblem(response, problem);
  };
}

/** A connection lost while committing leaves open whether it was done, so nothing else can be promised. */
const awayDetail =
  'The register cannot be reached. Try again in a moment; a request with an Idempotency-Key is never done twice.';

/** Logs what nobody foresaw, by its name and place. */
export function tellFault(log: Logger, response: Response, { status }: Problem, error: unknown): void {
  if (status >= 500 || isUnstorable(error))
    log.error({ reqId: response.locals['requestId'] as string, fault: describeFault(error) }, 'request failed');
}

const storageAwayDetail = 'The storage of attachments cannot be used at the moment, so nothing was done. Try again in a moment.';

/** What an error is to whoever asked. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof KeyUsedOtherwise) return keyUsedOtherwise();
  if (error instanceof ComplaintChanged) return changedMeanwhile(error);
  if (error instanceof IntakeChanged) return changedMeanwhile(error);
  if (error instanceof IntakeDecided) return intakeDecided(error);
  if (error instanceof Erased) return erased();
  if (error instanceof StorageFault) return notAvailable(storageAwayDetail);
  if (isDatabaseAway(error)) return notAvailable(awayDetail);
  if (isUnstorable(error)) return new Problem(400, { detail: 'The address or the body has a value that cannot be looked for.' });
  return problemOfExpress(error) ?? new Problem(500);
}

/** Express and its body parser carry a status; their messages repeat what was sent, so they are not passed on. */
function problemOfExpress(error: unknown): Problem | undefined {
  const { status, type } = (error ?? {}) as { status?: unknown; type?: unknown };
  if (status === 413) return new Problem(413, { detail: 'A body may have 256 kB at most.' });
  if (status === 415) return new Problem(415, { detail: 'Send JSON in UTF-8: Content-Type: application/json' });
  if (type === 'entity.parse.failed') return new Problem(400, { detail: 'The body is no JSON object.' });
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Problem(400, { detail: 'The address, a header or the body cannot be read.' });
  return undefined;
}
