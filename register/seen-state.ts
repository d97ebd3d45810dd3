import { type JournalLine, lastNumber, readJournal } from './journal.ts';
import type { Queries } from './register.ts';

/**
 * Which states of a complaint a client has seen, as numbers of the last journal row then; `any` where it asks for no more than that
 * the complaint is there.
 */
export type SeenState = 'any' | number[];

/** A complaint has changed since the client saw it: nothing was done. */
export class ComplaintChanged extends Error {
  /** The number of the last journal row now. */
  readonly number: number;
  /** What was added to the journal since the latest state that the client has seen. */
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
  if (seen.includes(number)) return;
  throw new ComplaintChanged(number, await readJournal(queries, reference, { after: Math.max(0, ...seen) }));
}
