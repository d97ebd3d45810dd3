import { rebuildSearchIndex } from '../../register/search.ts';
import { noWords, type OperatorCommand } from './command.ts';

/** Makes the search index anew, which no backup holds. */
export const rebuildSearch: OperatorCommand = {
  usage: 'rebuild-search',
  about: 'makes the search index anew from the register, after a restore: backups leave it out',
  run: async ({ register, say }, given) => {
    noWords(given);
    const count = await rebuildSearchIndex(register);
    say(`${count} ${count === 1 ? 'complaint' : 'complaints'} can be searched for again.`);
    return 0;
  },
};
