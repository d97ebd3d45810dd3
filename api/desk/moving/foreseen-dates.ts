import { sql } from 'kysely';
import type { Procedure } from '../../../procedures/schema.ts';
import { readComplaint } from '../../../register/complaints.ts';
import { foresee } from '../../../register/foresee.ts';
import { lastNumber } from '../../../register/journal.ts';
import { namesInList } from '../../../register/names.ts';
import type { ProcedureLibrary } from '../../../register/procedure-library.ts';
import type { Queries } from '../../../register/register.ts';
import type { ComplaintRow } from '../../../register/tables.ts';
import { type Viewer, visibleTo } from '../../../register/viewer.ts';
import { type DutyName, type DutyStatus, isOpen } from '../../../workflows/domain/duties.ts';
import type { Refusal } from '../../../workflows/domain/messages.ts';
import type { CivilDate, Instant } from '../../../workflows/domain/time.ts';

/** What the move of one complaint to the version in force comes to. */
export interface ForeseenMove {
  reference: string;
  /** Who complained; absent once erased. */
  name: string | undefined;
  from: string;
  /** The number of its last journal row: the state that this was foreseen in. */
  seen: number;
  /** Why it cannot be moved now; absent where it can. */
  refusal?: Refusal | undefined;
  /** Each date that changes; an absent one has no limit there. */
  dates: { duty: DutyName; before?: CivilDate | undefined; after?: CivilDate | undefined }[];
}

/** A firm's open complaints on older versions that somebody may see: how many in all, and the first of them with their dates. */
export async function foreseenMoves(
  queries: Queries,
  {
    library,
    viewer,
    procedure,
    limit,
    now,
  }: { library: ProcedureLibrary; viewer: Viewer; procedure: Procedure; limit: number; now: Instant },
): Promise<{ count: number; moves: ForeseenMove[] }> {
  const { rows } = await sql<Pick<ComplaintRow, 'reference' | 'procedure_version' | 'facts'> & { count: number }>`
    select reference, procedure_version, facts, count(*) over () as count from complaint
    where procedure = ${procedure.id} and closed_at is null and procedure_version <> ${procedure.version} and ${visibleTo(viewer)}
    order by next_due_at nulls last, reference limit ${limit}`.execute(queries);
  const names = await namesInList(queries, rows);
  const moves: ForeseenMove[] = [];
  for (const { reference, procedure_version: from } of rows)
    moves.push({
      ...(await foreseenMove(queries, { library, reference, from, procedure, now })),
      name: names.get(reference)?.complainant,
    });
  return { count: rows[0]?.count ?? 0, moves };
}

async function foreseenMove(
  queries: Queries,
  {
    library,
    reference,
    from,
    procedure,
    now,
  }: { library: ProcedureLibrary; reference: string; from: string; procedure: Procedure; now: Instant },
): Promise<Omit<ForeseenMove, 'name'>> {
  const seen = await lastNumber(queries, reference);
  const complaint = await readComplaint(queries, reference);
  if (!complaint) return { reference, from, seen, refusal: 'malformed', dates: [] };
  const message = { signal: 'decide', body: { decision: 'move-to-version', version: procedure.version } } as const;
  const rulebook = library.rulebookFor(await library.version(from));
  const foresight = await foresee(queries, complaint, { message }, rulebook, now);
  if (!foresight.allowed) return { reference, from, seen, refusal: foresight.reason, dates: [] };
  return { reference, from, seen, dates: changedDates(foresight.before.duties, foresight.after.duties) };
}

/** The days of what is open that are no longer the same; of several duties of one name, each has its own. */
export function changedDates(before: readonly DutyStatus[], after: readonly DutyStatus[]): ForeseenMove['dates'] {
  const open = (duties: readonly DutyStatus[]) =>
    new Map(duties.filter(isOpen).map((one) => [`${one.duty} ${one.occasion}`, one]));
  const [earlier, later] = [open(before), open(after)];
  return [...new Map([...earlier, ...later])]
    .map(([its, { duty }]) => ({ duty, before: earlier.get(its)?.dueOn, after: later.get(its)?.dueOn }))
    .filter((one) => one.before !== one.after);
}
