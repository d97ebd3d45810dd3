import type { ClosureReason, ComplaintFacts } from './complaint.ts';

/** Endings that no answer brought about: who contests one gets the complaint back, on its first clock. */
const contestable: readonly ClosureReason[] = ['not-a-complaint', 'misdirected', 'meant-for-mediator', 'never-written'];

/** True where the firm could not treat the complaint further: who disagrees is told the ways on. */
export function isNotTreatedFurther({ closure, closing }: ComplaintFacts): boolean {
  return (closure?.reason ?? closing) === 'not-treated-further';
}

/** True where the complaint ended without having been treated as one. */
export function isContestable({ closure, closing }: ComplaintFacts): boolean {
  const reason = closure?.reason ?? closing;
  return reason !== undefined && contestable.includes(reason);
}
