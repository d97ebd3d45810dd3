import { staleMentions } from '../recourse.ts';
import type { ProcedureFile } from '../schema.ts';
import type { Check } from './check.ts';

/** What letters print of the file names no body that is closed. */
export const checkPrintedWords: Check = (file, { directory }) =>
  printedWords(file.value).flatMap(({ path, words }) =>
    staleMentions(directory, words).map((stale) => {
      const instead = stale.instead === undefined ? 'leave it out' : `write ${stale.instead}`;
      return file.at(path, `'${stale.words}' must not stand in a letter (recourse directory); ${instead}`);
    }),
  );

function printedWords({ firm, channels, staff, defaultContact }: ProcedureFile): { path: PropertyKey[]; words: string }[] {
  return [
    { path: ['firm', 'name'], words: firm.name },
    { path: ['firm', 'address'], words: firm.address.join(' ') },
    ...channels.map(({ address }, index) => ({ path: ['channels', index, 'address'], words: address ?? '' })),
    ...staff.flatMap(({ name, role, translations = {} }, index) => [
      { path: ['staff', index], words: `${name} ${role}` },
      ...Object.entries(translations).map(([language, words]) => ({
        path: ['staff', index, 'translations', language],
        words: words === undefined ? '' : `${words.name} ${words.role}`,
      })),
    ]),
    { path: ['defaultContact', 'hours'], words: defaultContact.hours ?? '' },
  ];
}
