import { type JournalLine, lastNumber, readJournal } from './journal.ts';
import type { Queries } from './register.ts';

/**
 * Which states of a complaint a client has seen, as numbers of the last journal row then; `any` where it asks for no more than that
 * the complaint is there; or when a person began to look, whom only what others did since keeps back.
 */
export type SeenState = 'any' | number[] | { begunAt: number };

/** A complaint has changed since the client saw it: nothing was done. */
export class ComplaintChanged extends Error {
  /** The number of the last journal row now. */
  readonly number: number;
  /** What was added to the journal since the latest state that the client has seen; for a person, what others did. */
  readonly changes: JournalLine[];

  constructor(number: number, changes: JournalLine[]) {
    super('The complaint has changed in the meantime.');
    this.name = 'ComplaintChanged';
    this.number = number;
    this.changes = changes;
  }
}

/**
 * Refuses what rests on a state that is no more. To be asked under the complaint's lock, in the transaction that then acts: of two
 * who have seen the same, the second is refused.
 *
 * @throws ComplaintChanged
 */
export async function requireSeen(queries: Queries, reference: string, seen: SeenState | undefined): Promise<void> {
  if (seen === undefined || seen === 'any') return;
  const number = await lastNumber(queries, reference);
  if (!Array.isArray(seen)) return requireNobodyElse(queries, reference, seen.begunAt, number);
  if (seen.includes(number)) return;
  throw new ComplaintChanged(number, await readJournal(queries, reference, { after: Math.max(0, ...seen) }));
}

/** @throws ComplaintChanged */
async function requireNobodyElse(queries: Queries, reference: string, begunAt: number, number: number): Promise<void> {
  const since = number === begunAt ? [] : await readJournal(queries, reference, { after: begunAt });
  const byOthers = since.filter((line) => !isDoneByItself(line));
  if (byOthers.length > 0) throw new ComplaintChanged(number, byOthers);
}

/**
 * True for what Doléance did by itself: a letter that left, a limit that passed, a decision that it applied. A decision is looked at
 * once it is accepted; only one that was sent by hand, past the register, is heard of when it is applied.
 */
function isDoneByItself({ actor, event }: JournalLine): boolean {
  return actor === 'doleance' || (event.endsWith('-applied') && actor !== 'by-hand');
}
