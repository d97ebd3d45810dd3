import type { ComplaintKind } from '../workflows/domain/complaint.ts';
import { type DutyName, lettersOfDuty } from '../workflows/domain/duties.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import { partsOf } from '../workflows/domain/parts.ts';
import type { Procedure } from './schema.ts';

/**
 * The letters that fulfil a duty: a firm has its own form of acknowledgement, and a complaint about personal data is acknowledged
 * by a letter of its own, with its own date and authority.
 */
export function lettersFor(procedure: Procedure, kind: ComplaintKind, duty: DutyName): LetterKind[] {
  if (duty !== 'acknowledgement') return lettersOfDuty[duty] ?? [];
  const own = procedure.letters?.acknowledgement ?? 'acknowledgement';
  return partsOf(kind).map((part) => (part === 'gdpr' ? 'gdpr-acknowledgement' : own));
}
