import type { ClassificationEntry } from '../../procedures/classification.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { Language } from '../../register/complaint-content.ts';
import { type DraftBecame, endDraft, holdDraft } from '../../register/drafts.ts';
import { keepIntake } from '../../register/intakes/intakes.ts';
import { earlierRequest } from '../../register/queries.ts';
import type { Queries } from '../../register/register.ts';
import { doOnce, KeyUsedOtherwise, type RequestKey } from '../../register/request-keys.ts';
import { moveToComplaint, moveToIntake } from '../../register/waiting-files.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { systemCaller } from '../access/system-caller.ts';
import { registerFromBody } from '../complaints/registering.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { complaintBody } from '../schemas/complaint-body.ts';
import { bodyOf, personNamed } from './body.ts';
import { asText } from './check-view.ts';
import type { Answers } from './questions.ts';
import type { FormToken } from './token.ts';

const actor = 'web-form';

/** By which the same form is known when it is sent again: its draft, and what stands in it. Only a digest of that is kept. */
function keyOf({ draft }: FormToken, answers: Answers): RequestKey {
  return { actor, route: 'complaint form', key: draft, request: JSON.stringify(answers) };
}

/** The complaint that this form became, however long ago; undefined where it became none. */
export async function earlierComplaint(
  { register }: ApiDependencies,
  token: FormToken,
  answers: Answers,
): Promise<string | undefined> {
  return (await earlierRequest(register.database, keyOf(token, answers)))?.reference;
}

/** Whether this very form was sent before, or another one from the same page, or none. */
export async function howSent(
  { register }: ApiDependencies,
  token: FormToken,
  answers: Answers,
): Promise<'sent' | 'other' | 'not-sent'> {
  try {
    await doOnce(register, keyOf(token, answers), { work: () => Promise.reject(new NotSent()) });
    return 'sent';
  } catch (fault) {
    if (fault instanceof NotSent) return 'not-sent';
    if (fault instanceof KeyUsedOtherwise) return 'other';
    throw fault;
  }
}

/** Nothing was sent: the question leaves its key free. */
class NotSent extends Error {}

/** Who sends the form is faster than anybody reads, so a robot; milliseconds. */
const fastestPerson = 4_000;

/** Whether a robot may have filled the form in. */
export function looksLikeRobot({ begunAt }: FormToken, trapped: boolean, now: number): boolean {
  return trapped || now - begunAt < fastestPerson;
}

/** What is sent. */
interface Sending {
  token: FormToken;
  answers: Answers;
  page: Language;
  /** In the firm's zone. */
  today: CivilDate;
  /** The kinds of contract that there are to choose. */
  products: readonly ClassificationEntry[];
}

/**
 * Registers the complaint, with the files of its draft, in one transaction that ends the draft; when it returns, the complaint is kept. The same
 * form again is the same complaint.
 *
 * @throws Problem 422 where an answer cannot be registered
 */
export async function registerSent(
  dependencies: ApiDependencies,
  procedure: Procedure,
  { token, answers, page, today }: Sending,
): Promise<string> {
  const caller = systemCaller(actor, [procedure.id]);
  const body = complaintBody.parse(bodyOf(answers, procedure, { page, today }));
  const { reference } = await registerFromBody(dependencies, body, {
    byFile: true,
    caller,
    requestKey: keyOf(token, answers),
    also: async (queries, reference) => {
      const now = dependencies.register.clock();
      if (await isOpen(queries, token, now)) await moveToComplaint(queries, { draft: token.draft }, reference, { actor }, now);
      await ended(queries, token, { complaint: reference }, now);
    },
  });
  return reference;
}

/**
 * Keeps for staff what a robot may have written, or what could not be registered as it is, with its files; nobody is written to before they
 * have decided on it.
 */
export async function keepForStaff(
  { register }: ApiDependencies,
  procedure: Procedure,
  { token, answers, page, today, products, suspicion }: Sending & { suspicion: 'robot' | undefined },
): Promise<void> {
  const now = register.clock();
  // The channel is the intake's own.
  const { procedure: _procedure, channel: _channel, ...fields } = bodyOf(answers, procedure, { page, today });
  await doOnce(register, keyOf(token, answers), {
    about: ({ id }: { id: string }) => ({ intake: id }),
    work: async (queries) => {
      const { id } = await keepIntake(
        queries,
        {
          source: 'form',
          channel: 'web-form',
          procedure,
          suspicion,
          receivedAt: now,
          message: {
            from: { name: personNamed(answers), address: answers.email },
            text: asText({ procedure, page, answers, products }),
          },
          fields: fields,
          origin: `complaint form ${token.draft}`,
          actor,
        },
        now,
      );
      if (await isOpen(queries, token, now)) await moveToIntake(queries, token.draft, id);
      await ended(queries, token, { intake: id }, now);
      return { id };
    },
  });
}

/** Holds the draft, with its files, until the transaction ends; one that was sent in its last moment may be no more, and has none. */
async function isOpen(queries: Queries, { draft: id }: FormToken, now: number): Promise<boolean> {
  const draft = await holdDraft(queries, id, now);
  return draft !== undefined && draft.became === undefined;
}

async function ended(queries: Queries, { draft }: FormToken, became: DraftBecame, now: number): Promise<void> {
  await endDraft(queries, draft, { became }, now);
}
