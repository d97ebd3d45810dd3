import { describe, expect, test } from '@jest/globals';
import { toDo } from '../../../api/desk/parts/to-do.ts';
import { languages } from '../../../letters/letter.ts';
import type { OwedDuty } from '../../../register/my-day.ts';
import type { ComplaintFacts } from '../../../workflows/domain/complaint.ts';
import { type DutyName, dutyNames } from '../../../workflows/domain/duties.ts';

const facts = { kind: 'classic', escalations: [] } as unknown as ComplaintFacts;
const today = '2026-11-17';

function owed(duty: DutyName, dueOn: string, toPost = false): OwedDuty {
  return { duty, occasion: 'first', dueOn, sendOn: dueOn, dueAt: Date.parse(dueOn), limits: [], toPost } as unknown as OwedDuty;
}

describe('What is to be done about a complaint next', () => {
  test.each(dutyNames)('is said in every language: %s', (duty) => {
    const words = languages.map((language) => toDo(facts, [owed(duty, '2026-11-20')], { today, language }).words);
    expect(new Set(words).size).toBe(languages.length);
  });

  test('is to post the letter where the nearest duty’s lies in the tray', () => {
    const nearest = owed('acknowledgement', '2026-11-18', true);
    expect(toDo(facts, [nearest, owed('final-response', '2026-12-01')], { today, language: 'fr' })).toMatchObject({
      words: 'Poster la lettre',
      note: 'accusé de réception',
      toPost: true,
    });
  });

  test('is the answer that is late, whatever of a later duty lies in the tray', () => {
    const late = owed('final-response', '2026-11-10');
    const todo = toDo(facts, [late, owed('enquiry-answer', '2026-11-19', true)], { today, language: 'fr' });
    expect(todo).toMatchObject({ words: 'Répondre', decision: 'resolve' });
    expect(todo.toPost).toBeUndefined();
  });
});
