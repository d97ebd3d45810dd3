import type { Capacity } from '../procedures/recourse.ts';
import { stageOf } from '../workflows/domain/change.ts';
import type { ComplaintFacts, ComplaintKind, Level } from '../workflows/domain/complaint.ts';
import { type Duty, type DutyName, type DutyStatus, lettersOfDuty } from '../workflows/domain/duties.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import { nextDueAt } from '../workflows/domain/owed.ts';
import type { Standing } from '../workflows/domain/standing.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { type Channel, type ComplaintContent, completedWith, type Language } from './complaint-content.ts';
import { markComplaint } from './intakes/marks.ts';
import { addToJournal } from './journal.ts';
import { readMessageTexts } from './message-texts.ts';
import { tellWorkflow } from './notices.ts';
import { keepText, makeKey, readJson } from './personal-texts.ts';
import { openPrivatePage } from './private-tokens.ts';
import type { Queries, Register } from './register.ts';
import { claimRequestKey, fillRequestKey, type RequestKey } from './request-keys.ts';
import { makeFindable } from './search.ts';
import type { ComplaintRow, DutyRow } from './tables.ts';

/** A complaint to be registered. */
export interface NewComplaint {
  procedure: { id: string; version: string; prefix: string };
  kind: ComplaintKind;
  channel: Channel;
  language: Language;
  /** ISO 3166-1 alpha-2, of the complainant. */
  country: string;
  capacity: Capacity;
  /** Civil dates in the firm's zone; `sentOn` is absent where unknown. */
  sentOn?: CivilDate | undefined;
  /** An earlier writing about the same matter, to whomever. */
  firstWrittenOn?: CivilDate | undefined;
  receivedOn: CivilDate;
  registeredOn: CivilDate;
  receivedAt: Instant;
  level: Level;
  /** Made by word of mouth: taken as a complaint, or invited to be written. */
  oral?: 'taken' | 'invited' | undefined;
  /** Put right at once, so that nothing is owed. */
  solvedAtOnce?: boolean | undefined;
  mandate?: 'recorded' | 'missing' | undefined;
  /** Staff whom the complaint is about, by id. */
  barred?: string[] | undefined;
  /** The earlier complaint that this new matter came from. */
  linkedTo?: string | undefined;
  /** Who writes: `private-person`, `lawyer`, `supervisor` … */
  sender: string;
  caseHandler?: string | undefined;
  /** The earlier complaint from which it is known that they have the client's file. */
  handlerOf?: string | undefined;
  /** Ids of the classification, and of an insurer in the directory. */
  product?: string | undefined;
  reasonCategory?: string | undefined;
  insurer?: string | undefined;
  content: ComplaintContent;
  /** Who registers it. */
  actor: string;
}

/**
 * Registers a complaint: number, key, texts, facts, planned duties, journal and the message for its workflow, all or nothing.
 * When it returns, the complaint is kept.
 *
 * @param plan plans the duties, given the reference
 * @param also what is done in the same transaction, once the complaint is there; not for a repetition
 * @param checkpoint told of each named point; fault tests end the process there
 * @throws KeyUsedOtherwise
 */
export async function registerComplaint(
  { database, clock }: Register,
  complaint: NewComplaint,
  plan: (reference: string) => (Duty & { letters?: LetterKind[] })[],
  {
    requestKey,
    also,
    checkpoint = () => undefined,
  }: {
    requestKey?: RequestKey | undefined;
    also?: ((queries: Queries, reference: string) => Promise<void>) | undefined;
    checkpoint?: (point: string) => void;
  } = {},
): Promise<{ reference: string; repeated: boolean }> {
  const registered = await database.transaction().execute(async (queries) => {
    if (requestKey) {
      const earlier = await claimRequestKey(queries, requestKey);
      if (earlier) return { reference: earlier.reference, repeated: true };
    }
    checkpoint('intake-before-row');
    const reference = await nextReference(queries, complaint.procedure.prefix, complaint.registeredOn);
    await insertComplaint(queries, reference, complaint, plan(reference), clock());
    await also?.(queries, reference);
    if (requestKey) await fillRequestKey(queries, requestKey, { reference });
    return { reference, repeated: false };
  });
  checkpoint('intake-after-row');
  return registered;
}

