import { createRequire } from 'node:module';

// jest's own, of the version that jest has.
const ofJest = createRequire(createRequire(import.meta.url).resolve('jest/package.json'));
const { default: Sequencer } = ofJest('@jest/test-sequencer');

/**
 * The longest, in their order: begun last, one of them would run on alone while the other core has nothing to do. jest knows by itself
 * how long a file took on this machine before; on a fresh clone it would go by the size of the file.
 */
export const longest = [
  'production/two-of-everything',
  'faults/worker',
  'simulation/stories',
  'simulation/scenarios',
  'desk/pages',
  'faults/everything',
  'activities/digest',
  'workflows/ways-on/123-courtage',
  'workflows/random-lives',
  'faults/each-letter',
  'faults/servers',
  'faults/relay-and-api',
  'operator/servers',
  'operator/command-line',
  'simulation/command',
  'api/client/tour',
  'api/never-500',
  'api/fuzz',
  'desk/scripted-day',
  'api/preview',
  'register/journal',
  'workflows/ways-on/others-involved',
  'workflows/complaint',
  'workflows/privacy',
  'api/events',
  'register/request-keys',
  'workflows/messages',
  'start/temporal-server',
].map((name) => `test/${name}.test.ts`);

/** Begins with what failed or took longest the last time; where nothing is known, with the files above. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = (test) => {
      const rank = longest.findIndex((file) => test.path.endsWith(`/${file}`));
      return rank === -1 ? longest.length : rank;
    };
    const known = (test) => this.hasFailed(test) || test.duration !== undefined;
    return super.sort(tests).sort((one, other) => (known(one) || known(other) ? 0 : place(one) - place(other)));
  }
}
