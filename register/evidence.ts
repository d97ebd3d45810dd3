import { acknowledged, answered } from '../workflows/domain/apply.ts';
import { beginChange, type Change, type OwedDuty } from '../workflows/domain/change.ts';
import type { ComplaintFacts, ComplaintPart } from '../workflows/domain/complaint.ts';
import { type DutyStatus, isOpen, sameDuty } from '../workflows/domain/duties.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import { answeredAtOf, answeredWholeAt, partAcknowledgedBy, partAnsweredBy, resultOf } from '../workflows/domain/parts.ts';
import type { Standing } from '../workflows/domain/standing.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { insertBreach, isJustified, withdrawBreach } from './breaches.ts';
import { endDuties, type KnownComplaint, lockComplaint, standingOf } from './complaints.ts';
import { followUps } from './follow-ups.ts';
import { addToJournal } from './journal.ts';
import { occasionOf, supersedeLettersOf } from './letters.ts';
import { type Rulebook, saveChange } from './messages.ts';
import type { Queries, Register } from './register.ts';
import { keepRedress } from './statistics/redress.ts';
import type { LetterRow } from './tables.ts';

/** The evidence of a letter: SMTP's answer, or the day of posting. */
export interface Evidence {
  sentAt: Instant;
  /** By whom: `doleance` for e-mail. */
  actor: string;
  posted?: { on: CivilDate; registeredNumber?: string | undefined };
}

/**
 * Records that a letter is out, and everything that follows from it at once: the duty done, the breaches that the evidence
 * shows, the stage, and what is owed no more.
 */
export async function recordLetterSent(
  register: Register,
  id: string,
  evidence: Evidence,
  rulebook: Rulebook,
): Promise<Standing> {
  return register.database.transaction().execute((queries) => recordSent(queries, id, evidence, rulebook, register.clock()));
}

/** The same, within a transaction under way. */
export async function recordSent(
  queries: Queries,
  id: string,
  { sentAt, actor, posted }: Evidence,
  rulebook: Rulebook,
  now: Instant,
): Promise<Standing> {
  const { reference } = await queries.selectFrom('letter').select('reference').where('id', '=', id).executeTakeFirstOrThrow();
  const complaint = await lockComplaint(queries, reference);
  const letter = await queries.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  // What came back before its sending was written down has not been sent.
  if (letter.state === 'sent' || (letter.bounced_at !== null && !posted)) return standingOf(complaint);
  await queries
    .updateTable('letter')
    .set({
      state: 'sent',
      sent_at: new Date(sentAt),
      lease_until: null,
      posted_on: posted?.on ?? null,
      registered_number: posted?.registeredNumber ?? null,
    })
    .where('id', '=', id)
    .execute();
  await addToJournal(queries, {
    reference,
    at: now,
    actor,
    event: posted ? 'letter-posted' : 'letter-sent',
    detail: {
      letter: id,
      ...occasionOf(letter),
      recipient: letter.recipient,
      sentAt: new Date(sentAt).toISOString(),
      ...(posted ?? {}),
    },
  });
  return followFrom(queries, complaint, letter, rulebook, now);
}

async function followFrom(
  queries: Queries,
  complaint: KnownComplaint,
  letter: LetterRow,
  rulebook: Rulebook,
  now: Instant,
): Promise<Standing> {
  const duty = complaint.duties.find((duty) => duty.duty === letter.duty && duty.occasion === letter.occasion);
  const doneAt = duty && isOpen(duty) ? await lastSentAt(queries, letter, lettersNeeded(complaint, letter)) : undefined;
  if (!duty || doneAt === undefined) return { facts: complaint.facts, duties: [] };
  const done = [{ ...duty, doneAt }, ...resolutionLetters(complaint, duty, doneAt)];
  await endDuties(queries, letter.reference, done);
  for (const one of done) await judgeByEvidence(queries, complaint.facts, one, doneAt, now);
  if (duty.duty === 'acknowledgement') await judgeAnswerWithinWeek(queries, complaint, doneAt, now);
  const after = { ...complaint, duties: complaint.duties.map((other) => done.find((one) => sameDuty(one, other)) ?? other) };
  const change = changeAfter(after, duty, doneAt, rulebook);
  change.owed.push(...followUps(after, letter, rulebook, rulebook.dayOf(doneAt)).map((owed) => asOften(owed, duty)));
  const standing = await saveChange(queries, after, change, rulebook, timed(letter.id, duty), now);
  const part = partAnsweredBy(duty.duty);
  if (part) await keepPromised(queries, after, part, rulebook.dayOf(doneAt), now);
  const rest = part && (await acknowledgeTheRest(queries, { ...after, facts: standing.facts }, part, rulebook, now));
  return { facts: rest?.facts ?? standing.facts, duties: [...done, ...standing.duties, ...(rest?.duties ?? [])] };
}

/** What followed from a letter that came back has ended: what follows from its second sending is something else. */
function asOften(owed: OwedDuty, duty: DutyStatus): OwedDuty {
  return owed.occasion === undefined ? owed : { ...owed, occasion: timed(owed.occasion, duty) };
}

function timed(occasion: string, { openedAgain }: DutyStatus): string {
  return openedAgain === undefined ? occasion : `${occasion}-${openedAgain}`;
}

