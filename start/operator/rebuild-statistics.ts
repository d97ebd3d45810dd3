import { rebuildFigures, wrongFigures } from '../../register/statistics/figures.ts';
import { noWords, type OperatorCommand } from './command.ts';

/** Makes the figures of the statistics anew, and says whether any had been wrong: none ever should. */
export const rebuildStatistics: OperatorCommand = {
  usage: 'rebuild-statistics',
  about: 'makes the figures of the statistics anew from the register, and says which did not fit it',
  run: async ({ register: { database }, say }, given) => {
    noWords(given);
    const wrong = await wrongFigures(database);
    for (const reference of wrong) say(`${reference}: its figure did not say what the register says`);
    const count = await rebuildFigures(database);
    say(`${count} ${count === 1 ? 'complaint is' : 'complaints are'} counted anew; ${wrong.length} had been counted wrongly.`);
    return wrong.length === 0 ? 0 : 1;
  },
};
