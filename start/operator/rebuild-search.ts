import { eraseAgain } from '../../register/erasure.ts';
import { rebuildSearchIndex } from '../../register/search.ts';
import { noWords, type OperatorCommand } from './command.ts';

/** Makes the search index anew, which no backup holds. */
export const rebuildSearch: OperatorCommand = {
  usage: 'rebuild-search',
  about:
    'makes the search index anew from the register, after a restore: backups leave it out; erases again who was erased and has a key again',
  run: async ({ register, library, actor, say }, given) => {
    noWords(given);
    for (const reference of await eraseAgain(register, library, actor))
      say(`${reference} was erased before and had its key again, from a backup: it is erased again.`);
    const count = await rebuildSearchIndex(register);
    say(`${count} ${count === 1 ? 'complaint' : 'complaints'} can be searched for again.`);
    return 0;
  },
};
