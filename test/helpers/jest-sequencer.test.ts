import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import LongestFirst, { longest } from './jest-sequencer.js';

const sized = (path: string, size: number) => ({
  path: `/somewhere/${path}`,
  context: { config: { id: 'none', cacheDirectory: '/nowhere' }, hasteFS: { getSize: () => size } },
});

test('every file that is begun first is there', () => {
  expect(longest.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([]);
});

test('where nothing is known of any file, the longest are begun first, and the others by their size', () => {
  const given = [sized('test/a.test.ts', 1), sized(longest[1] ?? '', 2), sized('test/b.test.ts', 9), sized(longest[0] ?? '', 1)];
  const order = new LongestFirst({ contexts: [], globalConfig: {} }).sort(given).map(({ path }: { path: string }) => path);
  expect(order).toEqual([longest[0], longest[1], 'test/b.test.ts', 'test/a.test.ts'].map((path) => `/somewhere/${path}`));
});
