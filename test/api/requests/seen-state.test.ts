import { describe, expect, test } from '@jest/globals';
import type { Request } from 'express';
import { seenState } from '../../../api/requests/seen-state.ts';

const seen = (header: string | undefined) => seenState({ headers: { 'if-match': header } } as unknown as Request);

describe('If-Match', () => {
  test.each([
    [undefined, undefined],
    ['*', 'any'],
    [' * ', 'any'],
    ['"7"', [7]],
    ['"7", "8"', [7, 8]],
    [' , "7",,"8" ,', [7, 8]],
    ['"7","a,\\b","é"', [7]],
    ['W/"7"', []],
    ['"07"', []],
    ['"7.0", "-7", "+7"', []],
    ['"12345678901234567890"', []],
    ['""', []],
  ])('%j has been seen as %j', (header, states) => {
    expect(seen(header)).toEqual(states);
  });

  test.each(['', ' ', ',', '7', '"7', '7"', '"7" "8"', '*, "7"', '"7", *', 'w/"7"', 'W/ "7"', "'7'", '"7 8"'])(
    'cannot be %j',
    (header) => {
      expect(() => seen(header)).toThrow(expect.objectContaining({ status: 400 }));
    },
  );
});
