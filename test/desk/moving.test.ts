import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { changedDates } from '../../api/desk/moving/foreseen-dates.ts';
import { keepProcedureVersion } from '../../register/procedure-versions.ts';
import type { DutyStatus } from '../../workflows/domain/duties.ts';
import { registered } from '../api/api-server.ts';
import { applyAccepted } from '../api/drive.ts';
import { alteredProcedure } from '../procedures/altered-procedure.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';

// Complaints that were registered while Opticourtage acknowledged within three days, and go on by the ten of its file.

let desk: DeskUnderTest;
let person: SignedIn;
const page = '/desk/administration/procedures/opticourtage/move';
const earlier = alteredProcedure((content) => {
  for (const limit of content.timeLimits) if (limit.duty === 'acknowledgement') limit.within = 3;
});

beforeAll(async () => {
  desk = await startDesk();
  desk.setClock('2026-05-13T10:00:00Z');
  await keepProcedureVersion(desk.register.database, {
    version: earlier.version,
    procedure: earlier.id,
    content: earlier.content,
  });
  person = await desk.signIn();
});
afterAll(() => desk.close());

async function onEarlierVersion(): Promise<string> {
  const reference = await registered(desk);
  await sql`
    update complaint set procedure_version = ${earlier.version},
      facts = facts || jsonb_build_object('procedureVersion', ${earlier.version}::text)
    where reference = ${reference}`.execute(desk.register.database);
  await sql`
    update duty set due_on = '2026-05-18', limits = replace(limits::text, '2026-05-27', '2026-05-18')::jsonb
    where reference = ${reference} and duty = 'acknowledgement'`.execute(desk.register.database);
  return reference;
}

const seenIn = (text: string, reference: string) => new RegExp(`name="seen-${reference}" value="(\\d+)"`).exec(text)?.[1] ?? '';

describe('Moving running complaints to the version in force', () => {
  test('shows each date as it is and as it would be, before anything is decided', async () => {
    const reference = await onEarlierVersion();
    const { text } = await person.get(page);
    expect(text).toContain(reference);
    expect(text).toMatch(/<del>lun\. 18 mai 2026<\/del>[^]*<ins>mer\. 27 mai 2026<\/ins>/);
  });

  test('shows each of several duties of one name', () => {
    const open = (occasion: string, dueOn: string) => ({ duty: 'enquiry-answer', occasion, dueOn }) as DutyStatus;
    const dates = changedDates(
      [open('one', '2026-05-18'), open('other', '2026-05-20'), open('third', '2026-05-22')],
      [open('one', '2026-05-19'), open('other', '2026-05-21'), open('third', '2026-05-22')],
    );
    expect(dates).toEqual([
      { duty: 'enquiry-answer', before: '2026-05-18', after: '2026-05-19' },
      { duty: 'enquiry-answer', before: '2026-05-20', after: '2026-05-21' },
    ]);
  });

  test('is a decision on each that was chosen, and on no other', async () => {
    const [chosen, other] = [await onEarlierVersion(), await onEarlierVersion()];
    const { text } = await person.get(page);
    await person.post(page, { reference: [chosen], [`seen-${chosen}`]: seenIn(text, chosen) });
    await applyAccepted(desk, chosen);
    await applyAccepted(desk, other);
    const inForce = desk.library.inForce('opticourtage')?.version;
    const versions = await Promise.all([chosen, other].map(async (one) => (await desk.library.procedureOf(one)).version));
    expect(versions).toEqual([inForce, earlier.version]);
  });

  test('leaves alone what has changed since its dates were shown', async () => {
    const reference = await onEarlierVersion();
    const seen = seenIn((await person.get(page)).text, reference);
    await desk.post(`/api/complaints/${reference}/decisions`, { decision: 'assign', caseHandler: 'client-service' });
    const { text } = await person.post(page, { reference: [reference], [`seen-${reference}`]: seen });
    expect(text).toContain('le dossier a changé entre-temps');
    await applyAccepted(desk, reference);
    expect((await desk.library.procedureOf(reference)).version).toBe(earlier.version);
  });

  test.each([
    ['a case handler may not decide it', 'case-handler', 'opticourtage', 403],
    ['who has nothing to do with the firm finds nothing', 'complaints-manager', 'almena', 404],
  ] as const)('%s', async (_rule, role, procedure, status) => {
    const somebody = await desk.signIn({ grants: [{ procedure, role }] });
    expect((await somebody.get(page)).status).toBe(status);
  });
});
