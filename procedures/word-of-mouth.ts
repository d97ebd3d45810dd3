import type { ComplaintKind } from '../workflows/domain/complaint.ts';
import type { Procedure } from './schema.ts';

/**
 * What becomes of a complaint that is only spoken; a firm that may ask for a confirmation takes it all the same. A right about one's own
 * data needs no writing, whatever a firm asks for (GDPR, article 12).
 */
export function takenByWordOfMouth(kind: ComplaintKind, { oral }: Pick<Procedure, 'oral'>): 'taken' | 'invited' {
  return oral.taken === 'invited-to-write' && kind === 'classic' ? 'invited' : 'taken';
}
