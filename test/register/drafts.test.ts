import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { dropDraft, endDraft, forgetExpiredDrafts, holdDraft, makeDraft, readDraft, saveDraft } from '../../register/drafts.ts';
import { keepIntake } from '../../register/intakes/intakes.ts';
import { migrate } from '../../register/migrate.ts';
import { openRegister, type Register } from '../../register/register.ts';
import { type FreshDatabase, freshDatabase } from '../helpers/database.ts';

let database: FreshDatabase;
let register: Register;
const now = Date.parse('2026-11-17T09:00:00Z');
const hour = 3_600_000;
const content = { reason: 'Mes lunettes' };

beforeAll(async () => {
  database = await freshDatabase();
  register = openRegister(database.url, { connections: 4 });
  await migrate(register);
});
afterAll(async () => {
  await register.close();
  await database.drop();
});

async function saved(at = now): Promise<string> {
  const id = await makeDraft(register.database, { procedure: 'opticourtage', language: 'fr' }, at);
  await saveDraft(register.database, id, { language: 'nl', content }, at);
  return id;
}

test('a draft is kept for a day after it was last saved, and is forgotten with its key then', async () => {
  const id = await saved(now - 20 * hour);
  await saveDraft(register.database, id, { language: 'nl', content }, now);
  expect(await readDraft(register.database, id, now + 23 * hour)).toMatchObject({
    content,
    language: 'nl',
    procedure: 'opticourtage',
  });
  expect(await readDraft(register.database, id, now + 25 * hour)).toBeUndefined();
  await forgetExpiredDrafts(register.database, now + 23 * hour);
  expect(await readDraft(register.database, id, now + 23 * hour)).toBeDefined();
  expect(await forgetExpiredDrafts(register.database, now + 25 * hour)).toBeGreaterThan(0);
  expect(await register.database.selectFrom('keys.draft_key').selectAll().execute()).toEqual([]);
  expect(await register.database.selectFrom('form_draft').selectAll().execute()).toEqual([]);
});

test('nothing of what was typed stands in plain', async () => {
  const id = await saved();
  const { content: kept } = await register.database
    .selectFrom('form_draft')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(kept?.includes('lunettes')).toBe(false);
});

test('the same draft made twice is one, and keeps what was saved', async () => {
  const id = await saved();
  await Promise.all([1, 2, 3].map(() => makeDraft(register.database, { id, procedure: 'alter-ego', language: 'fr' }, now)));
  expect(await readDraft(register.database, id, now)).toMatchObject({ content, procedure: 'opticourtage' });
});

test('a draft that was sent says what it became, has nothing of its content left, and takes nothing more', async () => {
  const id = await saved();
  const intake = await register.database
    .transaction()
    .execute((queries) => keepIntake(queries, { source: 'form', channel: 'web-form', receivedAt: now, actor: 'web-form' }, now));
  await register.database.transaction().execute((queries) => endDraft(queries, id, { became: { intake: intake.id } }, now));
  expect(await saveDraft(register.database, id, { language: 'fr', content }, now)).toBe(false);
  const draft = await readDraft(register.database, id, now);
  expect(draft?.became).toEqual({ intake: intake.id });
  expect(draft && 'content' in draft).toBe(false);
});

async function isWaitedForALock(): Promise<boolean> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(register.database);
  return rows.length > 0;
}

test('a draft that is taken away while it is sent is sent first, and neither waits for the other for ever', async () => {
  const id = await saved();
  const intake = await register.database
    .transaction()
    .execute((queries) => keepIntake(queries, { source: 'form', channel: 'web-form', receivedAt: now, actor: 'web-form' }, now));
  let dropping: Promise<void> = Promise.resolve();
  await register.database.transaction().execute(async (queries) => {
    await holdDraft(queries, id, now);
    dropping = register.database.transaction().execute((others) => dropDraft(others, id));
    while (!(await isWaitedForALock())) await new Promise((resolve) => setTimeout(resolve, 5));
    await endDraft(queries, id, { became: { intake: intake.id } }, now);
  });
  await expect(dropping).resolves.toBeUndefined();
  expect(await readDraft(register.database, id, now)).toBeUndefined();
});

test('a draft that is taken away is gone, and another one stays', async () => {
  const [one, other] = [await saved(), await saved()];
  await dropDraft(register.database, one);
  expect(await readDraft(register.database, one, now)).toBeUndefined();
  expect(await readDraft(register.database, other, now)).toBeDefined();
  expect(await readDraft(register.database, randomUUID(), now)).toBeUndefined();
});
