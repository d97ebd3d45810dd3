import { afterEach, describe, expect, test } from '@jest/globals';
import { freePort } from '../../start/free-port.ts';
import { type Health, type HealthPages, startHealthPages } from '../../start/health-pages.ts';
import { startScript } from '../helpers/child-script.ts';

const HOST = '127.0.0.1';
let pages: HealthPages | undefined;
afterEach(() => pages?.stop());

async function pagesThatSay(ask: () => Promise<Health>): Promise<string> {
  const HEALTH_PORT = await freePort();
  pages = await startHealthPages({ HEALTH_PORT, HOST }, ask);
  return `http://${HOST}:${HEALTH_PORT}`;
}

async function get(url: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(url);
  return { status: answer.status, body: await answer.json() };
}

describe('the health pages of a program without a web server', () => {
  test('say that it lives, whether or not it can work', async () => {
    const url = await pagesThatSay(async () => ({ checks: { database: false } }));
    expect(await get(`${url}/healthz`)).toEqual({ status: 200, body: { status: 'alive' } });
  });

  test('say that it is ready where every check holds, with the figures', async () => {
    const url = await pagesThatSay(async () => ({ checks: { database: true }, figures: { oldestWaitingSeconds: 3 } }));
    expect(await get(`${url}/readyz`)).toEqual({
      status: 200,
      body: { status: 'ready', checks: { database: true }, figures: { oldestWaitingSeconds: 3 } },
    });
  });

  test('name what is missing with 503', async () => {
    const url = await pagesThatSay(async () => ({ checks: { database: true, polling: false } }));
    expect(await get(`${url}/readyz?x=1`)).toEqual({
      status: 503,
      body: { status: 'not ready', checks: { database: true, polling: false } },
    });
  });

  test('are not ready where the question itself fails, and say nothing of the fault', async () => {
    const url = await pagesThatSay(() => Promise.reject(new Error('a detail')));
    expect(await get(`${url}/readyz`)).toEqual({ status: 503, body: { status: 'not ready', checks: { health: false } } });
  });

  test('have no other page', async () => {
    const url = await pagesThatSay(async () => ({ checks: {} }));
    expect((await get(`${url}/`)).status).toBe(404);
  });

  test('are not there where no port is set', async () => {
    const none = await startHealthPages({ HEALTH_PORT: undefined, HOST }, async () => ({ checks: {} }));
    await expect(none.stop()).resolves.toBeUndefined();
  });
});

describe('the health check of the containers', () => {
  const check = '../start/commands/healthy.js';

  test.each([
    ['a page that says yes', '/readyz', true, 0],
    ['a page that says no', '/readyz', false, 1],
    ['a page that is always there', '/healthz', false, 0],
  ])('ends by %s', async (_, page, ready, code) => {
    const url = await pagesThatSay(async () => ({ checks: { database: ready } }));
    expect(await startScript(check, [page], { HEALTH_PORT: new URL(url).port }).ended).toBe(code);
  });

  test('ends with 1 where nobody listens', async () => {
    expect(await startScript(check, ['/healthz'], { HEALTH_PORT: String(await freePort()) }).ended).toBe(1);
  });
});
