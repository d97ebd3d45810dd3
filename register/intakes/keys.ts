import { createHmac, randomBytes } from 'node:crypto';
import { Erased, readKey } from '../personal-texts.ts';
import type { Queries } from '../register.ts';

/** Makes an intake's key; it stands apart from the texts, as complaints' keys do. */
export async function makeIntakeKey(queries: Queries, intake: string): Promise<Buffer> {
  const key = randomBytes(32);
  await queries.insertInto('keys.intake_key').values({ intake, key, complaint: null }).execute();
  return key;
}

/** @throws Erased where the key has been destroyed */
export async function readIntakeKey(queries: Queries, intake: string): Promise<Buffer> {
  const row = await queries.selectFrom('keys.intake_key').select('key').where('intake', '=', intake).executeTakeFirst();
  if (!row) throw new Erased(`intake ${intake}`);
  return row.key;
}

/** From now on the intake's texts are erased with the complaint. @throws Erased where the complaint's person was erased */
export async function bindKeyToComplaint(queries: Queries, intake: string, complaint: string): Promise<void> {
  await readKey(queries, complaint);
  await queries.updateTable('keys.intake_key').set({ complaint }).where('intake', '=', intake).execute();
}

/** What a key of the whole register is used for. */
export type RegisterKeyPurpose = 'marks' | 'forms';

/** A key of the whole register; the migrations made it. */
export async function registerKey(queries: Queries, purpose: RegisterKeyPurpose): Promise<Buffer> {
  const { key } = await queries
    .selectFrom('keys.register_key')
    .select('key')
    .where('purpose', '=', purpose)
    .executeTakeFirstOrThrow();
  return key;
}

/** A mark of a text that shows nothing of it, and is the same for the same text under the same key. */
export function keyedMark(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest().subarray(0, 16);
}
