import { expect, test } from '@jest/globals';
import { isOwed, nextDueAt } from '../../../workflows/domain/owed.ts';
import { duty, facts, standings } from './situations.ts';

const early = duty('insurer-forwarding', { dueAt: 1_000 });
const late = duty('final-response', { dueAt: 2_000 });

test('forwarding is owed only once the insurer is responsible', () => {
  expect(isOwed(facts(), early)).toBe(false);
  expect(isOwed(facts(standings['with the firm responsible']), early)).toBe(false);
  expect(isOwed(facts(standings['with the insurer responsible']), early)).toBe(true);
});

test('every other duty is owed from the start until it is done or void', () => {
  expect(isOwed(facts(), late)).toBe(true);
  expect(isOwed(facts(), { ...late, doneAt: 5 })).toBe(false);
  expect(isOwed(facts(), { ...late, void: 'closed' })).toBe(false);
});

test('what is due next is the earliest of what is owed', () => {
  expect(nextDueAt(facts(), [late, early])).toBe(2_000);
  expect(nextDueAt(facts(standings['with the insurer responsible']), [late, early])).toBe(1_000);
  expect(nextDueAt(facts(), [early])).toBeUndefined();
  expect(nextDueAt(facts(), [])).toBeUndefined();
});
