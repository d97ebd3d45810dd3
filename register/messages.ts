import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { apply } from '../workflows/domain/apply.ts';
import type { Change } from '../workflows/domain/change.ts';
import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import type { FirmRules } from '../workflows/domain/firm-rules.ts';
import { judge, type Situation, type Verdict } from '../workflows/domain/judge.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import type { Decision, Message, Refusal, TextName } from '../workflows/domain/messages.ts';
import { readMessage } from '../workflows/domain/read-message.ts';
import type { DeliveredMessage, MessageOutcome, Standing } from '../workflows/domain/standing.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { completedWith, type MessageTexts } from './complaint-content.ts';
import {
  endDuties,
  insertDuties,
  type KnownComplaint,
  lockComplaint,
  readComplaint,
  readContent,
  saveFacts,
  standingOf,
} from './complaints.ts';
import { consequencesOf, type Planner } from './consequences.ts';
import { markComplaint } from './intakes/marks.ts';
import { addToJournal, numberOfAcceptance } from './journal.ts';
import { outdateLetters, supersedeLettersOf } from './letters.ts';
import { wakeRelay } from './notices.ts';
import { Erased, keepText, readKey } from './personal-texts.ts';
import { revokePrivatePage } from './private-pages.ts';
import type { Queries, Register } from './register.ts';
import { claimRequestKey, fillRequestKey, type RequestKey } from './request-keys.ts';
import { makeFindable } from './search.ts';
import { requireSeen, type SeenState } from './seen-state.ts';
import { keepPlainFacts } from './statistics/plain-facts.ts';
import type { MessageRow } from './tables.ts';
import { noteReading } from './unread.ts';

/** What the rules need to know of the firm, and what only the procedure can plan. */
export interface Rulebook extends Planner {
  /** What the procedure says to the rules of decisions. */
  firmRules(facts: ComplaintFacts): FirmRules;
  /** The civil date of an instant in the firm's zone. */
  dayOf(at: Instant): CivilDate;
  /** The new date that a letter about a delay gives where staff have set none. */
  newDate(today: CivilDate): CivilDate;
  /** When an insurer that missed its date is reminded, and how often at most. */
  chaserDueOn(replyBy: CivilDate, askedOn: CivilDate): CivilDate;
  chasersAtMost: number;
  /** When a complaint is closed that was not written by the last day given. */
  closingDayAfter(closingOn: CivilDate, remindedOn: CivilDate): CivilDate;
}

/** A message to a complaint, as it is accepted. */
export interface NewMessage {
  reference: string;
  message: Message;
  texts?: MessageTexts | undefined;
  actor: string;
}

/** What becomes of a message at once. `number` is that of the journal row that says that it was accepted. */
export type Acceptance =
  | { accepted: true; id: string; repeated: boolean; number: number | undefined }
  | { accepted: false; reason: Refusal };

/** The names of the texts that are given and not empty. */
export function givenTexts(texts: MessageTexts): TextName[] {
  const names: [TextName, unknown][] = [
    ['reasons', texts.reasons],
    ['upheldPoints', texts.upheldPoints],
    ['rejectedPoints', texts.rejectedPoints],
    ['measures', texts.measures],
    ['redress', texts.redress],
    ['offerTerms', texts.offer],
    ['missingFacts', texts.missingFacts?.length ? texts.missingFacts : undefined],
    ['answer', texts.answer],
    ['insurer', texts.insurer],
    ['text', texts.text],
    ['statement', texts.statement],
    ['whoAnswers', texts.whoAnswers],
    ['rightFirm', texts.rightFirm],
    ['representative', texts.representative],
    ['completed', texts.completed],
    ['situation', texts.situation],
    ['doneBy', texts.doneBy],
  ];
  return names.filter(([, value]) => value !== undefined && value !== '').map(([name]) => name);
}

/**
 * Accepts a message if the rules allow it, with its texts and its place in the outbox; when it returns, the message is kept.
 * What has been accepted before and not yet applied counts as if it were applied.
 *
 * @param seen the states of the complaint of which one must still hold; a repetition with the same key is not judged by it
 * @param isPerson the actor is one person and no system that several act through: they approve nothing that they proposed themselves
 * @throws KeyUsedOtherwise
 * @throws ComplaintChanged
 */
