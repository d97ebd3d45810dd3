import type { Procedure } from '../../procedures/schema.ts';
import type { LetterContent } from '../../register/letters.ts';
import type { LetterRow } from '../../register/tables.ts';
import type { Language } from '../letter.ts';
import { defaultEnvelope } from '../pdf/envelope.ts';
import type { LetterForPdf } from '../pdf/pdf.ts';

/** A letter as it was kept, on its firm's sheet: what is printed is what was written, never written anew. */
export function sheetOf(
  { reference, language, letter_date }: Pick<LetterRow, 'reference' | 'language' | 'letter_date'>,
  { html, to }: Pick<LetterContent, 'html' | 'to'>,
  { firm }: Pick<Procedure, 'firm'>,
): LetterForPdf {
  return {
    reference,
    language: language as Language,
    html,
    letterDate: letter_date,
    to: { name: to.name, lines: to.address ?? [], home: firm.country },
    envelope: firm.envelope ?? defaultEnvelope,
    author: firm.name,
  };
}
