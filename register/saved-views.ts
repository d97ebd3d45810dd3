import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Queries, Register } from './register.ts';
import type { Viewer } from './viewer.ts';

/** The pages whose lists can be kept under a name. */
export const viewPages = ['my-day', 'register'] as const;
export type ViewPage = (typeof viewPages)[number];

/** A list that somebody kept under a name: the page's filters as its address has them. */
export interface SavedView {
  id: string;
  name: string;
  /** `who=all&show=late`; never what was searched for, which may be a name. */
  query: string;
  /** The firm with whose people it is shared. */
  procedure: string | null;
  /** Theirs, to change or to delete. */
  own: boolean;
}

/** So many does one person keep for a page. */
const mostViews = 30;

/** Somebody's views of a page, and those that others of their firms share with them; by name. */
export async function savedViews(queries: Queries, { account, firms }: Viewer, page: ViewPage): Promise<SavedView[]> {
  if (account === undefined) return [];
  const shared = firms === 'all' ? sql<boolean>`procedure is not null` : sql<boolean>`procedure = any(${[...firms]}::text[])`;
  const { rows } = await sql<SavedView>`
    select id, name, query, procedure, account = ${account} as own from saved_view
    where page = ${page} and (account = ${account} or ${shared})
    order by account <> ${account}, lower(name), id limit 100`.execute(queries);
  return rows;
}

/** Keeps a view; one of the same name is replaced. @returns false where they keep too many already */
export async function keepView(
  { database, clock }: Register,
  view: { account: string; page: ViewPage; name: string; query: string; procedure?: string | undefined },
): Promise<boolean> {
  const { account, page, name, query } = view;
  const procedure = view.procedure ?? null;
  return database.transaction().execute(async (queries) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`views ${account}`}, 0))`.execute(queries);
    const others = await queries
      .selectFrom('saved_view')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('account', '=', account)
      .where('page', '=', page)
      .where(sql<boolean>`lower(name) <> lower(${name})`)
      .executeTakeFirstOrThrow();
    if (others.count >= mostViews) return false;
    await sql`
      insert into saved_view (id, account, page, name, query, procedure, created_at)
      values (${randomUUID()}, ${account}, ${page}, ${name}, ${query}, ${procedure}, ${new Date(clock())})
      on conflict (account, page, lower(name)) do update set name = excluded.name, query = excluded.query,
        procedure = excluded.procedure`.execute(queries);
    return true;
  });
}

/** Deletes one of somebody's own views. @returns the page that it was of; undefined where they have no such view */
export async function deleteView(queries: Queries, account: string, id: string): Promise<ViewPage | undefined> {
  const row = await queries
    .deleteFrom('saved_view')
    .where('id', '=', id)
    .where('account', '=', account)
    .returning('page')
    .executeTakeFirst();
  return row?.page;
}
