import { closed, neverWritten } from '../workflows/domain/apply.ts';
import { beginChange, type Change } from '../workflows/domain/change.ts';
import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import { type DutyName, type DutyStatus, isOpen, sameDuty } from '../workflows/domain/duties.ts';
import { isDecided, partAnsweredBy, resultOf, wasAnswered } from '../workflows/domain/parts.ts';
import type { Standing } from '../workflows/domain/standing.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { lockComplaint, readComplaint, saveFacts, standingOf } from './complaints.ts';
import { addToJournal } from './journal.ts';
import { type Rulebook, saveChange } from './messages.ts';
import type { Register } from './register.ts';

/** How a complaint stands, for a run that begins. @throws Error where there is no such complaint */
export async function takeUp({ database }: Register, reference: string): Promise<Standing> {
  const complaint = await readComplaint(database, reference);
  if (!complaint) throw new Error(`There is no complaint ${reference}.`);
  return { facts: complaint.facts, duties: complaint.duties.filter(isOpen) };
}

/**
 * Closes a complaint of which nothing is owed any more; a repetition changes nothing.
 *
 * @returns the standing afterwards: still open where something came to be owed in the meantime
 */
export async function closeComplaint(register: Register, reference: string): Promise<Standing> {
  return register.database.transaction().execute(async (queries) => {
    const complaint = await lockComplaint(queries, reference);
    const { facts, duties, row } = complaint;
    // A part that is still to be answered has its duty open; one that was withdrawn has none, and keeps nothing from closing.
    const over = wasAnswered(facts) || facts.closing !== undefined;
    if (facts.closure || !over || duties.some(isOpen)) return { facts, duties };
    const after = closed(facts);
    const now = register.clock();
    await saveFacts(queries, after, duties, row.closed_at ?? new Date(now));
    await addToJournal(queries, {
      reference,
      at: now,
      actor: 'doleance',
      event: 'closed',
      detail: { reason: after.closure?.reason },
    });
    return { facts: after, duties: [] };
  });
}

/**
 * Gives the complainant a new date because the answer is not ready: from then on the date is a duty of its own.
 * The same occasion again changes nothing.
 *
 * @param after the occasion whose date could not be kept: the new duty's occasion follows from it
 */
export async function announceNewDate(
  register: Register,
  { reference, after }: { reference: string; after: { duty: DutyName; occasion: string } },
  rulebook: Rulebook,
): Promise<Standing> {
  return register.database.transaction().execute(async (queries) => {
    const complaint = await lockComplaint(queries, reference);
    const now = register.clock();
    const planned = changeToNewDate(complaint, after, rulebook, rulebook.dayOf(now));
    if (!planned) return standingOf(complaint);
    const { change, occasion, dueOn } = planned;
    await addToJournal(queries, {
      reference,
      at: now,
      actor: 'doleance',
      event: 'new-date-planned',
      detail: { occasion, dueOn },
    });
    return saveChange(queries, complaint, change, rulebook, occasion, now);
  });
}

/**
 * The change by which a new date is given; nothing is kept.
 *
 * @param today in the firm's zone
 * @returns undefined where no new date is needed: it was given already, or the answer is decided, out or owed no more
 */
export function changeToNewDate(
  { facts, duties }: { facts: ComplaintFacts; duties: DutyStatus[] },
  after: { duty: DutyName; occasion: string },
  rulebook: Pick<Rulebook, 'newDate'>,
  today: CivilDate,
): { change: Change; occasion: string; dueOn: CivilDate } | undefined {
  const occasion = `${after.duty}-${after.occasion}`;
  if (duties.some((duty) => duty.duty === 'announced-date' && duty.occasion === occasion)) return undefined;
  // It may have been answered, decided or closed while this write waited: then nothing more is promised.
  const kept = duties.find((duty) => sameDuty(duty, after));
  if (!kept || !isOpen(kept) || isSettled(facts, after.duty)) return undefined;
  const dueOn = rulebook.newDate(today);
  return { change: { ...beginChange(facts), owed: [{ duty: 'announced-date', letters: [], dueOn }] }, occasion, dueOn };
}

/** True where no new date is needed any more for what a duty answers. */
function isSettled(facts: ComplaintFacts, duty: DutyName): boolean {
  const part = partAnsweredBy(duty);
  const decided = part ? resultOf(facts, part) !== undefined : isDecided(facts);
  return decided || facts.closing !== undefined || facts.closure !== undefined;
}

/**
 * Closes a complaint made by word of mouth that nobody wrote although asked twice; a repetition changes nothing, and a writing that
 * came in the meantime wins.
 *
 * @param after the occasion of the duty to close it
 */
export async function closeAsNeverWritten(
  register: Register,
  { reference, occasion }: { reference: string; occasion: string },
  rulebook: Rulebook,
): Promise<Standing> {
  return register.database.transaction().execute(async (queries) => {
    const complaint = await lockComplaint(queries, reference);
    const closing = complaint.duties.find((duty) => duty.duty === 'never-written' && duty.occasion === occasion);
    if (!closing || !isOpen(closing) || complaint.facts.writing) return standingOf(complaint);
    const change = neverWritten(complaint.facts, complaint.duties);
    return saveChange(queries, complaint, change, rulebook, `never-written-${occasion}`, register.clock());
  });
}
