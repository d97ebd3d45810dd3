import { randomUUID } from 'node:crypto';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import type { Queries } from '../register.ts';
import type { ActionRow } from '../statistics/tables.ts';
import { addActionEvent, linkComplaints, tellJournals } from './events.ts';

/** What is to be mended for good, by whom and by when. Its texts speak of ways of working: no name belongs into them. */
export interface NewAction {
  procedure: string;
  title: string;
  description?: string | undefined;
  /** What it is about, where it is about something that recurs. */
  reasonCategory?: string | undefined;
  product?: string | undefined;
  insurer?: string | undefined;
  rootCause?: string | undefined;
  /** By id, from the firm's staff. */
  owner?: string | undefined;
  dueOn: CivilDate;
  /** The references of the complaints that it follows from. */
  complaints: readonly string[];
  /** The action that was found not effective, in whose place this one comes. */
  follows?: string | undefined;
}

/** What can be changed of an action that is not done. */
export interface ActionChanges {
  title?: string | undefined;
  description?: string | undefined;
  owner?: string | undefined;
  dueOn?: CivilDate | undefined;
  rootCause?: string | undefined;
}

/** Who does something, and when. */
export interface Doing {
  actor: string;
  now: Instant;
  /** The revision that they saw; left out: whichever there is. */
  seen?: number | undefined;
}

/** Why an action cannot be changed like that. */
export type ActionRefusal =
  | 'changed-meanwhile'
  | 'already-done'
  | 'not-done'
  | 'already-checked'
  | 'given-up'
  | 'replaced-already';

/** An action cannot be changed like that now. */
export class ActionRefused extends Error {
  readonly reason: ActionRefusal;
  constructor(reason: ActionRefusal) {
    super(`This action cannot be changed like that: ${reason}.`);
    this.name = 'ActionRefused';
    this.reason = reason;
  }
}

/** So many days after it was done an action is looked at again, where nobody says otherwise. */
export const usualDaysToCheck = 90;

/**
 * Opens an action; the journals of its complaints say so.
 *
 * @throws ActionRefused where the action that it follows has been replaced already, or was not found without effect
 */
export async function openAction(
  queries: Queries,
  action: NewAction,
  { actor, now }: Doing,
): Promise<{ id: string; number: number }> {
  if (action.follows !== undefined) await requireWithoutEffect(queries, action.follows);
  const opened = await queries
    .insertInto('action')
    .values({
      id: randomUUID(),
      procedure: action.procedure,
      title: action.title,
      description: action.description ?? null,
      reason_category: action.reasonCategory ?? null,
      product: action.product ?? null,
      insurer: action.insurer ?? null,
      root_cause: action.rootCause ?? null,
      message: null,
      follows: action.follows ?? null,
      owner: action.owner ?? null,
      due_on: action.dueOn,
      opened_at: new Date(now),
      opened_by: actor,
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow();
  await linkComplaints(queries, opened.id, action.complaints);
  const detail = { dueOn: action.dueOn, ...(action.owner === undefined ? {} : { owner: action.owner }) };
  await addActionEvent(queries, opened.id, { at: now, actor, event: 'action-opened', detail });
  await tellJournals(queries, opened, { at: now, actor, event: 'action-opened', detail });
  return opened;
}

async function requireWithoutEffect(queries: Queries, id: string): Promise<void> {
  const before = await holdAction(queries, id);
  if (before.effective !== false) throw new ActionRefused(before.checked_on === null ? 'not-done' : 'already-checked');
  const later = await queries.selectFrom('action').select('id').where('follows', '=', id).executeTakeFirst();
  if (later) throw new ActionRefused('replaced-already');
}

/** Changes an action that is not done yet; the same once more changes nothing. @throws ActionRefused */
export async function changeAction(queries: Queries, id: string, changes: ActionChanges, doing: Doing): Promise<void> {
  const action = await openToChange(queries, id, doing);
  if (action.done_on !== null) throw new ActionRefused('already-done');
  const { title, description, owner, dueOn, rootCause } = changes;
  const wanted = { title, description, owner, due_on: dueOn, root_cause: rootCause };
  const changed: Record<string, unknown> = Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => value !== undefined && value !== action[name as keyof ActionRow]),
  );
  if (Object.keys(changed).length === 0) return;
  // Texts are told by name only, so that the history holds nothing that somebody may have to take back.
  const told = Object.entries(changed).map(([name, value]): [string, unknown] => [
    name,
    name === 'title' || name === 'description' ? true : value,
  ]);
  await save(queries, action, changed, { event: 'action-changed', detail: Object.fromEntries(told) }, doing);
}

/** Notes that an action is done, and when it is looked at whether it worked. @throws ActionRefused */
export async function finishAction(
  queries: Queries,
  id: string,
  { doneOn, checkOn }: { doneOn: CivilDate; checkOn: CivilDate },
  doing: Doing,
): Promise<void> {
  const action = await openToChange(queries, id, doing);
  if (action.done_on !== null) throw new ActionRefused('already-done');
  const changed = { done_on: doneOn, done_by: doing.actor, check_on: checkOn };
  await save(queries, action, changed, { event: 'action-done', detail: { doneOn, checkOn } }, doing);
}

/** Notes whether an action that is done has worked. One that has not asks for another. @throws ActionRefused */
export async function checkAction(
  queries: Queries,
  id: string,
  { checkedOn, effective, finding }: { checkedOn: CivilDate; effective: boolean; finding: string },
  doing: Doing,
): Promise<void> {
  const action = await openToChange(queries, id, doing);
  if (action.done_on === null) throw new ActionRefused('not-done');
  if (action.checked_on !== null) throw new ActionRefused('already-checked');
  const changed = { checked_on: checkedOn, checked_by: doing.actor, effective, finding };
  await save(queries, action, changed, { event: 'action-checked', detail: { checkedOn, effective } }, doing);
}

/** Gives an action up that is not done, with the reason why. @throws ActionRefused */
export async function giveUpAction(
  queries: Queries,
  id: string,
  { on, finding }: { on: CivilDate; finding: string },
  doing: Doing,
): Promise<void> {
  const action = await openToChange(queries, id, doing);
  if (action.done_on !== null) throw new ActionRefused('already-done');
  const changed = { given_up_on: on, given_up_by: doing.actor, finding };
  await save(queries, action, changed, { event: 'action-given-up', detail: { on } }, doing);
}

async function openToChange(queries: Queries, id: string, { seen }: Doing): Promise<ActionRow> {
  const action = await holdAction(queries, id);
  if (seen !== undefined && seen !== action.revision) throw new ActionRefused('changed-meanwhile');
  if (action.given_up_on !== null) throw new ActionRefused('given-up');
  return action;
}

/** Holds an action until the transaction ends: what becomes of it happens one at a time. */
async function holdAction(queries: Queries, id: string): Promise<ActionRow> {
  return queries.selectFrom('action').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

async function save(
  queries: Queries,
  { id, number, revision }: ActionRow,
  changed: Record<string, unknown>,
  { event, detail }: { event: Parameters<typeof addActionEvent>[2]['event']; detail: Record<string, unknown> },
  { actor, now }: Doing,
): Promise<void> {
  await queries
    .updateTable('action')
    .set({ ...changed, revision: revision + 1 })
    .where('id', '=', id)
    .execute();
  await addActionEvent(queries, id, { at: now, actor, event, detail });
  if (event !== 'action-changed') await tellJournals(queries, { id, number }, { at: now, actor, event, detail });
}
