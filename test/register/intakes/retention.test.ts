import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { endIntake, takeUpIntake } from '../../../register/intakes/course.ts';
import { eventsOfIntake, verifyIntakes } from '../../../register/intakes/events.ts';
import { keepIntake, listIntakes, readIntake } from '../../../register/intakes/intakes.ts';
import { eraseIntakesPutAside } from '../../../register/intakes/retention.ts';
import { Erased } from '../../../register/personal-texts.ts';
import { everything } from '../../../register/viewer.ts';
import { type GivenRegister, givenRegister } from '../given.ts';

const day = 24 * 3_600_000;
let given: GivenRegister;
beforeAll(async () => {
  given = await givenRegister();
});
afterAll(() => given.close());

async function arrived({ suspicion }: { suspicion?: string } = {}): Promise<string> {
  const { id } = await given.register.database.transaction().execute((queries) =>
    keepIntake(
      queries,
      {
        source: 'staff',
        channel: 'letter',
        procedure: given.library.inForce('opticourtage'),
        receivedAt: given.time.now,
        fields: { complainant: { name: 'Dominique Exemple' }, reason: 'Une simple question.' },
        ...(suspicion === undefined ? {} : { suspicion }),
        actor: 'tests',
      },
      given.time.now,
    ),
  );
  return id;
}
const step = (intake: string) => ({ intake, actor: 'tests', now: given.time.now });
const putAside = (intake: string, as: 'not-a-complaint' | 'redirected') =>
  given.register.database
    .transaction()
    .execute((queries) => endIntake(queries, step(intake), { as, statement: { statement: 'Une question de forme.' } }));
const isErased = async (id: string): Promise<boolean> => {
  try {
    await readIntake(given.register.database, id, everything);
    return false;
  } catch (fault) {
    if (fault instanceof Erased) return true;
    throw fault;
  }
};
/** Erases what is due so many days after the start. */
async function after(days: number): Promise<number> {
  given.time.now = Date.parse('2026-05-13T10:00:00Z') + days * day;
  return eraseIntakesPutAside(given.register);
}

describe('What was put aside is erased', () => {
  test('thirteen months after it was, three where a robot seems to have written it; nothing else ever', async () => {
    await after(0);
    const ended = await arrived();
    const handed = await arrived();
    const robot = await arrived({ suspicion: 'robot' });
    const waiting = await arrived({ suspicion: 'robot' });
    const takenUp = await arrived();
    await putAside(ended, 'not-a-complaint');
    await putAside(handed, 'redirected');
    await putAside(robot, 'not-a-complaint');
    await putAside(takenUp, 'not-a-complaint');
    await given.register.database
      .transaction()
      .execute((queries) => takeUpIntake(queries, step(takenUp), { statement: 'C’en était une.' }));
    const erased = async () => Promise.all([ended, handed, robot, waiting, takenUp].map(isErased));

    expect([await after(91), await erased()]).toEqual([0, [false, false, false, false, false]]);
    expect([await after(93), await erased()]).toEqual([1, [false, false, true, false, false]]);
    expect([await after(395), await erased()]).toEqual([0, [false, false, true, false, false]]);
    expect([await after(397), await erased()]).toEqual([2, [true, true, true, false, false]]);
    expect([await after(2000), await erased()]).toEqual([0, [true, true, true, false, false]]);
  });

  test('with every text and mark of it, while its course stays, whole, and says so', async () => {
    await after(3000);
    const id = await arrived();
    await putAside(id, 'not-a-complaint');
    expect(await after(3400)).toBe(1);
    const { database } = given.register;
    const marks = await database.selectFrom('search.intake_mark').selectAll().where('intake', '=', id).execute();
    const keys = await database.selectFrom('keys.intake_key').selectAll().where('intake', '=', id).execute();
    expect([marks, keys]).toEqual([[], []]);
    const last = (await eventsOfIntake(database, id)).at(-1);
    expect(last).toMatchObject({ event: 'erased', actor: 'doleance', detail: { afterMonths: 13 } });
    expect(await verifyIntakes(database)).toEqual([]);
  });

  test('and stands in the list by its number, without a name', async () => {
    const listed = await listIntakes(given.register.database, everything, { state: ['redirected'] }, { limit: 10 });
    expect(listed.map(({ name, subject }) => [name, subject])).toEqual([['', '']]);
  });
});
