import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DeskUnderTest, startDesk } from './desk-server.ts';

let desk: DeskUnderTest;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

test('whoever is not signed in is sent to the sign-in page', async () => {
  const { status, headers } = await desk.send('/desk', { redirect: 'manual' });
  expect([status, headers.get('location')]).toEqual([303, '/desk/sign-in']);
});

test('a person signs in, sees the desk, and signs out', async () => {
  const person = await desk.signIn({ name: 'Camille Exemple' });
  const { status, text } = await person.get('/desk');
  expect(status).toBe(200);
  expect(text).toContain('Camille Exemple');
  expect((await person.post('/desk/sign-out')).status).toBe(303);
  expect((await person.get('/desk')).status).toBe(303);
});

test('a form that another site has made is refused', async () => {
  const person = await desk.signIn();
  expect((await person.post('/desk/sign-out', { _csrf: 'invented' })).status).toBe(403);
  expect((await person.post('/desk/sign-out', {}, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  expect((await person.get('/desk')).status).toBe(200);
});