export async function acceptMessage(
  register: Register,
  newMessage: NewMessage,
  rulebook: Rulebook,
  {
    requestKey,
    seen,
    isPerson = false,
    checkpoint = () => undefined,
  }: {
    requestKey?: RequestKey | undefined;
    seen?: SeenState | undefined;
    isPerson?: boolean;
    checkpoint?: (point: string) => void;
  } = {},
): Promise<Acceptance> {
  const { reference } = newMessage;
  const acceptance = await register.database
    .transaction()
    .execute(async (queries): Promise<Acceptance> => {
      const earlier = requestKey && (await claimRequestKey(queries, requestKey));
      if (earlier?.message) return repeated(queries, reference, earlier.message);
      const accepted = await acceptWithin(queries, newMessage, rulebook, { now: register.clock(), seen, isPerson, checkpoint });
      if (!accepted.accepted) throw new NotAllowed(accepted.reason);
      if (requestKey) await fillRequestKey(queries, requestKey, { reference, message: accepted.id });
      return accepted;
    })
    .catch((error: unknown): Acceptance => {
      if (error instanceof NotAllowed) return { accepted: false, reason: error.reason };
      throw error;
    });
  if (acceptance.accepted) checkpoint('decision-after-row');
  return acceptance;
}

/**
 * The same within a transaction under way, which holds the complaint until it ends; a message that is not allowed writes nothing.
 * Who accepts messages to several complaints at once takes them in the order of their references.
 *
 * @throws ComplaintChanged
 */
export async function acceptWithin(
  queries: Queries,
  { reference, message, texts = {}, actor }: NewMessage,
  rulebook: Rulebook,
  {
    now,
    seen,
    isPerson = false,
    checkpoint = () => undefined,
  }: { now: Instant; seen?: SeenState | undefined; isPerson?: boolean; checkpoint?: (point: string) => void },
): Promise<Acceptance> {
  const complaint = await lockComplaint(queries, reference);
  await requireSeen(queries, reference, seen);
  const situation = await expectedSituation(queries, complaint, rulebook, now);
  const verdict = judge(situation, message, givenTexts(texts));
  if (!verdict.allowed) return { accepted: false, reason: verdict.reason };
  if (isPerson && (await approvesOwnProposal(queries, situation.facts, message, actor)))
    return { accepted: false, reason: 'own-proposal' };
  checkpoint('decision-before-row');
  const { id, number } = await insertMessage(queries, { reference, message, texts, actor }, now);
  if (texts.completed) {
    const before = await readContent(queries, situation.facts);
    await markComplaint(queries, reference, completedWith(before, texts.completed));
  }
  await noteReading(queries, { id, reference, message, actor }, now);
  return { accepted: true, repeated: false, id, number };
}

/** Four eyes: whoever approves a result is another person than whoever proposed it. */
async function approvesOwnProposal(queries: Queries, { proposal }: ComplaintFacts, message: Message, actor: string) {
  if (message.signal !== 'decide' || message.body.decision !== 'approve' || !proposal) return false;
  const proposed = await queries.selectFrom('message').select('actor').where('id', '=', proposal.decision).executeTakeFirst();
  return proposed?.actor === actor;
}

/** What a message that is kept already was answered with. */
export async function repeated(
  queries: Queries,
  reference: string,
  id: string,
): Promise<Extract<Acceptance, { accepted: true }>> {
  return { accepted: true, id, repeated: true, number: await numberOfAcceptance(queries, reference, id) };
}

/** Leaves the accepting transaction, so that a refused request leaves no trace. */
class NotAllowed extends Error {
  readonly reason: Refusal;
  constructor(reason: Refusal) {
    super(reason);
    this.reason = reason;
  }
}

/** The situation as it will be when everything accepted so far has been applied. */
export async function expectedSituation(
  queries: Queries,
  complaint: KnownComplaint,
  rulebook: Rulebook,
  now: Instant,
): Promise<Situation> {
  const waiting = await queries
    .selectFrom('message')
    .selectAll()
    .where('reference', '=', complaint.facts.reference)
    .where('state', '=', 'accepted')
    .orderBy('position')
    .execute();
  const situation = situationOf(complaint, rulebook, now);
  for (const row of waiting) {
    const message = messageOf(row);
    if (message && judge(situation, message, row.given_texts).allowed) {
      const circumstances = { id: row.id, today: situation.today, firm: situation.firm };
      const change = apply(situation.facts, situation.duties, message, circumstances);
      situation.duties = consequencesOf(change, situation.duties, rulebook, row.id, situation.today).duties;
      situation.facts = change.facts;
    }
  }
  return situation;
}

