import type { ComplaintFacts } from './complaint.ts';
import { type DutyStatus, isOpen } from './duties.ts';
import type { Instant } from './time.ts';

/** True where the duty binds now: forwarding binds once the insurer's responsibility is decided, everything else from the start. */
export function isOwed(facts: ComplaintFacts, duty: DutyStatus): boolean {
  return isOpen(duty) && (duty.duty !== 'insurer-forwarding' || facts.responsibility === 'insurer');
}

/** The next instant by which something is due; undefined where nothing is owed. */
export function nextDueAt(facts: ComplaintFacts, duties: DutyStatus[]): Instant | undefined {
  const due = duties.filter((duty) => isOwed(facts, duty)).map((duty) => duty.dueAt);
  return due.length === 0 ? undefined : Math.min(...due);
}
