import { ApplicationFailure, Context } from '@temporalio/activity';
import { holdOf } from '../register/mail-holds.ts';
import type { Register } from '../register/register.ts';
import { codedFailure } from './coded-failure.ts';

const heldBack = 'mail-held';

/** A held mail is tried again after a quarter of a minute, and each time that much later, in milliseconds. */
const firstWait = 15_000;
/** Within this time after its release it leaves. */
const longestWait = 5 * 60_000;

/**
 * Nothing of a firm, or of a complaint, is written or sent while its mail is held; the attempt waits as a pending activity.
 *
 * @throws ApplicationFailure `mail-held`
 */
export async function refuseWhileHeld(register: Register, { id }: { id: string }, reference?: string): Promise<void> {
  if (!(await holdOf(register.database, { procedure: id, reference }))) return;
  const { attempt } = Context.current().info;
  throw codedFailure(heldBack, Math.min(longestWait, attempt * firstWait));
}

/** True for the failure that a hold causes; a mail that it stopped has certainly not left. */
export function isHeldBack(fault: unknown): boolean {
  return fault instanceof ApplicationFailure && fault.type === heldBack;
}