function situationOf(complaint: KnownComplaint, rulebook: Rulebook, now: Instant): Situation {
  const { facts, duties } = complaint;
  return { facts, duties, firm: rulebook.firmRules(facts), today: rulebook.dayOf(now) };
}

async function insertMessage(
  queries: Queries,
  { reference, message, texts = {}, actor }: NewMessage,
  now: Instant,
): Promise<{ id: string; number: number }> {
  const id = randomUUID();
  const names = givenTexts(texts);
  const kept =
    names.length === 0 && !texts.editedLetters?.length
      ? undefined
      : await keepText(queries, {
          reference,
          purpose: 'message',
          key: await readKey(queries, reference),
          content: JSON.stringify(texts),
        });
  await queries
    .insertInto('message')
    .values({
      id,
      reference,
      signal: message.signal,
      body: JSON.stringify(message.body),
      texts: kept?.id ?? null,
      given_texts: names,
      actor,
      accepted_at: new Date(now),
      delivered_at: null,
      refusal: null,
      settled_at: null,
    })
    .execute();
  if (kept) await makeFindable(queries, reference, texts);
  const number = await addToJournal(queries, {
    reference,
    at: now,
    actor,
    event: `${eventOfSignal[message.signal]}-accepted`,
    detail: { message: id, ...message.body, ...editedKinds(texts) },
    ...(kept ? { digest: kept.digest } : {}),
  });
  await wakeRelay(queries, reference);
  return { id, number };
}

/** Which letters staff worded otherwise. */
function editedKinds({ editedLetters }: MessageTexts): { editedLetters?: LetterKind[] } {
  return editedLetters?.length ? { editedLetters: editedLetters.map(({ kind }) => kind) } : {};
}

const eventOfSignal = { decide: 'decision', escalate: 'escalation', receive: 'receipt' };

function messageOf(row: MessageRow): Message | undefined {
  return readMessage(row.signal, row.body);
}

/** What the register itself tells the workflow changes nothing that the register does not have already. */
export function isOwnNotice(row: MessageRow): boolean {
  return ['registered', 'renew', 'letter-posted', 'letter-bounced'].includes(String(row.body['what']));
}

/**
 * Applies a message, or refuses it, and records which; the same message again gives the same outcome and changes nothing.
 */
export async function applyMessage(
  register: Register,
  delivered: DeliveredMessage,
  rulebook: Rulebook,
): Promise<{ outcome: MessageOutcome; standing: Standing }> {
  return register.database.transaction().execute(async (queries) => {
    const complaint = await lockComplaint(queries, delivered.reference);
    const now = register.clock();
    const row = await knownMessage(queries, delivered, now);
    if (row.state !== 'accepted') return { outcome: outcomeOf(row), standing: standingOf(complaint) };
    const verdict = judgeRow(situationOf(complaint, rulebook, now), row);
    const standing = verdict.allowed ? await applyChange(queries, complaint, row, rulebook, now) : standingOf(complaint);
    const outcome: MessageOutcome = verdict.allowed
      ? { id: row.id, state: 'applied' }
      : { id: row.id, state: 'refused', refusal: verdict.reason };
    await settle(queries, row, outcome, now);
    return { outcome, standing };
  });
}

