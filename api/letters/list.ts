import { type LetterPageEnd, type ListedLetter, listLetters } from '../../register/queries.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint } from '../paths.ts';
import { nextPage, several } from '../requests/pages.ts';
import { readFields } from '../requests/read-fields.ts';
import type { Handler } from '../requests/routes.ts';
import { type ListedLetters, lettersQuery } from '../schemas/letter-view.ts';
import { letterView } from './letter-view.ts';

/** A page of letters of all complaints, what is due first comes first; with `state=awaiting-post` it is the post tray. */
export function listOfLetters({ register }: ApiDependencies): Handler {
  return async (request, response) => {
    const query = readFields(lettersQuery, request.query);
    const { limit, cursor, way } = query;
    const filter = { procedure: several(query.procedure), state: several(query.state), way };
    const rows = await listLetters(register.database, filter, { after: pageEnd(cursor), limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? `${last.due_on ?? 'none'}.${last.number}` : null;
    if (next !== null) response.set('Link', `<${nextPage('/api/letters', query, next)}>; rel="next"`);
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

function pageEnd(cursor: string | undefined): LetterPageEnd | undefined {
  if (cursor === undefined) return undefined;
  const [dueOn = 'none', number = '0'] = cursor.split('.');
  return { number: Number(number), ...(dueOn === 'none' ? {} : { dueOn }) };
}
