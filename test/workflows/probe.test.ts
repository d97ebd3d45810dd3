import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Lifecycle, openLifecycle, paris } from '../helpers/lifecycle.ts';
import { outsideProgram } from '../helpers/programs.ts';
let life: Lifecycle;
beforeAll(async () => { life = await openLifecycle('skipping', { program: outsideProgram('Temporal test server')! }); });
afterAll(async () => { await life?.close(); });
test('probe', async () => {
  let t = performance.now(); const lap = (s: string) => { console.log(s, Math.round(performance.now() - t)); t = performance.now(); };
  const c = await life.complain({ received: '2026-05-13 18:30' });
  lap('complained');

  t = performance.now();
  await c.goTo('2026-05-27 12:00'); lap('gone');
  console.log(await c.letters(), paris((await c.letter('acknowledgement')).sent_at!.getTime()), paris((await c.duty('acknowledgement')).sendAt));
  await c.decide({ decision: 'resolve', outcome: 'upheld' }); lap('resolved');
  console.log(await c.letters(), await c.isRunning(), (await c.journal()).map((j) => `${paris(j.at.getTime())} ${j.event}`));
  expect(1).toBe(1);
});
