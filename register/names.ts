import { sql } from 'kysely';
import type { ComplaintContent, MessageTexts } from './complaint-content.ts';
import { decrypt } from './personal-texts.ts';
import type { Queries } from './register.ts';
import type { ComplaintRow } from './tables.ts';

/** Whom a complaint is from, and the insurer that it concerns, as a list shows them; absent where not known, or erased. */
export interface NamesInList {
  complainant?: string;
  insurer?: string;
}

interface KeptText {
  reference: string;
  id: string;
  cipher: Buffer;
  key: Buffer;
  of: 'complaint' | 'insurer';
}

/** The names of a page of complaints, by reference, in one query. */
export async function namesInList(
  queries: Queries,
  rows: readonly Pick<ComplaintRow, 'reference' | 'facts'>[],
): Promise<Map<string, NamesInList>> {
  const names = new Map<string, NamesInList>();
  for (const { reference, of, ...text } of await textsOf(queries, rows)) {
    const content = JSON.parse(decrypt(text.key, text.id, text.cipher).toString('utf8')) as ComplaintContent & MessageTexts;
    const name = of === 'complaint' ? { complainant: content.complainant.name } : insurerIn(content);
    names.set(reference, { ...names.get(reference), ...name });
  }
  return names;
}

function insurerIn({ insurer }: MessageTexts): NamesInList {
  return insurer === undefined ? {} : { insurer: insurer.name };
}

/** The complaints' own texts, and those of the decisions that named their insurers. */
async function textsOf(queries: Queries, rows: readonly Pick<ComplaintRow, 'reference' | 'facts'>[]): Promise<KeptText[]> {
  const references = rows.map(({ reference }) => reference);
  const decisions = rows.flatMap(({ facts }) => (facts.insurerNamedBy === undefined ? [] : [facts.insurerNamedBy]));
  if (references.length === 0) return [];
  const { rows: texts } = await sql<KeptText>`
    select text.reference, text.id, text.cipher, kept.key, 'complaint' as of
    from personal_text as text join keys.complaint_key as kept using (reference)
    where text.reference = any(${references}) and text.purpose = 'complaint'
    union all
    select text.reference, text.id, text.cipher, kept.key, 'insurer'
    from message join personal_text as text on text.id = message.texts join keys.complaint_key as kept on kept.reference = text.reference
    where message.id = any(${decisions}::uuid[])`.execute(queries);
  return texts;
}