/** The row of a message; a message by hand gets its row now, with the hand that sent it unknown. */
async function knownMessage(queries: Queries, delivered: DeliveredMessage, now: Instant): Promise<MessageRow> {
  const { reference, signal, message } = delivered;
  const find = (id: string) => queries.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirst();
  const named = await find(delivered.id);
  if (named?.reference === reference) return named;
  // By hand a signal can bear the id of another complaint's message: it is still this complaint's signal.
  const id = named ? idWithin(reference, delivered.id) : delivered.id;
  const inserted = await queries
    .insertInto('message')
    .values({
      id,
      reference,
      signal,
      body: JSON.stringify(message?.body ?? {}),
      texts: null,
      given_texts: [],
      actor: 'by-hand',
      accepted_at: new Date(now),
      delivered_at: new Date(now),
      refusal: null,
      settled_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return inserted ?? (await queries.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

/** An id made of a complaint's reference and a foreign id; the same for the same two. */
function idWithin(reference: string, id: string): string {
  const hex = createHash('sha256').update(`${reference} ${id}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function judgeRow(situation: Situation, row: MessageRow): Verdict {
  if (isOwnNotice(row)) return { allowed: true };
  const message = messageOf(row);
  return message ? judge(situation, message, row.given_texts) : { allowed: false, reason: 'malformed' };
}

async function applyChange(
  queries: Queries,
  complaint: KnownComplaint,
  row: MessageRow,
  rulebook: Rulebook,
  now: Instant,
): Promise<Standing> {
  const message = messageOf(row);
  if (!message) return standingOf(complaint);
  const circumstances = { id: row.id, today: rulebook.dayOf(now), firm: rulebook.firmRules(complaint.facts) };
  const change = apply(complaint.facts, complaint.duties, message, circumstances);
  const { facts } = complaint;
  if (message.signal === 'decide' && message.body.decision === 'complete-file') await outdateLetters(queries, facts.reference);
  if (message.signal === 'decide' && leavesLinkElsewhere(message.body, facts))
    await revokePrivatePage(queries, { reference: facts.reference, actor: row.actor }, now).catch(unlessErased);
  await keepPlainFacts(queries, { id: row.id, message, facts, actor: row.actor, today: circumstances.today, now });
  return saveChange(queries, complaint, change, rulebook, row.id, now);
}

/**
 * The link of the private page stays with somebody whom it is no more for: whoever spoke for the complainant until now, or whoever reads
 * the mailbox that was on file. The next letter gives another.
 */
function leavesLinkElsewhere(decision: Decision, { mandate, byPost, undeliverable = [] }: ComplaintFacts): boolean {
  if (decision.decision === 'name-representative') return mandate === 'recorded';
  if (decision.decision !== 'complete-file' || !decision.mailbox) return false;
  return byPost === undefined && !undeliverable.includes('complainant');
}

/** Who was erased has no page. */
function unlessErased(fault: unknown): void {
  if (!(fault instanceof Erased)) throw fault;
}

/** Saves a change of a complaint: its facts, the duties that ended, and the duties that it gave rise to. */
export async function saveChange(
  queries: Queries,
  complaint: KnownComplaint,
  change: Change,
  rulebook: Rulebook,
  occasion: string,
  now: Instant,
): Promise<Standing> {
  const { reference } = change.facts;
  const { ended, added, duties } = consequencesOf(change, complaint.duties, rulebook, occasion, rulebook.dayOf(now));
  await endDuties(queries, reference, ended);
  for (const { duty, occasion, void: reason } of ended) {
    await addToJournal(queries, {
      reference,
      at: now,
      actor: 'doleance',
      event: 'duty-ended',
      detail: { duty, occasion, reason },
    });
    await supersedeLettersOf(queries, { reference, duty, occasion }, now);
  }
  await insertDuties(queries, reference, added);
  await saveFacts(queries, change.facts, duties, change.facts.closure ? (complaint.row.closed_at ?? new Date(now)) : null);
  const touched = duties.filter((duty) => !complaint.duties.includes(duty));
  return { facts: change.facts, duties: touched };
}

async function settle(queries: Queries, row: MessageRow, outcome: MessageOutcome, now: Instant): Promise<void> {
  await queries
    .updateTable('message')
    .set({
      state: outcome.state,
      refusal: outcome.refusal ?? null,
      settled_at: new Date(now),
      delivered_at: row.delivered_at ?? new Date(now),
    })
    .where('id', '=', row.id)
    .execute();
  if (!isOwnNotice(row))
    await addToJournal(queries, {
      reference: row.reference,
      at: now,
      actor: row.actor,
      event: `${eventOfSignal[row.signal]}-${outcome.state}`,
      detail: { message: row.id, ...row.body, ...(outcome.refusal ? { reason: outcome.refusal } : {}) },
    });
  await sql`select pg_notify('message_settled', ${row.id})`.execute(queries);
}

/** @returns what became of a message so far; undefined where there is none of that id for that complaint */
export async function readOutcome(queries: Queries, reference: string, id: string): Promise<MessageOutcome | undefined> {
  const row = await queries
    .selectFrom('message')
    .selectAll()
    .where('id', '=', id)
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row && outcomeOf(row);
}

function outcomeOf(row: MessageRow): MessageOutcome {
  return { id: row.id, state: row.state, ...(row.refusal ? { refusal: row.refusal } : {}) };
}

/** The situation that the API shows and judges by. */
export async function readSituation(
  register: Register,
  reference: string,
  rulebook: Rulebook,
): Promise<{ complaint: KnownComplaint; situation: Situation } | undefined> {
  const complaint = await readComplaint(register.database, reference);
  if (!complaint) return undefined;
  return { complaint, situation: await expectedSituation(register.database, complaint, rulebook, register.clock()) };
}
