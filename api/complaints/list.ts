import type { Procedure } from '../../procedures/schema.ts';
import { endOf } from '../../register/list-order.ts';
import { type ListedComplaint, listComplaints } from '../../register/queries.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import { callerOf } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint } from '../paths.ts';
import { nextPage } from '../requests/pages.ts';
import { readFields } from '../requests/read-fields.ts';
import type { Handler } from '../requests/routes.ts';
import { type ComplaintList, listQuery } from '../schemas/list.ts';
import { complaintFacts } from './complaint-facts.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { filterOf } from './filter.ts';

/** A page of complaints; with one row more than it shows, it knows whether there is another. */
export function listOfComplaints({ register, library }: ApiDependencies): Handler {
  return async (request, response) => {
    const query = readFields(listQuery, request.query);
    const { sort, limit } = query;
    const now = register.clock();
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor, sort);
    const rows = await listComplaints(register.database, filterOf(query), {
      viewer: callerOf(response).viewer,
      order: sort,
      after,
      limit: limit + 1,
      now,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? cursorOf(sort, endOf(sort, last)) : null;
    const procedures = await Promise.all(page.map((row) => library.version(row.procedure_version)));
    const items = page.map((row, place) => listed(row, procedures[place] as Procedure, now));
    if (next !== null) response.set('Link', `<${nextPage('/api/complaints', query, { cursor: next })}>; rel="next"`);
    response.json({ items, next } satisfies ComplaintList);
  };
}

function listed(row: ListedComplaint, procedure: Procedure, now: Instant): ComplaintList['items'][number] {
  return {
    ...complaintFacts(row, procedure),
    ...(row.next_duty === null || row.next_due_on === null ? {} : { nextDue: { duty: row.next_duty, dueOn: row.next_due_on } }),
    overdue: row.next_due_at !== null && row.next_due_at.getTime() <= now,
    links: { self: pathOfComplaint(row.reference) },
  };
}
