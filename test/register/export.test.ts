import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Procedure } from '../../procedures/schema.ts';
import { type ExportedComplaint, exportComplaints } from '../../register/export.ts';
import { cellsOf, registerColumns } from '../../register/export-columns.ts';
import { decide, type GivenRegister, givenRegister, personal, register } from './given.ts';

let given: GivenRegister;
let reference: string;
beforeAll(async () => {
  given = await givenRegister();
  reference = await register(given);
  await decide(given, reference, { decision: 'acknowledge-now' });
});
afterAll(() => given.close());

async function exported(): Promise<ExportedComplaint> {
  const { value } = await exportComplaints(given.register, {}, { personal: true }).next();
  return value as ExportedComplaint;
}

async function isWaitedForALock(): Promise<boolean> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    given.register.database,
  );
  return rows.length > 0;
}

test('a day that another has replaced is not the day on which the answer or the acknowledgement is due', async () => {
  const { database } = given.register;
  await sql`
    insert into duty (reference, duty, occasion, due_on, due_at, send_on, send_at, send_by, limits, letters)
    select reference, duty, 'later', due_on + 60, due_at, send_on, send_at, send_by, limits, letters from duty
    where duty in ('acknowledgement', 'final-response')`.execute(database);
  await sql`update duty set void = 'replaced' where occasion <> 'later'`.execute(database);
  const procedure = given.library.inForce('opticourtage') as Procedure;
  const cells = cellsOf(await exported(), procedure, { personal: false });
  const row = Object.fromEntries(registerColumns({ personal: false }).map(({ name }, place) => [name, cells[place]]));
  expect(row).toMatchObject({ acknowledgementDueOn: '2026-07-26', answerDueOn: '2026-09-11' });
});

test('a complaint is exported as it stands at one moment, also where its person is erased meanwhile', async () => {
  const { database } = given.register;
  const exporting = await database.transaction().execute(async (queries) => {
    await sql`lock table message`.execute(queries);
    const reading = exported();
    while (!(await isWaitedForALock())) await pause(10);
    await queries.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    return { reading };
  });
  expect(await exporting.reading).toMatchObject({
    content: { complainant: { name: personal.name } },
    messages: [{ texts: { reasons: personal.decision } }],
  });
  const after = await exported();
  expect(after).toMatchObject({ row: { reference }, messages: [{ signal: 'decide' }] });
  expect(after).not.toHaveProperty('content');
  expect(JSON.stringify(after)).not.toContain(personal.decision);
});
