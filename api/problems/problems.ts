import type { ComplaintChanged } from '../../register/seen-state.ts';
import type { DecisionName, Refusal } from '../../workflows/domain/messages.ts';
import { tagOf } from '../requests/seen-state.ts';
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
  const errors = [
    {
      path: 'Idempotency-Key',
      code: 'key-used-otherwise' as const,
      message: 'was used for another request before; take a new key',
    },
  ];
  return new Problem(422, { kind: 'key-used-otherwise', extensions: { errors } });
}

/** 409: the complaint's state does not allow it, and what it does allow. */
export function notAllowedNow(
  reason: Refusal,
  allowedDecisions: DecisionName[],
  { decision, message }: { decision?: DecisionName | undefined; message?: string } = {},
): Problem {
  return new Problem(409, {
    detail: decision === 'approve' && reason === 'date-not-possible' ? dayInProposalPassed : whyRefused[reason],
    extensions: { reason, allowedDecisions, ...(message === undefined ? {} : { message }) },
  });
}

/** 409: somebody has decided on the intake before; where it went. */
export function intakeDecided({ state, complaint }: { state: string; complaint?: string | undefined }): Problem {
  return new Problem(409, {
    kind: 'intake-decided',
    detail: `The intake does not wait any more: it is '${state}'${complaint === undefined ? '' : `, with ${complaint}`}.`,
  });
}

/** 412: the complaint or the intake is no more as the client saw it; what was written down since. */
export function changedMeanwhile({ number, changes }: Pick<ComplaintChanged, 'number' | 'changes'>): Problem {
  const etag = tagOf(number);
  return new Problem(412, {
    detail: 'It has changed since you read it, so nothing was done. Look at the changes, and decide anew with the new etag.',
    headers: { ETag: etag },
    extensions: { etag, changes: changes.map((line) => ({ ...line, at: line.at.toISOString() })) },
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

/** What the general sentence does not say: an approval names no date itself. */
const dayInProposalPassed = 'A day in the proposal has passed: send it back and resolve anew.';

/** Each refusal in a sentence. */
export const whyRefused: Record<Refusal, string> = {
  'already-acknowledged': 'The acknowledgement has left, or is on its way.',
  'already-answered': 'The complaint has been answered, which takes the place of an acknowledgement.',
  'already-decided': 'This has been decided already.',
  'already-assigned': 'This person is in charge of the complaint already.',
  'already-forwarded': 'The complaint is with the insurer already.',
  'already-escalated': 'The complaint has gone on there already.',
  'already-written': 'The complaint is in writing already, since its first writing was taken in.',
  closed: 'The complaint is closed. A decision to reopen it, with reasons, takes it up again.',
  closing: 'The complaint is being closed: its last letter has not left yet. Wait until it has, then reopen it.',
  'conflict-of-interest': 'The complaint is about this person, who cannot be in charge of it. Name somebody else.',
  'not-answered': 'The complaint has not been answered yet.',
  'not-closed': 'The complaint is not closed, or its last letter has not left yet.',
  'no-enquiry-open': 'No enquiry waits for an answer.',
  'nothing-decided': 'Nothing has been decided that this could follow.',
  'nothing-proposed':
    "No result waits for approval. A result is proposed by 'resolve' with 'proposed', or where the procedure wants one approved.",
  'no-interim-reply-open':
    "No interim reply is owed: the procedure has none, it has left, or it is written already. 'announce-delay' gives a new date.",
  'no-mandate-asked': 'No mandate is being waited for: nobody writes for the complainant, or the mandate is recorded already.',
  'not-in-procedure': "This firm's procedure does not have this step.",
  'not-made-by-word-of-mouth': 'The complaint came in writing: there is nothing to be written.',
  'not-written-yet':
    'It was told by word of mouth and has not been written yet: the invitation has left or is on its way, and the acknowledgement follows the writing.',
  'not-this-part':
    'The complaint has no such part, or that part has no such result: a right about personal data cannot be settled.',
  'level-not-higher': 'A level rises and never falls: the complaint is at this level or a higher one already.',
  'date-not-later':
    'The new date must be later than today, than the last day for the answer, and than every date that was given before.',
  'date-not-possible': 'The law, the procedure or the course of the complaint does not allow this date.',
  'too-late': 'The law’s month has ended, or nothing about personal data waits for an answer: it cannot be extended any more.',
  'own-proposal': 'Whoever proposed a result cannot approve it: a second person must.',
  'person-erased': 'The personal data of this complaint has been erased: nothing can be decided or received on it any more.',
  'unknown-case-handler': 'The procedure names nobody of this id.',
  'version-not-in-force': 'A complaint can only go on by the version of the procedure that is in force.',
  'text-missing': 'The letter that this occasions would lack a text.',
  malformed: 'This is none of the known messages.',
};
