import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keepBatchPage } from './keep-batch-page.ts';
import { keepStory } from './keep-story.ts';
import { lineOf } from './lines.ts';
import type { BatchEntry } from './page/batch-page.ts';
import type { Scenario } from './scenario.ts';
import { tellStory } from './tell-story.ts';
import type { Story } from './timeline.ts';
import type { World } from './world.ts';

/** Where what comes of simulations goes. */
export interface Output {
  /** The lines, on the standard output. */
  print: (text: string) => void;
  /** Everything else. */
  complain: (line: string) => void;
  /** Where letters and pages are written; nowhere where left out. */
  folder: string | undefined;
  /** Each line says which scenario it belongs to, and each scenario has a folder of its own. */
  named: boolean;
}

/** The longest that one scenario may take, in milliseconds of wall time. */
const storyLimit = 20_000;
/** How long one that took longer may take to let go. */
const endingLimit = 2_000;

/**
 * Tells one scenario after the other; one that cannot be told to its end is named, and the next goes on.
 *
 * @returns whether all were told to their end
 */
export async function simulateAll(
  world: World,
  scenarios: readonly Scenario[],
  output: Output,
  signal: AbortSignal,
): Promise<boolean> {
  const entries: BatchEntry[] = [];
  for (const scenario of scenarios) {
    if (signal.aborted) return false;
    try {
      const { timeZone } = scenario.procedure.firm;
      const label = output.named ? scenario.name : undefined;
      const story = await toldInTime(world, scenario, signal);
      for (const told of story.told) output.print(`${JSON.stringify(lineOf(told, timeZone, label))}\n`);
      if (output.folder !== undefined)
        await keepStory(scenario, story, output.named ? join(output.folder, scenario.name) : output.folder);
      entries.push({ scenario, story });
    } catch (fault) {
      entries.push({ scenario, story: undefined });
      if (!signal.aborted) output.complain(`${scenario.name}: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
  }
  if (signal.aborted) return false;
  if (output.folder !== undefined && output.named) await keepBatchPage(entries, output.folder);
  return entries.every(({ story }) => story !== undefined);
}

/** A story that takes too long is ended, so that it touches none that comes after it. */
async function toldInTime(world: World, scenario: Scenario, signal: AbortSignal): Promise<Story> {
  const limit = AbortSignal.timeout(storyLimit);
  const story = tellStory(world, scenario, AbortSignal.any([signal, limit]));
  const tooLong = new Promise<never>((_, failed) => {
    limit.addEventListener('abort', () => failed(new Error(`did not come to its end within ${storyLimit / 1000} s`)));
  });
  try {
    return await Promise.race([story, tooLong]);
  } catch (fault) {
    if (limit.aborted) await Promise.race([story.catch(() => undefined), pause(endingLimit)]);
    throw fault;
  }
}
