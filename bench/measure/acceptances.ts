import { wholeForm } from '../forms.ts';
import type { HttpClient } from '../http.ts';
import type { AcceptanceFigures, BenchResult } from '../results.ts';
import { percentile } from '../statistics.ts';
import { cpuBetween, cpuTimes, type Roots } from './cpu.ts';

const atOnce = 16;

/**
 * How fast the API accepts: complaints for so many seconds, and then a decision for each of them, as long as there are any. Neither
 * relay nor worker takes part: what is accepted is kept, and waits.
 */
export async function measureAcceptances(api: HttpClient, roots: Roots, seconds: number): Promise<BenchResult['acceptances']> {
  const form = wholeForm(api);
  const references: string[] = [];
  const accept = async () => void references.push(await form.begin());
  await during(seconds / 5, accept);
  const complaints = await figures(roots, () => during(seconds, accept));
  const decisions = await figures(roots, () =>
    during(seconds, async () => {
      const reference = references.pop();
      if (reference === undefined) return false;
      await form.decide(reference, 0);
      return true;
    }),
  );
  return { atOnce, complaints, decisions };
}

async function figures(roots: Roots, run: () => Promise<number[]>): Promise<AcceptanceFigures> {
  const before = cpuTimes(roots);
  const begin = performance.now();
  const times = await run();
  const seconds = (performance.now() - begin) / 1000;
  const spent = Object.entries(cpuBetween(before, cpuTimes(roots))).map(([name, time]) => [name, time / times.length]);
  return {
    perSecond: times.length / seconds,
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    cpu: Object.fromEntries(spent) as Record<string, number>,
  };
}

/** @returns how long each took, in milliseconds; a lane ends early where there is nothing left to do */
async function during(seconds: number, act: () => Promise<boolean | void>): Promise<number[]> {
  const until = performance.now() + seconds * 1000;
  const times: number[] = [];
  const lane = async () => {
    while (performance.now() < until) {
      const begin = performance.now();
      if ((await act()) === false) return;
      times.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return times;
}
