import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { planDuties } from '../../procedures/plan-duties.ts';
import { ProcedureLibrary } from '../../register/procedure-library.ts';
import { keepProcedureVersion } from '../../register/procedure-versions.ts';
import { alteredProcedure, theProcedure } from '../procedures/altered-procedure.ts';
import { type GivenRegister, givenRegister, register } from './given.ts';

let given: GivenRegister;
beforeEach(async () => {
  given = await givenRegister();
});
afterEach(() => given.close());

const stricter = alteredProcedure((content) => {
  for (const limit of content.timeLimits) if (limit.duty === 'acknowledgement') limit.within = 3;
});

test('a complaint keeps the version that it was registered on, when another comes into force', async () => {
  const reference = await register(given);
  const later = new ProcedureLibrary(given.register, { get: () => stricter, all: () => [stricter] });
  await later.keepCurrent();
  const kept = await later.procedureOf(reference);
  expect(kept.version).toBe(theProcedure().version);
  expect(kept.version).not.toBe(stricter.version);
  const dates = { reference, kind: 'classic' as const, receivedOn: '2026-05-13' };
  expect(planDuties(kept, dates)).toEqual(planDuties(theProcedure(), dates));
  expect(planDuties(stricter, dates)[0]?.dueOn).not.toBe(planDuties(kept, dates)[0]?.dueOn);
});

test('a text that was changed under an old version’s name is not kept', async () => {
  const { version, id } = theProcedure();
  const changed = { version, procedure: id, content: stricter.content };
  await expect(keepProcedureVersion(given.register.database, changed)).rejects.toThrow(/was changed/);
});

test('a kept text that was changed in the register is not read', async () => {
  const reference = await register(given);
  await given.register.database.updateTable('procedure_version').set({ content: stricter.content }).execute();
  const later = new ProcedureLibrary(given.register, { get: () => stricter, all: () => [stricter] });
  await expect(later.procedureOf(reference)).rejects.toThrow(/was changed/);
});

test('a version that was never kept is told by name', async () => {
  await expect(given.library.version('opticourtage@000000000000')).rejects.toThrow('opticourtage@000000000000');
});

test('keeping a version twice changes nothing', async () => {
  await given.library.keepCurrent();
  const rows = await given.register.database.selectFrom('procedure_version').select('version').execute();
  expect(rows.map(({ version }) => version).toSorted()).toEqual(given.library.allInForce().map(({ version }) => version));
});
