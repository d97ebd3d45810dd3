import { sql } from 'kysely';
import type { MessageTexts } from '../complaint-content.ts';
import type { Queries } from '../register.ts';
import { type Viewer, visibleTo } from '../viewer.ts';
import { nameless, slugOfName } from './slug.ts';

/** Begins the value of a filter that asks for an insurer by its name, since it has no id: `named.mutuelle-de-l-exemple`. */
const prefix = 'named.';

/** An insurer that decisions named and that the directory does not have. */
export interface NamedInsurer {
  /** What the filter `insurer` asks for it by. */
  value: string;
  name: string;
}

/** Lets a complaint be found by the insurer that a decision named in full; nothing for one that has an id, which is found by that. */
export async function keepNamedInsurer(queries: Queries, reference: string, insurer: MessageTexts['insurer']): Promise<void> {
  if (insurer === undefined || insurer.id !== undefined) return;
  await sql`
    insert into search.named_insurer (reference, slug, name)
    select reference, ${slugOfName(insurer.name)}, ${insurer.name} from keys.complaint_key where reference = ${reference}
    on conflict (reference, slug) do update set name = excluded.name`.execute(queries);
}

/** Complaints that named an insurer before it had an id are found by it from now on, and counted with it. */
export async function adoptNamedInsurer(queries: Queries, { id, name }: { id: string; name: string }): Promise<void> {
  const slug = slugOfName(name);
  await sql`
    update complaint set insurer = ${id}
    where insurer is null and reference in (
      select reference from search.named_insurer where slug = ${slug} and (slug <> ${nameless} or name = ${name}))`.execute(
    queries,
  );
}

/** The insurers that were named in complaints which somebody may see and that have no insurer of the directory; by name, at most 200. */
export async function namedInsurers(queries: Queries, viewer: Viewer): Promise<NamedInsurer[]> {
  const { rows } = await sql<{ slug: string; name: string }>`
    select named.slug, min(named.name) as name
    from search.named_insurer as named join complaint using (reference)
    where complaint.insurer is null and ${visibleTo(viewer)}
    group by named.slug order by lower(min(named.name)) limit 200`.execute(queries);
  return rows.map(({ slug, name }) => ({ value: `${prefix}${slug}`, name }));
}

/** The ids among the values of the filter `insurer`, and the names by which the others ask. */
export function idsAndNames(values: readonly (string | null)[]): { ids: (string | null)[]; slugs: string[] } {
  const isNamed = (value: string | null): value is string => value?.startsWith(prefix) === true;
  return {
    ids: values.filter((value) => !isNamed(value)),
    slugs: values.filter(isNamed).map((value) => value.slice(prefix.length)),
  };
}
