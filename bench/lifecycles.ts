import { setTimeout as pause } from 'node:timers/promises';
import type { Form } from './forms.ts';
import { lastMilestone, type Milestones } from './milestones.ts';

/** The longest that a lifecycle may take from one milestone to the next. */
const limitSeconds = 120;

/** Leads one lifecycle from its beginning to its end: the next decision comes when the complaint has come to rest. */
export async function leadLife(form: Form, milestones: Milestones, pauseMilliseconds: number): Promise<string> {
  const workflow = await form.begin();
  for (let place = 0; place < lastMilestone; place += 1) {
    await milestones.until(workflow, place, limitSeconds);
    await pause(pauseMilliseconds);
    await form.decide(workflow, place);
  }
  await milestones.until(workflow, lastMilestone, limitSeconds);
  milestones.forget(workflow);
  return workflow;
}

/** Begins one and leaves it open, waiting for staff. */
export async function openLife(form: Form, milestones: Milestones): Promise<string> {
  const workflow = await form.begin();
  await milestones.until(workflow, 0, limitSeconds);
  milestones.forget(workflow);
  return workflow;
}

/** Does something so many times, no more than so many at once. */
export async function manyTimes<Result>(times: number, atOnce: number, act: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let begun = 0;
  const lane = async () => {
    while (begun < times) {
      begun += 1;
      results.push(await act());
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, times) }, lane));
  return results;
}
