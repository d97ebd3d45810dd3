import type { Procedure } from '../../procedures/schema.ts';
import { type ComplaintOrder, type ListedComplaint, listComplaints, type PageEnd } from '../../register/queries.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint } from '../paths.ts';
import { readFields } from '../requests/read-fields.ts';
import type { Handler } from '../requests/routes.ts';
import { type ComplaintList, type ListQuery, listQuery } from '../schemas/list.ts';
import { complaintFacts } from './complaint-facts.ts';
import { cursorOf, readCursor } from './cursor.ts';

/** A page of complaints; with one row more than it shows, it knows whether there is another. */
export function listOfComplaints({ register, library }: ApiDependencies): Handler {
  return async (request, response) => {
    const query = readFields(listQuery, request.query);
    const { sort, limit } = query;
    const now = register.clock();
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor, sort);
    const rows = await listComplaints(register.database, filterOf(query), { order: sort, after, limit: limit + 1, now });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? cursorOf(sort, endOf(last, sort)) : null;
    const procedures = await Promise.all(page.map((row) => library.version(row.procedure_version)));
    const items = page.map((row, place) => listed(row, procedures[place] as Procedure, now));
    if (next !== null) response.set('Link', `<${nextPage(query, next)}>; rel="next"`);
    response.json({ items, next } satisfies ComplaintList);
  };
}

function filterOf({ procedure, stage, level, kind, caseHandler, dueBefore, overdue }: ListQuery) {
  return {
    procedure,
    stage,
    level,
    kind,
    caseHandler,
    dueBefore,
    overdue: overdue === undefined ? undefined : overdue === 'true',
  };
}

function endOf(row: ListedComplaint, sort: ComplaintOrder): PageEnd {
  const at = sort === 'newest' ? row.registered_at : row.next_due_at;
  return { at: at?.getTime(), reference: row.reference };
}

function listed(row: ListedComplaint, procedure: Procedure, now: Instant): ComplaintList['items'][number] {
  return {
    ...complaintFacts(row, procedure),
    ...(row.next_duty === null || row.next_due_on === null ? {} : { nextDue: { duty: row.next_duty, dueOn: row.next_due_on } }),
    overdue: row.next_due_at !== null && row.next_due_at.getTime() <= now,
    links: { self: pathOfComplaint(row.reference) },
  };
}

function nextPage(query: ListQuery, cursor: string): string {
  const { cursor: _, ...filters } = query;
  const given = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)]);
  return `/api/complaints?${new URLSearchParams([...given, ['cursor', cursor]]).toString()}`;
}
