import type { Language } from '../../../letters/letter.ts';
import { readKept } from '../../../register/statistics/figure-filter.ts';
import { wordsOf } from '../../statistics/words.ts';
import { message } from '../words/words.ts';

/** `Réponse dans les délais (ACPR) : en retard`, from `answer.acpr.late`. */
export function keptInWords(words: string, language: Language): string {
  const kept = readKept(words);
  if (!kept) return words;
  const how = { 'in-time': 'inTime', late: 'late', pending: 'pending' } as const;
  const duty = message(language, `statistics.${kept.duty}InTime`);
  return `${duty} (${wordsOf(language).sources[kept.source]}) – ${message(language, `statistics.${how[kept.how]}`)}`;
}
