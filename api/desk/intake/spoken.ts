import type { Procedure } from '../../../procedures/schema.ts';
import { acceptWithin } from '../../../register/messages.ts';
import { rulebook } from '../../../register/procedure-rules.ts';
import type { Queries } from '../../../register/register.ts';
import { isOral } from '../../complaints/oral.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import type { FieldFault } from '../../problems/field-faults.ts';
import { invalidFields } from '../../problems/problems.ts';
import type { Typed } from './typed.ts';

/**
 * What became of a complaint that was only spoken, as the form has it: `usual`, taken or invited as the procedure says; `solved` at once;
 * `confirm`, taken, and asked to be confirmed in writing.
 */
export const spokenChoices = ['usual', 'solved', 'confirm'] as const;
export type SpokenChoice = (typeof spokenChoices)[number];

/** The choices that a firm has: a confirmation is asked for where its procedure says that it may be. */
export function spokenChoicesOf(procedure: Procedure | undefined): SpokenChoice[] {
  return spokenChoices.filter((one) => one !== 'confirm' || procedure?.oral.taken === 'as-complaint-confirmed-in-writing');
}

/** What was chosen; where the form did not ask, what it says of a solution tells it. */
export function spokenTyped(typed: Typed): SpokenChoice {
  const chosen = spokenChoices.find((one) => one === typed['spoken']);
  return chosen ?? ((typed['solvedAtOnce'] ?? '').trim() === '' ? 'usual' : 'solved');
}

/** @throws Problem 422 where the choice and the rest of the form contradict each other */
export function requireClearlySpoken(typed: Typed, procedure: Procedure | undefined): void {
  const spoken = spokenTyped(typed);
  const isSolution = (typed['solvedAtOnce'] ?? '').trim() !== '';
  if (spoken === 'solved' && !isSolution) throw wrong('solvedAtOnce', 'missing', 'is missing');
  if (spoken !== 'solved' && isSolution)
    throw wrong('spoken', 'spoken-otherwise', 'says something else than the solution beneath');
  if (spoken === 'usual') return;
  if (!isOral(typed['channel'] as 'phone'))
    throw wrong('spoken', 'only-for-spoken', 'is for what was said by phone or in a meeting');
  if (spoken !== 'confirm') return;
  if (procedure && !spokenChoicesOf(procedure).includes('confirm'))
    throw wrong('spoken', 'not-in-procedure', 'is not what the procedure does');
  if ((typed['kind'] ?? 'classic') !== 'classic') throw wrong('spoken', 'needs-no-writing', 'needs no writing');
}

function wrong(path: string, code: FieldFault, message: string) {
  return invalidFields([{ path, code, message }]);
}

/** Asks for the confirmation in the transaction that registers the complaint, as the decision `invite-to-write` does later on. */
export function askToConfirm({ register }: ApiDependencies, procedure: Procedure, actor: string) {
  return async (queries: Queries, reference: string): Promise<void> => {
    const message = { signal: 'decide', body: { decision: 'invite-to-write' } } as const;
    const accepted = await acceptWithin(queries, { reference, message, actor }, rulebook(procedure), { now: register.clock() });
    if (!accepted.accepted) throw wrong('spoken', 'needs-no-writing', 'needs no writing');
  };
}
