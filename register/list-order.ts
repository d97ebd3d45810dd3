import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../workflows/domain/time.ts';
import type { ComplaintRow } from './tables.ts';

/**
 * The orders in which complaints are listed; each ends with the reference, so that no two have the same place, and each has its index.
 * `newest`, `oldest`: by registration; `received`, `lastReceived`: by receipt, what waits longest first or last; `nextDue`: what is due
 * first comes first, what owes nothing last.
 */
export const complaintOrders = ['newest', 'oldest', 'nextDue', 'received', 'lastReceived', 'reference'] as const;
export type ComplaintOrder = (typeof complaintOrders)[number];

/** The last row of a page, or its first; the next page begins after it, and the one before ends there. `at` is absent where the order knows no instant of it. */
export interface PageEnd {
  at?: Instant | undefined;
  reference: string;
}

type Instants = 'registered_at' | 'received_at' | 'next_due_at';

/** What an order goes by, before the reference; absent where that is all. */
const columns: Record<ComplaintOrder, { column: Instants | undefined; down: boolean }> = {
  newest: { column: 'registered_at', down: true },
  oldest: { column: 'registered_at', down: false },
  nextDue: { column: 'next_due_at', down: false },
  received: { column: 'received_at', down: false },
  lastReceived: { column: 'received_at', down: true },
  reference: { column: undefined, down: false },
};

/** What `order by` says. @param back read from its end */
export function inOrder(order: ComplaintOrder, back = false) {
  const { column, down: usual } = columns[order];
  const down = usual !== back;
  const direction = down ? sql`desc` : sql`asc`;
  const first = column === undefined ? sql`` : sql`${placeBy(column)} ${direction}, `;
  return sql`${first}complaint.reference ${direction}`;
}

/** The condition that holds for everything after a place in the list. @param back for everything before it */
export function beyond(order: ComplaintOrder, { at, reference }: PageEnd, back = false) {
  const { column, down: usual } = columns[order];
  const down = usual !== back;
  const after = down ? sql`<` : sql`>`;
  if (column === undefined) return sql<SqlBool>`complaint.reference ${after} ${reference}`;
  const end = at === undefined ? sql`'infinity'::timestamptz` : sql`${new Date(at)}::timestamptz`;
  return sql<SqlBool>`(${placeBy(column)}, complaint.reference) ${after} (${end}, ${reference})`;
}

function placeBy(column: Instants) {
  return column === 'next_due_at' ? sql`coalesce(next_due_at, 'infinity')` : sql.ref(column);
}

/** Where a page that ends with this complaint ends. */
export function endOf(order: ComplaintOrder, row: ComplaintRow): PageEnd {
  const { column } = columns[order];
  return { at: column === undefined ? undefined : row[column]?.getTime(), reference: row.reference };
}
