import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DeskUnderTest, startDesk } from './desk-server.ts';
import { seedDesk } from './seed.ts';

let desk: DeskUnderTest;
let references: Map<string, string>;

beforeAll(async () => {
  desk = await startDesk();
  references = await seedDesk(desk);
});
afterAll(() => desk.close());

test('x', async () => {
  const me = await desk.signIn();
  const { status, text } = await me.get('/desk');
  if (status !== 200) console.log(desk.logged().split('\n').slice(-5).join('\n'));
  expect([status, text.length > 100]).toEqual([200, true]);
  expect(references.size).toBeGreaterThan(3);
});
