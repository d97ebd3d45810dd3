import type { Insurer as FiledInsurer, RecourseDirectory } from '../../procedures/recourse.ts';
import { isValidOn } from '../../procedures/recourse.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import type { Language } from '../complaint-content.ts';
import type { Queries } from '../register.ts';
import { adoptNamedInsurer } from './named.ts';
import { slugOfName } from './slug.ts';
import type { KeptInsurer } from './tables.ts';

/** An insurer to whom complaints can go, wherever it is kept. */
export interface KnownInsurer extends KeptInsurer {
  id: string;
  /** `file`: the data file's own entry; `register`: staff keep it; `both`: staff changed the file's entry. */
  keptIn: 'file' | 'register' | 'both';
  /** How often staff have changed it; 0 for the file's own entry. */
  revision: number;
  changedAt?: Date | undefined;
  changedBy?: string | undefined;
  /** Only shows the form, and is no real insurer. */
  example: boolean;
}

/** The directory with the insurers as staff keep them: theirs instead of the file's of the same id, and those that the file lacks. */
export async function currentDirectory({
  register: { database },
  directory,
}: {
  register: { database: Queries };
  directory: RecourseDirectory;
}): Promise<RecourseDirectory> {
  const rows = await database.selectFrom('insurer').selectAll().orderBy('id').execute();
  if (rows.length === 0) return directory;
  const kept = new Set(rows.map(({ id }) => id));
  const own = rows.map((row): FiledInsurer => {
    const { language, ...insurer } = keptInsurer(row);
    return {
      id: row.id,
      ...insurer,
      ...(language === undefined ? {} : { language: language as Language }),
      source: `kept by ${row.changed_by}`,
      status: 'confirmed',
    };
  });
  return { ...directory, insurers: [...directory.insurers.filter(({ id }) => !kept.has(id)), ...own] };
}

/** Every insurer, those of the file and those that staff keep, by name. */
export async function knownInsurers(queries: Queries, directory: RecourseDirectory): Promise<KnownInsurer[]> {
  const rows = await queries.selectFrom('insurer').selectAll().execute();
  const filed = new Set(directory.insurers.map(({ id }) => id));
  const kept = new Set(rows.map(({ id }) => id));
  return [
    ...directory.insurers.filter(({ id }) => !kept.has(id)).map(ofFile),
    ...rows.map(
      (row): KnownInsurer => ({
        id: row.id,
        ...keptInsurer(row),
        keptIn: filed.has(row.id) ? 'both' : 'register',
        revision: row.revision,
        changedAt: row.changed_at,
        changedBy: row.changed_by,
        example: false,
      }),
    ),
  ].toSorted((one, other) => one.name.localeCompare(other.name, 'fr'));
}

/** Those to whom a complaint can go on that day, as pickers offer them. */
export function insurersOn(insurers: readonly KnownInsurer[], day: CivilDate): KnownInsurer[] {
  return insurers.filter((insurer) => isValidOn(insurer, day));
}

function ofFile(insurer: FiledInsurer): KnownInsurer {
  const { id, name, email, address, language, validFrom, validUntil, example } = insurer;
  return {
    id,
    ...plain({ name, email, address, language, validFrom, validUntil }),
    keptIn: 'file',
    revision: 0,
    example: example ?? false,
  };
}

function keptInsurer(row: {
  name: string;
  email: string | null;
  address: string[] | null;
  language: string | null;
  valid_from: CivilDate | null;
  valid_until: CivilDate | null;
}): KeptInsurer {
  return plain({
    name: row.name,
    email: row.email ?? undefined,
    address: row.address ?? undefined,
    language: row.language ?? undefined,
    validFrom: row.valid_from ?? undefined,
    validUntil: row.valid_until ?? undefined,
  });
}

function plain(insurer: KeptInsurer): KeptInsurer {
  return Object.fromEntries(Object.entries(insurer).filter(([, value]) => value !== undefined)) as unknown as KeptInsurer;
}

/** Somebody else has changed the insurer since it was read. */
export class InsurerChanged extends Error {
  readonly revision: number;
  readonly changedBy: string;
  constructor(revision: number, changedBy: string) {
    super('The insurer has changed.');
    this.name = 'InsurerChanged';
    this.revision = revision;
    this.changedBy = changedBy;
  }
}

/**
 * Keeps an insurer, with how it stood before; letters that were written already stay as they were. An entry that says nothing new is not
 * kept again.
 *
 * @param change.seen the revision that was changed; 0 for the file's own entry, and for one that is new
 * @throws InsurerChanged
 */
export async function keepInsurer(
  queries: Queries,
  directory: RecourseDirectory,
  { id, insurer, seen, actor, now }: { id: string; insurer: KeptInsurer; seen: number; actor: string; now: Instant },
): Promise<{ revision: number; changed: boolean }> {
  const row = await queries.selectFrom('insurer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if ((row?.revision ?? 0) !== seen) throw new InsurerChanged(row?.revision ?? 0, row?.changed_by ?? '');
  const filed = directory.insurers.find((one) => one.id === id);
  const before = row ? keptInsurer(row) : filed && plainOfFile(filed);
  const after = plain(insurer);
  if (before && inOneOrder(before) === inOneOrder(after)) return { revision: seen, changed: false };
  const revision = seen + 1;
  const columns = {
    name: after.name,
    email: after.email ?? null,
    address: after.address ?? null,
    language: after.language ?? null,
    valid_from: after.validFrom ?? null,
    valid_until: after.validUntil ?? null,
    revision,
    changed_at: new Date(now),
    changed_by: actor,
  };
  const kept = row
    ? await queries.updateTable('insurer').set(columns).where('id', '=', id).returning('id').executeTakeFirst()
    : await queries
        .insertInto('insurer')
        .values({ id, ...columns })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
  if (!kept) throw new InsurerChanged(1, '');
  await queries
    .insertInto('insurer_change')
    .values({
      insurer: id,
      revision,
      at: new Date(now),
      actor,
      before: before ? JSON.stringify(before) : null,
      after: JSON.stringify(after),
    })
    .execute();
  await adoptNamedInsurer(queries, { id, name: after.name });
  return { revision, changed: true };
}

function plainOfFile(insurer: FiledInsurer): KeptInsurer {
  const { name, email, address, language, validFrom, validUntil } = insurer;
  return plain({ name, email, address, language, validFrom, validUntil });
}

function inOneOrder(insurer: KeptInsurer): string {
  return JSON.stringify(Object.entries(insurer).toSorted(([one], [other]) => one.localeCompare(other)));
}

/** A change of an insurer. */
export interface InsurerChange {
  revision: number;
  at: Date;
  actor: string;
  before: KeptInsurer | null;
  after: KeptInsurer;
}

/** Every change of an insurer, the latest first. */
export async function changesOfInsurer(queries: Queries, id: string): Promise<InsurerChange[]> {
  return queries
    .selectFrom('insurer_change')
    .select(['revision', 'at', 'actor', 'before', 'after'])
    .where('insurer', '=', id)
    .orderBy('revision', 'desc')
    .execute();
}

/** An id that no insurer bears yet, made of the name. */
export function freeIdFor(name: string, taken: ReadonlySet<string>): string {
  const begun = slugOfName(name);
  let id = begun;
  for (let further = 2; taken.has(id); further += 1) id = `${begun}-${further}`;
  return id;
}
