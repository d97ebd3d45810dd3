import type { Instant } from '../workflows/domain/time.ts';
import { addToJournal } from './journal.ts';
import type { Queries } from './register.ts';
import type { ComplaintRow } from './tables.ts';

/** What a complaint is about and what caused it, by ids of the lists; an insurer by its id in the directory. */
export interface ComplaintClassification {
  product?: string | null | undefined;
  reasonCategory?: string | null | undefined;
  rootCause?: string | null | undefined;
  insurer?: string | null | undefined;
}

/** What a complaint's row says of it. */
export function classificationOf(
  row: Pick<ComplaintRow, 'product' | 'reason_category' | 'root_cause' | 'insurer'>,
): Record<keyof ComplaintClassification, string | null> {
  return { product: row.product, reasonCategory: row.reason_category, rootCause: row.root_cause, insurer: row.insurer };
}

/** Somebody else has classified it otherwise since it was read. */
export class ClassificationChanged extends Error {}

/**
 * Classifies a complaint, with a row in its journal that says what changed; what is left out stays as it is, and null empties it. The
 * same once more writes nothing.
 *
 * @param seen what stood there when it was read, where whoever asks says so
 * @returns what has changed
 * @throws ClassificationChanged where it would undo what somebody else has said since it was read
 */
export async function classifyComplaint(
  queries: Queries,
  {
    reference,
    given,
    seen = {},
    actor,
    now,
  }: { reference: string; given: ComplaintClassification; seen?: ComplaintClassification; actor: string; now: Instant },
): Promise<ComplaintClassification> {
  const row = await queries
    .selectFrom('complaint')
    .select(['product', 'reason_category', 'root_cause', 'insurer'])
    .where('reference', '=', reference)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = classificationOf(row);
  const names = ['product', 'reasonCategory', 'rootCause', 'insurer'] as const;
  const changed = names.filter((name) => given[name] !== undefined && given[name] !== before[name]);
  if (changed.length === 0) return {};
  if (changed.some((name) => seen[name] !== undefined && seen[name] !== before[name])) throw new ClassificationChanged();
  const after = { ...before, ...Object.fromEntries(changed.map((name) => [name, given[name]])) };
  await queries
    .updateTable('complaint')
    .set({
      product: after.product,
      reason_category: after.reasonCategory,
      root_cause: after.rootCause,
      insurer: after.insurer,
    })
    .where('reference', '=', reference)
    .execute();
  await addToJournal(queries, {
    reference,
    at: now,
    actor,
    event: 'complaint-classified',
    detail: Object.fromEntries(changed.map((name) => [name, { before: before[name], after: after[name] }])),
  });
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}
