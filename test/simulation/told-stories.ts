import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from '@jest/globals';
import { loadProcedures, type Procedures } from '../../procedures/load-procedures.ts';
import { loadRecourseDirectory } from '../../procedures/recourse.ts';
import { lineOf, type TimelineLine } from '../../simulation/lines.ts';
import { readScenario, type Scenario } from '../../simulation/scenario.ts';
import { tellStory } from '../../simulation/tell-story.ts';
import type { Story } from '../../simulation/timeline.ts';
import type { World } from '../../simulation/world.ts';
import { startSimulationServers } from '../../start/simulation-servers.ts';
import { bundlePath } from '../helpers/lifecycle.ts';
import { outsideProgram } from '../helpers/programs.ts';

/** A scenario with what came of it. */
export interface ToldStory {
  scenario: Scenario;
  story: Story;
  lines: TimelineLine[];
}

const folder = fileURLToPath(new URL('../scenarios/', import.meta.url));

/** The names of the scenarios of the documentation. */
export const scenarioNames = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace(/\.yaml$/, ''))
  .toSorted();

export function scenarioText(name: string): string {
  return readFileSync(`${folder}${name}.yaml`, 'utf8');
}

/** One set of servers for all stories of a file. */
export function storiesOfFile(): { tell: (text: string, name?: string) => Promise<ToldStory> } {
  let world: World | undefined;
  let procedures: Procedures | undefined;
  const endings: (() => unknown)[] = [];
  beforeAll(async () => {
    const testServer = outsideProgram('Temporal test server');
    const databaseServer = process.env['TEST_DATABASE_SERVER_URL'];
    if (testServer === undefined || databaseServer === undefined) return;
    procedures = await loadProcedures();
    world = await startSimulationServers(
      { testServer, databaseServer, bundle: bundlePath(), procedures, directory: await loadRecourseDirectory() },
      { add: (_name, stop) => void endings.push(stop) },
    );
  }, 60_000);
  afterAll(async () => {
    for (const end of endings.toReversed()) await end();
  });
  return {
    tell: async (text, name = 'story') => {
      if (world === undefined || procedures === undefined) throw new Error('no servers');
      const scenario = readScenario(`${name}.yaml`, text, procedures);
      const story = await tellStory(world, scenario);
      const { timeZone } = scenario.procedure.firm;
      return { scenario, story, lines: story.told.map((told) => lineOf(told, timeZone)) };
    },
  };
}