async function nextReference(queries: Queries, prefix: string, registeredOn: CivilDate): Promise<string> {
  const year = Number(registeredOn.slice(0, 4));
  const { last } = await queries
    .insertInto('reference_counter')
    .values({ prefix, year, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['prefix', 'year']).doUpdateSet((counter) => ({ last: counter('reference_counter.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return `${prefix}-${year}-${String(last).padStart(6, '0')}`;
}

async function insertComplaint(
  queries: Queries,
  reference: string,
  complaint: NewComplaint,
  duties: (Duty & { letters?: LetterKind[] })[],
  now: Instant,
): Promise<void> {
  const facts = firstFacts(reference, complaint);
  await queries
    .insertInto('complaint')
    .values({
      reference,
      procedure: complaint.procedure.id,
      procedure_version: complaint.procedure.version,
      kind: complaint.kind,
      channel: complaint.channel,
      language: complaint.language,
      country: complaint.country,
      capacity: complaint.capacity,
      sender: complaint.sender,
      sent_on: complaint.sentOn ?? null,
      received_on: complaint.receivedOn,
      registered_on: complaint.registeredOn,
      received_at: new Date(complaint.receivedAt),
      registered_at: new Date(now),
      registered_by: complaint.actor,
      stage: facts.stage,
      level: facts.level,
      case_handler: facts.caseHandler ?? null,
      outcome: null,
      next_due_at: nextDueDate(
        facts,
        duties.map((duty) => ({ ...duty, letters: [] })),
      ),
      closed_at: null,
      facts: JSON.stringify(facts),
      linked_to: complaint.linkedTo ?? null,
      product: complaint.product ?? null,
      reason_category: complaint.reasonCategory ?? null,
      insurer: complaint.insurer ?? null,
    })
    .execute();
  const key = await makeKey(queries, reference);
  await openPrivatePage(queries, reference);
  const { digest } = await keepText(queries, {
    reference,
    purpose: 'complaint',
    key,
    content: JSON.stringify(complaint.content),
  });
  await makeFindable(queries, reference, complaint.content);
  await markComplaint(queries, reference, complaint.content);
  await insertDuties(queries, reference, duties);
  await tellWorkflow(queries, { reference, body: { what: 'registered' }, actor: complaint.actor, at: now, needsNothing: true });
  await addToJournal(queries, {
    reference,
    at: now,
    actor: complaint.actor,
    event: 'complaint-registered',
    detail: {
      channel: complaint.channel,
      kind: complaint.kind,
      sender: complaint.sender,
      receivedOn: complaint.receivedOn,
      sentOn: complaint.sentOn ?? 'unknown',
      procedureVersion: complaint.procedure.version,
      ...(complaint.linkedTo === undefined ? {} : { linkedTo: complaint.linkedTo }),
      ...(complaint.oral === undefined ? {} : { byWordOfMouth: complaint.oral }),
      ...(complaint.mandate === undefined ? {} : { mandate: complaint.mandate }),
      ...(complaint.solvedAtOnce ? { solvedAtOnce: true } : {}),
      ...(complaint.handlerOf === undefined ? {} : { handlerOf: complaint.handlerOf }),
      ...(complaint.product === undefined ? {} : { product: complaint.product }),
      ...(complaint.reasonCategory === undefined ? {} : { reasonCategory: complaint.reasonCategory }),
      ...(complaint.insurer === undefined ? {} : { insurer: complaint.insurer }),
    },
    digest,
  });
  if (complaint.linkedTo !== undefined) await noteNewMatter(queries, complaint.linkedTo, reference, complaint.actor, now);
}

/** The earlier complaint's journal says where its new matter went. */
async function noteNewMatter(queries: Queries, earlier: string, reference: string, actor: string, at: Instant): Promise<void> {
  await addToJournal(queries, { reference: earlier, at, actor, event: 'new-matter-registered', detail: { reference } });
}

/** True where letters to the complainant, or to who speaks for the complainant, have no mailbox to go to. */
export function isByPost({ mandate, content }: Pick<NewComplaint, 'mandate' | 'content'>): boolean {
  const addressee = mandate === 'recorded' ? (content.representative ?? content.complainant) : content.complainant;
  return addressee.email === undefined;
}

/** What comes from the mediator or a court is there already. */
function cameFrom(sender: string): ComplaintFacts['escalations'] {
  if (sender === 'mediator') return ['mediator'];
  return sender === 'court' ? ['court'] : [];
}

function firstFacts(reference: string, complaint: NewComplaint): ComplaintFacts {
  const facts: ComplaintFacts = {
    reference,
    procedure: complaint.procedure.id,
    procedureVersion: complaint.procedure.version,
    kind: complaint.kind,
    ...(complaint.sentOn === undefined ? {} : { sentOn: complaint.sentOn }),
    ...(complaint.firstWrittenOn === undefined ? {} : { firstWrittenOn: complaint.firstWrittenOn }),
    receivedOn: complaint.receivedOn,
    registeredOn: complaint.registeredOn,
    stage: 'received',
    level: complaint.level,
    ...(complaint.oral === undefined ? {} : { oral: complaint.oral }),
    ...(complaint.solvedAtOnce ? { closing: 'solved-at-once' as const } : {}),
    ...(complaint.mandate === undefined ? {} : { mandate: complaint.mandate }),
    ...(isByPost(complaint) ? { byPost: true as const } : {}),
    ...(complaint.barred?.length ? { barred: complaint.barred } : {}),
    ...(complaint.linkedTo === undefined ? {} : { linkedTo: complaint.linkedTo }),
    ...(complaint.caseHandler === undefined ? {} : { caseHandler: complaint.caseHandler }),
    acknowledgeNow: false,
    ...(complaint.sender === 'mediator' ? { mediator: 'has-it' as const } : {}),
    escalations: cameFrom(complaint.sender),
    enquiryAnswers: {},
    revision: 1,
  };
  return { ...facts, stage: stageOf(facts) };
}

/** Adds duties to a complaint, each with the letters that fulfil it. */
export async function insertDuties(
  queries: Queries,
  reference: string,
  duties: (Duty & { letters?: LetterKind[] })[],
): Promise<void> {
  if (duties.length === 0) return;
  await queries
    .insertInto('duty')
    .values(
      duties.map((duty) => ({
        reference,
        duty: duty.duty,
        occasion: duty.occasion,
        due_on: duty.dueOn,
        due_at: new Date(duty.dueAt),
        send_on: duty.sendOn,
        send_at: new Date(duty.sendAt),
        send_by: new Date(duty.sendBy),
        limits: JSON.stringify(duty.limits),
        letters: duty.letters ?? lettersOfDuty[duty.duty] ?? [],
        done_at: null,
        void: null,
      })),
    )
    .execute();
}

/** A complaint as the rules see it, with its row. */
export interface KnownComplaint {
  row: ComplaintRow;
  facts: ComplaintFacts;
  duties: DutyStatus[];
}

/** What the workflow may learn of a complaint: never its row, which names who registered it. */
export function standingOf({ facts, duties }: KnownComplaint): Standing {
  return { facts, duties };
}

/** @returns undefined where there is no such complaint */
export async function readComplaint(queries: Queries, reference: string): Promise<KnownComplaint | undefined> {
  return known(queries, await complaintQuery(queries, reference).executeTakeFirst());
}

/** The same, holding the complaint until the transaction ends: what decides on a complaint happens one at a time. */
export async function lockComplaint(queries: Queries, reference: string): Promise<KnownComplaint> {
  const complaint = await known(queries, await complaintQuery(queries, reference).forUpdate().executeTakeFirst());
  if (!complaint) throw new Error(`There is no complaint ${reference}.`);
  return complaint;
}

/**
 * Holds the complaint until the transaction ends, without reading it. Whatever locks more than one row of a complaint begins
 * with this lock, so that no two transactions wait for each other.
 */
export async function holdComplaint(queries: Queries, reference: string): Promise<void> {
  await queries.selectFrom('complaint').select('reference').where('reference', '=', reference).forUpdate().execute();
}

function complaintQuery(queries: Queries, reference: string) {
  return queries.selectFrom('complaint').selectAll().where('reference', '=', reference);
}

async function known(queries: Queries, row: ComplaintRow | undefined): Promise<KnownComplaint | undefined> {
  if (!row) return undefined;
  const duties = await queries.selectFrom('duty').selectAll().where('reference', '=', row.reference).orderBy('number').execute();
  return { row, facts: row.facts, duties: duties.map(dutyStatus) };
}

/**
 * A complaint in its own words, with what completed it later and whoever was last named as who writes for the complainant.
 *
 * @param facts as they stand, or as they will: the message that named somebody may not have been applied yet
 * @throws Erased
 */
export async function readContent(
  queries: Queries,
  {
    reference,
    representativeNamedBy,
    completedBy = [],
  }: Pick<ComplaintFacts, 'reference' | 'representativeNamedBy' | 'completedBy'>,
): Promise<ComplaintContent> {
  const { id } = await queries
    .selectFrom('personal_text')
    .select('id')
    .where('reference', '=', reference)
    .where('purpose', '=', 'complaint')
    .executeTakeFirstOrThrow();
  let content = await readJson<ComplaintContent>(queries, id);
  for (const message of completedBy) content = completedWith(content, (await readMessageTexts(queries, message)).completed ?? {});
  if (representativeNamedBy === undefined) return content;
  return { ...content, representative: (await readMessageTexts(queries, representativeNamedBy)).representative };
}

/** Writes the facts, and the columns that are searched by. */
export async function saveFacts(
  queries: Queries,
  facts: ComplaintFacts,
  duties: DutyStatus[],
  closedAt: Date | null,
): Promise<void> {
  await queries
    .updateTable('complaint')
    .set({
      facts: JSON.stringify(facts),
      procedure_version: facts.procedureVersion,
      stage: facts.stage,
      level: facts.level,
      case_handler: facts.caseHandler ?? null,
      kind: facts.kind,
      sent_on: facts.writing?.sentOn ?? facts.sentOn ?? null,
      outcome: (facts.kind === 'gdpr' ? facts.gdpr?.result : facts.result)?.outcome ?? null,
      next_due_at: nextDueDate(facts, duties),
      closed_at: closedAt,
    })
    .where('reference', '=', facts.reference)
    .execute();
}

/** Ends duties with their evidence, or because nothing is owed any more. */
export async function endDuties(
  queries: Queries,
  reference: string,
  ended: { duty: DutyName; occasion: string; doneAt?: Instant; void?: DutyStatus['void'] }[],
): Promise<void> {
  for (const { duty, occasion, doneAt, void: reason } of ended) {
    await queries
      .updateTable('duty')
      .set({ done_at: doneAt === undefined ? null : new Date(doneAt), void: reason ?? null })
      .where('reference', '=', reference)
      .where('duty', '=', duty)
      .where('occasion', '=', occasion)
      .execute();
  }
}

/** Opens duties again whose letter never arrived: nothing has been sent of them, and their dates stay. */
export async function openDutiesAgain(queries: Queries, reference: string, opened: DutyStatus[]): Promise<void> {
  for (const { duty, occasion, openedAgain } of opened) {
    await queries
      .updateTable('duty')
      .set({ done_at: null, void: null, opened_again: openedAgain ?? 0 })
      .where('reference', '=', reference)
      .where('duty', '=', duty)
      .where('occasion', '=', occasion)
      .execute();
  }
}

function nextDueDate(facts: ComplaintFacts, duties: DutyStatus[]): Date | null {
  const instant = nextDueAt(facts, duties);
  return instant === undefined ? null : new Date(instant);
}

/** A duty as the rules see it. */
export function dutyStatus(row: DutyRow): DutyStatus {
  return {
    duty: row.duty,
    occasion: row.occasion,
    dueOn: row.due_on,
    dueAt: row.due_at.getTime(),
    sendOn: row.send_on,
    sendAt: row.send_at.getTime(),
    sendBy: row.send_by.getTime(),
    limits: row.limits,
    letters: row.letters,
    ...(row.done_at === null ? {} : { doneAt: row.done_at.getTime() }),
    ...(row.void === null ? {} : { void: row.void }),
    ...(row.opened_again === 0 ? {} : { openedAgain: row.opened_again }),
  };
}