/** What the answer's letter promises to pay is owed from that day on. */
async function keepPromised(
  queries: Queries,
  { facts }: KnownComplaint,
  part: ComplaintPart,
  on: CivilDate,
  now: Instant,
): Promise<void> {
  const decision = resultOf(facts, part)?.decision;
  if (decision !== undefined)
    await keepRedress(queries, { reference: facts.reference, part, kind: 'redress', decision, on }, now);
}

/** A part that is answered is acknowledged no more: its letter leaves the post tray, and the other part's may have done the duty. */
async function acknowledgeTheRest(
  queries: Queries,
  complaint: KnownComplaint,
  part: ComplaintPart,
  rulebook: Rulebook,
  now: Instant,
): Promise<Standing | undefined> {
  const { facts, duties } = complaint;
  const duty = duties.find((one) => one.duty === 'acknowledgement' && isOpen(one));
  if (!duty || answeredWholeAt(facts) !== undefined) return undefined;
  const occasion = { reference: facts.reference, duty: duty.duty, occasion: duty.occasion };
  await supersedeLettersOf(queries, occasion, now, (kind) => partAcknowledgedBy(kind) === part);
  const doneAt = await lastSentAt(queries, occasion, lettersNeeded(complaint, occasion));
  if (doneAt === undefined) return undefined;
  const done = { ...duty, doneAt };
  await endDuties(queries, facts.reference, [done]);
  await judgeByEvidence(queries, facts, done, doneAt, now);
  const after = { ...complaint, duties: duties.map((one) => (one === duty ? done : one)) };
  const change = { ...beginChange(facts), facts: acknowledged(facts, doneAt) };
  const standing = await saveChange(queries, after, change, rulebook, `acknowledged-${duty.occasion}`, now);
  return { facts: standing.facts, duties: [done] };
}

/** What the facts are once a duty is done. */
function changeAfter({ facts, duties }: KnownComplaint, { duty }: DutyStatus, doneAt: Instant, rulebook: Rulebook): Change {
  const part = partAnsweredBy(duty);
  if (part) return answered(facts, duties, { sentAt: doneAt, part, firm: rulebook.firmRules(facts) });
  const change = beginChange(facts);
  return duty === 'acknowledgement' ? { ...change, facts: acknowledged(facts, doneAt) } : change;
}

/** The answer is the letter with the result, too. */
function resolutionLetters({ duties }: KnownComplaint, { duty }: DutyStatus, doneAt: Instant): DutyStatus[] {
  if (duty !== 'final-response') return [];
  return duties.filter((one) => one.duty === 'resolution-letter' && isOpen(one)).map((one) => ({ ...one, doneAt }));
}

/** Putting the acknowledgement off was allowed only for an answer within the week: an acknowledgement instead breaks the first limit. */
async function judgeAnswerWithinWeek(
  queries: Queries,
  { facts, duties }: KnownComplaint,
  doneAt: Instant,
  now: Instant,
): Promise<void> {
  const first = duties.find(({ duty }) => duty === 'acknowledgement');
  if (!facts.answerWithinWeek || !first || doneAt < first.dueAt) return;
  await insertBreach(queries, {
    reference: facts.reference,
    duty: first,
    source: 'procedure',
    reason: 'no-answer-within-week',
    now,
  });
}

/**
 * The answer's letter is the one that its result names; every other duty names its letters itself. A part that is answered already is
 * acknowledged no more.
 */
function lettersNeeded(
  { facts, duties }: KnownComplaint,
  { duty, occasion }: Pick<LetterRow, 'duty' | 'occasion'>,
): LetterKind[] {
  if (duty === 'final-response') return facts.result ? [facts.result.outcome] : [];
  if (duty === 'gdpr-response') return facts.gdpr?.result ? ['gdpr-answer'] : [];
  const letters = duties.find((other) => other.duty === duty && other.occasion === occasion)?.letters ?? [];
  if (duty !== 'acknowledgement') return letters;
  return letters.filter((letter) => answeredAtOf(facts, partAcknowledgedBy(letter)) === undefined);
}

/** When the last of a duty's letters left, whichever was recorded last; undefined while one of them has not. */
async function lastSentAt(
  queries: Queries,
  { reference, duty, occasion }: Pick<LetterRow, 'reference' | 'duty' | 'occasion'>,
  needed: LetterKind[],
): Promise<Instant | undefined> {
  const sent = await queries
    .selectFrom('letter')
    .select(['kind', 'sent_at'])
    .where('reference', '=', reference)
    .where('duty', '=', duty)
    .where('occasion', '=', occasion)
    .where('state', '=', 'sent')
    .execute();
  const instants = needed.map((kind) => sent.find((letter) => letter.kind === kind)?.sent_at?.getTime());
  const all = instants.filter((instant) => instant !== undefined);
  return needed.length > 0 && all.length === needed.length ? Math.max(...all) : undefined;
}

/** The evidence decides: a limit that had passed is a breach, and a breach noted while the answer was on its way is withdrawn. */
async function judgeByEvidence(
  queries: Queries,
  facts: ComplaintFacts,
  duty: KnownComplaint['duties'][number],
  sentAt: Instant,
  now: Instant,
): Promise<void> {
  const { reference } = facts;
  for (const limit of duty.limits) {
    const late = sentAt >= limit.dueAt && !(await isJustified(queries, { facts, duty: duty.duty, limit }));
    if (late) await insertBreach(queries, { reference, duty, source: limit.source, reason: 'sent-late', now });
    else await withdrawBreach(queries, reference, duty, limit.source, now);
  }
}
