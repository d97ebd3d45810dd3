import type { MessageTexts } from './complaint-content.ts';
import { decrypt, readJson } from './personal-texts.ts';
import type { Queries } from './register.ts';

/** The texts that came with a message; empty where it brought none. @throws Erased */
export async function readMessageTexts(queries: Queries, id: string): Promise<MessageTexts> {
  const row = await queries.selectFrom('message').select('texts').where('id', '=', id).executeTakeFirst();
  return row?.texts ? readJson<MessageTexts>(queries, row.texts) : {};
}

/** The texts that came with each message of a complaint, by message; none where the person was erased. */
export async function textsOfMessages(queries: Queries, reference: string): Promise<Map<string, MessageTexts>> {
  const rows = await queries
    .selectFrom('message')
    .innerJoin('personal_text as text', 'text.id', 'message.texts')
    .innerJoin('keys.complaint_key as its', 'its.reference', 'message.reference')
    .select(['message.id', 'text.id as text', 'text.cipher', 'its.key'])
    .where('message.reference', '=', reference)
    .execute();
  return new Map(
    rows.map(({ id, text, cipher, key }) => [id, JSON.parse(decrypt(key, text, cipher).toString('utf8')) as MessageTexts]),
  );
}
