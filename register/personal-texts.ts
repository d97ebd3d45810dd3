import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Queries } from './register.ts';

/** A complaint's person has been erased: the key is gone and the text with it. */
export class Erased extends Error {
  constructor(reference: string) {
    super(`The personal data of ${reference} has been erased.`);
    this.name = 'Erased';
  }
}

/** What is read, or something else in its place where the person has been erased. */
export async function unlessErased<Read, Instead = undefined>(
  reading: Promise<Read>,
  instead?: Instead,
): Promise<Read | Instead> {
  return reading.catch((fault: unknown) => {
    if (fault instanceof Erased) return instead as Instead;
    throw fault;
  });
}

/** Makes a complaint's key; it stands apart from the texts, so that it can be backed up and destroyed apart. */
export async function makeKey(queries: Queries, reference: string): Promise<Buffer> {
  const key = randomBytes(32);
  await queries.insertInto('keys.complaint_key').values({ reference, key }).execute();
  return key;
}

/** @throws Erased when the key has been destroyed */
export async function readKey(queries: Queries, reference: string): Promise<Buffer> {
  const row = await queries.selectFrom('keys.complaint_key').select('key').where('reference', '=', reference).executeTakeFirst();
  if (!row) throw new Erased(reference);
  return row.key;
}

/** Keeps a personal text encrypted; `digest` is of the ciphertext and proves it in the journal without showing it. */
export async function keepText(
  queries: Queries,
  { reference, purpose, key, content }: { reference: string; purpose: string; key: Buffer; content: Buffer | string },
): Promise<{ id: string; digest: Buffer }> {
  const id = randomUUID();
  const { digest } = await queries
    .insertInto('personal_text')
    .values({ id, reference, purpose, cipher: encrypt(key, id, content) })
    .returning('digest')
    .executeTakeFirstOrThrow();
  return { id, digest };
}

/** @throws Erased when the key has been destroyed */
export async function readText(queries: Queries, id: string): Promise<Buffer> {
  const row = await queries
    .selectFrom('personal_text')
    .select(['reference', 'cipher'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return decrypt(await readKey(queries, row.reference), id, row.cipher);
}

/**
 * The texts of several complaints, by reference and in order; those of an erased person are left out. The keys are held until the
 * transaction ends.
 */
export async function textsOf(queries: Queries, references: string[], purposes: string[]): Promise<Map<string, Buffer[]>> {
  const texts = new Map<string, Buffer[]>();
  if (references.length === 0) return texts;
  const rows = await queries
    .selectFrom('personal_text as text')
    .innerJoin('keys.complaint_key as its', 'its.reference', 'text.reference')
    .select(['text.id', 'text.reference', 'text.cipher', 'its.key'])
    .where('text.reference', 'in', references)
    .where('text.purpose', 'in', purposes)
    .orderBy('text.kept_at')
    .forKeyShare('its')
    .execute();
  for (const { id, reference, cipher, key } of rows)
    texts.set(reference, [...(texts.get(reference) ?? []), decrypt(key, id, cipher)]);
  return texts;
}

/** @throws Erased when the key has been destroyed */
export async function readJson<T>(queries: Queries, id: string): Promise<T> {
  return JSON.parse((await readText(queries, id)).toString('utf8')) as T;
}

/** A digest of a request that only the holder of the complaint's key can recompute. */
export function keyedDigest(key: Buffer, content: string): Buffer {
  return createHmac('sha256', key).update(content).digest();
}

const ivLength = 12;
const tagLength = 16;

/** Encrypts a text. Its id is authenticated with it, so that no ciphertext can take another's place. */
export function encrypt(key: Buffer, id: string, content: Buffer | string): Buffer {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id));
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** @throws where it is not the text of that key and id */
export function decrypt(key: Buffer, id: string, kept: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, kept.subarray(0, ivLength))
    .setAAD(Buffer.from(id))
    .setAuthTag(kept.subarray(ivLength, ivLength + tagLength));
  return Buffer.concat([decipher.update(kept.subarray(ivLength + tagLength)), decipher.final()]);
}
