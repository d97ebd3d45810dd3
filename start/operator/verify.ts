import { verifyAccountChanges } from '../../register/accounts/changes.ts';
import { erasedWithKey, keyMissing } from '../../register/erasure.ts';
import { keepVerification } from '../../register/export-log.ts';
import { verifyIntakes } from '../../register/intakes/events.ts';
import { type JournalFault, verifyJournal } from '../../register/journal.ts';
import { noWords, type OperatorCommand } from './command.ts';

/** Verifies that the journal says what it said; the register's page shows when, and what was found. */
export const verify: OperatorCommand = {
  usage: 'verify',
  about:
    "verifies each complaint's journal by its hash chain, the texts that it speaks of, every day's anchor, and the course of intakes; names who was erased and has a key again, and who has none without having been",
  run: async ({ register, say }, given) => {
    noWords(given);
    const { rows, chains } = await register.database
      .selectFrom('journal')
      .select(({ fn }) => [fn.countAll<number>().as('rows'), fn.count<number>('reference').distinct().as('chains')])
      .executeTakeFirstOrThrow();
    const faults = await verifyJournal(register);
    await keepVerification(register, { rows, chains, faults: faults.length }, new Date(register.clock()));
    for (const fault of faults) say(lineOf(fault));
    const extent = `${rows} rows in ${chains} chains`;
    say(faults.length === 0 ? `The journal is whole: ${extent}.` : `${faults.length} faults in ${extent}.`);
    const accountFaults = await verifyAccountChanges(register);
    for (const number of accountFaults) say(`accounts, row ${number}: the row was changed, or one before it is missing`);
    const intakeFaults = await verifyIntakes(register.database);
    for (const { intake, number, fault } of intakeFaults) say(`intake ${intake}, row ${number}: ${words[fault]}`);
    const keysBack = await erasedWithKey(register.database);
    for (const reference of keysBack)
      say(`${reference}: its person was erased and its key is there again, from a backup: erase it again`);
    const keysGone = await keyMissing(register.database);
    for (const reference of keysGone)
      say(`${reference}: its key is missing; if its person was erased after the register's backup, erase it again`);
    const others = accountFaults.length + intakeFaults.length + keysBack.length + keysGone.length;
    return faults.length + others === 0 ? 0 : 1;
  },
};

const words: Record<JournalFault['fault'], string> = {
  'row-changed': 'the row does not say what it said when it was written',
  'row-missing': 'the row does not follow the one before: rows are missing or out of order',
  'text-changed': 'the text that it speaks of is missing or was changed',
  'anchor-broken': "the day's anchor does not fit: a journal was shortened or a row was put in afterwards",
};

function lineOf({ reference, number, day, fault }: JournalFault): string {
  return `${reference === undefined ? `anchor of ${day}` : `${reference}, row ${number}`}: ${words[fault]}`;
}
