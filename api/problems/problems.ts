import type { DecisionName, Refusal } from '../../workflows/domain/messages.ts';
import { type FieldError, Problem } from './problem.ts';

/** 422: fields that are wrong, each with its path. */
export function invalidFields(errors: FieldError[]): Problem {
  return new Problem(422, { extensions: { errors } });
}

/** 404, with what is not there. */
export function notFound(detail: string): Problem {
  return new Problem(404, { detail });
}

/** 410: the person has been erased, and the text with it. */
export function erased(): Problem {
  return new Problem(410, { detail: 'The personal data of this complaint has been erased.' });
}

/** 422: an Idempotency-Key that came with another request before. */
export function keyUsedOtherwise(): Problem {
  const errors = [{ path: 'Idempotency-Key', message: 'was used for another request before; take a new key' }];
  return new Problem(422, { kind: 'key-used-otherwise', extensions: { errors } });
}

/** 409: the complaint's state does not allow it, and what it does allow. */
export function notAllowedNow(reason: Refusal, allowedDecisions: DecisionName[], message?: string): Problem {
  return new Problem(409, {
    detail: whyRefused[reason],
    extensions: { reason, allowedDecisions, ...(message === undefined ? {} : { message }) },
  });
}

/** 503: what is missing may be back in a moment. */
export function notAvailable(detail: string, missing?: string[]): Problem {
  return new Problem(503, {
    detail,
    headers: { 'Retry-After': '5' },
    ...(missing === undefined ? {} : { extensions: { missing } }),
  });
}

/** Each refusal in a sentence. */
export const whyRefused: Record<Refusal, string> = {
  'already-acknowledged': 'The acknowledgement has left, or is on its way.',
  'already-answered': 'The complaint has been answered, which takes the place of an acknowledgement.',
  'already-decided': 'This has been decided already.',
  'already-assigned': 'This person is in charge of the complaint already.',
  'already-forwarded': 'The complaint is with the insurer already.',
  'already-escalated': 'The complaint has gone on there already.',
  closed: 'The complaint is closed.',
  'not-answered': 'The complaint has not been answered yet.',
  'not-closed': 'The complaint is not closed.',
  'no-enquiry-open': 'No enquiry waits for an answer.',
  'nothing-decided': 'Nothing has been decided that this could follow.',
  'date-not-later': 'The new date is not later than today and the date that was given before.',
  'unknown-case-handler': 'The procedure names nobody of this id.',
  'text-missing': 'The letter that this occasions would lack a text.',
  malformed: 'This is none of the known messages.',
};
