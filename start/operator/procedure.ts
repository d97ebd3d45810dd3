import { planDuties } from '../../procedures/plan-duties.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { keepProcedureVersion, readProcedureVersion } from '../../register/procedure-versions.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { type OperatorCommand, type OperatorPlace, onlyWord, procedureGiven } from './command.ts';
import { differences } from './differences.ts';

/** Keeps a firm's procedure as it stands in its file, and shows what changes with it. */
export const registerProcedure: OperatorCommand = {
  usage: 'register-procedure ID [--dry-run]',
  about: "keeps a procedure's file as a new version, and says what changes and which complaints run on which",
  options: { 'dry-run': { type: 'boolean' } },
  run: async (place, given) => {
    const id = procedureGiven(place, onlyWord(given, 'the id of one procedure'));
    const procedure = place.procedures.get(id) as Procedure;
    const kept = (await readProcedureVersion(place.register.database, procedure.version)) !== undefined;
    const before = await newestKept(place, id);
    const dry = given.flags['dry-run'] === true;
    if (!dry) await keepProcedureVersion(place.register.database, { ...procedure, procedure: id });
    await report(place, procedure, before, kept ? 'is kept already' : dry ? 'would be new' : 'is kept');
    return 0;
  },
};

async function report(place: OperatorPlace, procedure: Procedure, before: Procedure | undefined, state: string): Promise<void> {
  const { say } = place;
  const { version } = procedure;
  say(`${version} ${state}.`);
  if (before && before.version !== version) {
    say(`Changed against ${before.version}:`);
    for (const line of differences(JSON.parse(before.content), JSON.parse(procedure.content))) say(`  ${line}`);
    const today = civilDateAt(place.register.clock(), procedure.firm.timeZone);
    for (const line of changedDates(before, procedure, today)) say(`  received today: ${line}`);
  }
  for (const { procedure_version, open, all } of await running(place, procedure.id))
    say(`${procedure_version}: ${open} open of ${all} complaints`);
  say('New complaints take the version of the files that the API was started with; running ones keep theirs.');
}

/** The version that was kept last and is not that of the file, or that of the file where there is no other. */
async function newestKept({ register, library, procedures }: OperatorPlace, id: string): Promise<Procedure | undefined> {
  const rows = await register.database
    .selectFrom('procedure_version')
    .select('version')
    .where('procedure', '=', id)
    .orderBy('kept_at', 'desc')
    .execute();
  const current = procedures.get(id)?.version;
  const version = (rows.find((row) => row.version !== current) ?? rows[0])?.version;
  if (version === undefined || (await readProcedureVersion(register.database, version)) === undefined) return undefined;
  return library.version(version);
}

/** `final-response: 2026-07-13 → 2026-07-20`, of an ordinary complaint received on a day. */
function changedDates(before: Procedure, after: Procedure, receivedOn: CivilDate): string[] {
  const planned = (procedure: Procedure) =>
    new Map(planDuties(procedure, { reference: 'EXAMPLE', kind: 'classic', receivedOn }).map(({ duty, dueOn }) => [duty, dueOn]));
  const [old, young] = [planned(before), planned(after)];
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter((duty) => old.get(duty) !== young.get(duty))
    .map((duty) => `${duty}: ${old.get(duty) ?? 'not owed'} → ${young.get(duty) ?? 'not owed'}`);
}

async function running({ register }: OperatorPlace, id: string) {
  return register.database
    .selectFrom('complaint')
    .select(({ fn }) => [
      'procedure_version',
      fn.countAll<number>().as('all'),
      fn.countAll<number>().filterWhere('closed_at', 'is', null).as('open'),
    ])
    .where('procedure', '=', id)
    .groupBy('procedure_version')
    .orderBy('procedure_version')
    .execute();
}
