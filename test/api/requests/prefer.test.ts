import { expect, test } from '@jest/globals';
import { waitPreferred } from '../../../api/requests/prefer.ts';

test.each<[string | string[] | undefined, number | undefined]>([
  [undefined, undefined],
  ['', undefined],
  ['wait=10', 10],
  ['WAIT = 10', 10],
  ['wait="10"', 10],
  ['wait=10; foo=bar', 10],
  ['respond-async, wait=5', 5],
  [['respond-async', 'wait=5'], 5],
  ['wait=5, wait=9', 5],
  ['wait=0', 0],
  ['wait=31', 30],
  ['wait=999999999', 30],
  ['wait', undefined],
  ['wait=', undefined],
  ['wait=-1', undefined],
  ['wait=1.5', undefined],
  ['wait=soon', undefined],
  ['await=5', undefined],
])('Prefer: %j asks to wait %p seconds', (header, seconds) => {
  expect(waitPreferred(header)).toBe(seconds);
});
