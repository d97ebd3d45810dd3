import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { letterSources } from '../../../letters/writing/sources.ts';
import { loadProcedures } from '../../../procedures/load-procedures.ts';
import { loadRecourseDirectory } from '../../../procedures/recourse.ts';
import { ProcedureLibrary } from '../../../register/procedure-library.ts';
import { openRegister, type Register } from '../../../register/register.ts';
import { type GivenRegister, givenRegister, personal, register } from '../../register/given.ts';

let given: GivenRegister;
let one: Register;
beforeAll(async () => {
  given = await givenRegister();
  one = openRegister(given.database.url, { connections: 1 });
});
afterAll(async () => {
  await one.close();
  await given.close();
});

test('all that a letter is made from is read over the one connection of the transaction that it is read in', async () => {
  const reference = await register(given);
  const library = new ProcedureLibrary(one, await loadProcedures());
  const directory = await loadRecourseDirectory();
  const letter = { reference, duty: 'acknowledgement', occasion: 'first', kind: 'acknowledgement', at: given.time.now } as const;
  const sources = await one.database
    .transaction()
    .execute((queries) =>
      letterSources({ register: { ...one, database: queries }, library, directory, publicUrl: 'http://127.0.0.1' }, letter),
    );
  expect(sources).toMatchObject({ content: { complainant: { name: personal.name } }, procedure: { id: 'opticourtage' } });
});
