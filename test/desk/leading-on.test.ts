import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { SessionStore } from '../../api/desk/session-store.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';

let desk: DeskUnderTest;
let person: SignedIn;

beforeAll(async () => {
  desk = await startDesk();
  person = await desk.signIn();
});
afterAll(() => desk.close());

test('who has just signed in is known where the sign-in leads, however long the register takes to keep the session', async () => {
  const page = await desk.send('/desk/sign-in', {});
  const first = cookieOf(page.headers);
  const token = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  keepSlowly();
  // Goes on as soon as the head of the answer is there, as browsers do.
  const { status, headers } = await fetch(`${desk.url}/desk/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: first, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ _csrf: token, login: person.login, password: person.password }).toString(),
  });
  expect([status, headers.get('location')]).toEqual([303, '/desk']);
  const next = await fetch(`${desk.url}/desk`, { redirect: 'manual', headers: { Cookie: cookieOf(headers) } });
  expect(next.status).toBe(200);
});

function keepSlowly(): void {
  const { set } = Object.getOwnPropertyDescriptors(SessionStore.prototype);
  jest.spyOn(SessionStore.prototype, 'set').mockImplementation(function (this: SessionStore, ...given) {
    void pause(500).then(() => (set.value as SessionStore['set']).apply(this, given));
  });
}

function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
