import type { PairVerdict } from '../../register/arrivals-tables.ts';
import { readComplaint, readContent } from '../../register/complaints.ts';
import type { Marked } from '../../register/intakes/marks.ts';
import { judgePair, type Related, type Relatives, relativesOf } from '../../register/pairs.ts';
import { Erased } from '../../register/personal-texts.ts';
import type { Queries } from '../../register/register.ts';
import type { ComplaintRow } from '../../register/tables.ts';
import { versionSeenBy } from '../../register/viewer.ts';
import type { Caller } from '../access/caller.ts';
import { mustMay } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { invalidFields } from '../problems/problems.ts';

/** What belongs to a complaint, and what may, as far as the caller may see it. */
export async function relativesSeenBy(
  { register }: Pick<ApiDependencies, 'register'>,
  reference: string,
  { viewer }: Caller,
): Promise<Relatives> {
  const { database } = register;
  const complaint = await readComplaint(database, reference);
  if (!complaint) return { linked: [], repetitions: [], possible: [] };
  const marked = await readContent(database, complaint.facts).catch(unlessErased);
  return relativesOf(database, relatedIn(complaint.row, marked), viewer);
}

/** A complaint as far as its relatives need it. @param marked what it says; absent where the person was erased */
export function relatedIn(row: ComplaintRow, marked: Marked | undefined): Related {
  const { reference, procedure, received_on: receivedOn, linked_to: linkedTo } = row;
  return { reference, procedure, receivedOn, linkedTo, closed: row.closed_at !== null, marked };
}

function unlessErased(fault: unknown): undefined {
  if (!(fault instanceof Erased)) throw fault;
}

/**
 * Keeps what the caller says of two complaints of a firm, both of which they see and decide on.
 *
 * @throws Problem 422, 403
 */
export async function judgeComplaints(
  { register }: Pick<ApiDependencies, 'register'>,
  queries: Queries,
  { reference, other, verdict }: { reference: string; other: string; verdict: PairVerdict | 'open' },
  caller: Caller,
): Promise<void> {
  const firmOf = async (one: string) => (await versionSeenBy(queries, caller.viewer, one))?.split('@')[0];
  const [firm, otherFirm] = [await firmOf(reference), await firmOf(other)];
  if (firm === undefined || firm !== otherFirm || reference === other)
    throw invalidFields([
      { path: 'reference', code: 'no-reference', message: 'is the reference of no other complaint of this firm' },
    ]);
  mustMay(caller, 'decide', firm);
  await judgePair(queries, { reference, other, verdict, actor: caller.actor }, register.clock());
}
