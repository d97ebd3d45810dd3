import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
// @ts-expect-error -- the package exports no types for this file, which every SDK example uses
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { bundlePath, openLifecycle } from '../helpers/lifecycle.ts';
import { ordinaryLives } from '../helpers/ordinary-lives.ts';
import { outsideProgram } from '../helpers/programs.ts';
import { waysOnLives } from '../helpers/ways-on-lives.ts';

/*
 * Histories recorded by earlier versions replay on today's code. A recorded history is never changed: see docs/develop/versioning.md.
 * `RECORD_HISTORIES=2027-01 npm test -- test/workflows/replay` records today's lives into a folder of that name, if it is new.
 */

/** What is recorded today; older recordings know fewer lives. */
const lives = { ...ordinaryLives, ...waysOnLives };
const folder = fileURLToPath(new URL('../histories/', import.meta.url));
const record = process.env['RECORD_HISTORIES'];
if (record !== undefined) await recordHistories(record);

const recordings = (await readdir(folder, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted();

describe.each(recordings)('recorded in %s', (recording) => {
  test('every history replays on the workflow code of today', async () => {
    const files = (await readdir(`${folder}${recording}`)).filter((file) => file.endsWith('.json'));
    expect(files).not.toEqual([]);
    for (const file of files) {
      const history: unknown = JSON.parse(await readFile(`${folder}${recording}/${file}`, 'utf8'));
      await Worker.runReplayHistory({ workflowBundle: { codePath: bundlePath() } }, history, 'OPT-2026-000001');
    }
  });
});

test('the newest recording has every life that is known today', async () => {
  const files = await readdir(`${folder}${recordings.at(-1)}`);
  expect(Object.keys(lives).map(fileOf)).toEqual(expect.arrayContaining(files));
  expect(files).toHaveLength(Object.keys(lives).length);
});

test('a history that today’s code would not have written is noticed', async () => {
  const [recording = ''] = recordings;
  const [file = ''] = await readdir(`${folder}${recording}`);
  const text = (await readFile(`${folder}${recording}/${file}`, 'utf8')).replaceAll('"sendLetter"', '"sendAnything"');
  const replay = Worker.runReplayHistory({ workflowBundle: { codePath: bundlePath() } }, JSON.parse(text), 'OPT-2026-000001');
  await expect(replay).rejects.toThrow(/[Nn]ondeterminism|TMPRL1100/);
});

async function recordHistories(name: string): Promise<void> {
  const program = outsideProgram('Temporal test server');
  if (program === undefined) throw new Error('the time-skipping test server is missing');
  await mkdir(`${folder}${name}`);
  const lifecycle = await openLifecycle('skipping', { program });
  for (const [title, live] of Object.entries(lives)) {
    const complaint = await live(lifecycle);
    await writeFile(`${folder}${name}/${fileOf(title)}`, `${historyToJSON(await complaint.history())}\n`);
  }
  await lifecycle.close();
}

function fileOf(title: string): string {
  return `${title.replaceAll(/[^a-z]+/g, '-')}.json`;
}
