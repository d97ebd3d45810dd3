import type { Attachments } from '../../attachments/attachments.ts';
import { type NewAttachment, NoRoomLeft } from '../../register/attachments.ts';
import { KeyUsedOtherwise } from '../../register/request-keys.ts';
import { Problem } from '../problems/problem.ts';
import { noRoomLeft } from './refusals.ts';

/** A kind of fault by which something is refused, so that nothing was entered. */
type Refusal = new (...given: never[]) => Error;

/**
 * Enters files whose bytes are kept. Where they are refused their bytes go; where it is not known whether they were entered, as when the
 * register goes away in the middle, they stay: what is then an orphan is found by a later sweep.
 *
 * @param besides what refuses them where they are entered, besides a problem of the request
 */
export async function unlessRefused<Entered>(
  attachments: Attachments,
  kept: readonly NewAttachment[],
  enter: () => Promise<Entered>,
  besides: readonly Refusal[] = [],
): Promise<Entered> {
  try {
    return await enter();
  } catch (fault) {
    const refused = fault instanceof NoRoomLeft ? noRoomLeft(attachments.limits) : fault;
    if ([Problem, KeyUsedOtherwise, ...besides].some((kind) => refused instanceof kind)) await attachments.discard(kept);
    throw refused;
  }
}
