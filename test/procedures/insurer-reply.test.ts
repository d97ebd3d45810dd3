import { describe, expect, test } from '@jest/globals';
import { insurerReplyBy } from '../../procedures/insurer-reply.ts';
import { theProcedure } from './altered-procedure.ts';

describe('the day by which an insurer is asked to reply', () => {
  test.each([
    ['ten working days after the letter, where the firm has time', '2026-05-18', '2026-07-13', '2026-06-02'],
    ['ten working days after the letter, where no answer is promised', '2026-05-18', undefined, '2026-06-02'],
    ['five working days before the firm must answer', '2026-06-29', '2026-07-13', '2026-07-06'],
    ['the next working day, where the firm itself is late', '2026-07-10', '2026-07-13', '2026-07-13'],
  ])('is %s', (_rule, from, answerBy, day) => {
    expect(insurerReplyBy(theProcedure(), { from, answerBy })).toBe(day);
  });
});
