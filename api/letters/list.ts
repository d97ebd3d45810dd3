import { type LetterOrder, type LetterPageEnd, type ListedLetter, listLetters } from '../../register/queries.ts';
import { callerOf } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint } from '../paths.ts';
import { invalidFields } from '../problems/problems.ts';
import { nextPage, several } from '../requests/pages.ts';
import { readFields } from '../requests/read-fields.ts';
import type { Handler } from '../requests/routes.ts';
import { type ListedLetters, lettersQuery } from '../schemas/letter-view.ts';
import { letterView } from './letter-view.ts';

/** A page of letters of all complaints in the order of their writing; the post tray begins with what is due first. */
export function listOfLetters({ register }: ApiDependencies): Handler {
  return async (request, response) => {
    const query = readFields(lettersQuery, request.query);
    const { limit, cursor, way } = query;
    const { viewer } = callerOf(response);
    const filter = { viewer, procedure: several(query.procedure), state: several(query.state), way };
    const order = orderOf(filter.state);
    const rows = await listLetters(register.database, filter, { order, after: pageEnd(cursor, order), limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? cursorOf(last, order) : null;
    if (next !== null) response.set('Link', `<${nextPage('/api/letters', query, { cursor: next })}>; rel="next"`);
    response.json({ items: page.map(listedLetter), next } satisfies ListedLetters);
  };
}

function listedLetter(row: ListedLetter): ListedLetters['items'][number] {
  const { links, ...letter } = letterView(row);
  return {
    ...letter,
    reference: row.reference,
    procedure: row.procedure,
    ...(row.due_on === null ? {} : { dueOn: row.due_on }),
    links: { ...links, complaint: pathOfComplaint(row.reference) },
  };
}

/** What waits for somebody to post it is wanted by its last day; everything else as it was written. */
function orderOf(states: readonly string[] | undefined): LetterOrder {
  return states?.every((state) => state === 'awaiting-post') ? 'due' : 'written';
}

function cursorOf({ due_on, number }: ListedLetter, order: LetterOrder): string {
  return order === 'due' ? `${due_on ?? 'none'}.${number}` : String(number);
}

/** @throws Problem 422 where the cursor belongs to the other order */
function pageEnd(cursor: string | undefined, order: LetterOrder): LetterPageEnd | undefined {
  if (cursor === undefined) return undefined;
  const [number = '0', dueOn] = cursor.split('.').reverse();
  if ((dueOn !== undefined) !== (order === 'due'))
    throw invalidFields([{ path: 'cursor', code: 'not-allowed', message: 'belongs to a list of other states' }]);
  return { number: Number(number), ...(dueOn === undefined || dueOn === 'none' ? {} : { dueOn }) };
}
