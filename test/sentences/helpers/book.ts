import { expect, test } from '@jest/globals';
import { outsideProgram } from '../../helpers/programs.ts';
import { sentencesOfText } from './sentences.ts';

type Act = () => void | Promise<void>;

/** The tests of one text: one for each of its sentences, named after it. */
interface SentenceTests {
  /** What the product does because of a sentence; where a text says the same words twice, the first call is for the first place. */
  sentence: (words: string, act: Act) => void;
  /** The same, lived on the Temporal test server; skipped by name where that program is not here. */
  livedSentence: (words: string, act: Act) => void;
  /** To be called last: every sentence has a test of its own, or stands in the table of those that state nothing, with the reason. */
  nothingIsLeftOut: (statesNothing: Record<string, string>) => void;
}

/** @param file in `procedures/texts/` */
export function testsOf(file: string): SentenceTests {
  const tested: string[] = [];
  const nameOf = (words: string): string => {
    tested.push(words);
    const times = tested.filter((one) => shortened(one) === shortened(words)).length;
    return `« ${shortened(words)} »${times === 1 ? '' : ` (${times})`}`;
  };
  return {
    sentence: (words, act) => test(nameOf(words), async () => act()),
    livedSentence: (words, act) => {
      const name = nameOf(words);
      if (outsideProgram('Temporal test server') !== undefined) test(name, async () => act());
      else test.skip(`${name} (skipped: no Temporal test server here)`, () => undefined);
    },
    nothingIsLeftOut: (statesNothing) => {
      const sentences = sentencesOfText(file);
      test(`each of the ${sentences.length} sentences of ${file} has its test, or a reason why it states nothing`, () => {
        const silent = Object.keys(statesNothing);
        expect([...tested, ...silent].toSorted()).toEqual(sentences.toSorted());
        for (const words of silent) expect(statesNothing[words]?.length).toBeGreaterThan(10);
      });
    },
  };
}

const longestName = 160;

/** The beginning and the end of long words; the sentence stands in full where its test is. */
function shortened(words: string): string {
  if (words.length <= longestName) return words;
  const half = longestName / 2 - 2;
  const beginning = words.slice(0, half).replace(/\s+\S*$/, '');
  const end = words.slice(-half).replace(/^\S*\s+/, '');
  return `${beginning} … ${end}`;
}
