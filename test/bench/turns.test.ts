import { expect, test } from '@jest/globals';
import { formsInRound, processesOf } from '../../bench/turns.ts';

test.each([
  [1, ['bare', 'whole', 'empty']],
  [2, ['whole', 'empty', 'bare']],
  [3, ['empty', 'bare', 'whole']],
  [4, ['bare', 'whole', 'empty']],
])('round %d runs %j', (round, forms) => {
  expect(formsInRound(round)).toEqual(forms);
});

test('only the whole product is charged with what the other forms leave idle', () => {
  const temporal = { 'Temporal server': 1, "Temporal's PostgreSQL": 2 };
  const all = { ...temporal, "register's PostgreSQL": 3, 'mail server': 4, API: 5, relay: 6 };
  expect(processesOf('whole', all)).toEqual(all);
  expect(processesOf('bare', all)).toEqual(temporal);
  expect(processesOf('empty', all)).toEqual(temporal);
});
