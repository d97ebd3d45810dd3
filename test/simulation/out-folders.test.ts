import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { clearOutFolders, outFolders } from '../../simulation/out-folders.ts';
import type { Scenario } from '../../simulation/scenario.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';

const makeFolder = temporaryFolders();
const scenarios = [{ name: 'one' }, { name: 'two' }] as Scenario[];
const own = ['01-acknowledgement-complainant.html', '01-acknowledgement-complainant.txt', '112-delay-staff.eml', 'index.html'];

test('what an earlier simulation left is removed, in a batch from the folder of each scenario too', async () => {
  const folder = makeFolder();
  mkdirSync(join(folder, 'one'));
  for (const name of own) writeFileSync(join(folder, 'one', name), '');
  writeFileSync(join(folder, 'index.html'), '');
  await clearOutFolders(outFolders(folder, scenarios, true));
  expect([readdirSync(folder), readdirSync(join(folder, 'one'))]).toEqual([['one'], []]);
});

test.each(['notes.txt', '1-note.txt', 'one/.hidden', 'one/two/index.html', 'three/index.html'])(
  'a folder that holds %s is refused, and nothing is removed',
  async (file) => {
    const folder = makeFolder();
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
    writeFileSync(join(folder, 'index.html'), '');
    await expect(clearOutFolders(outFolders(folder, scenarios, true))).rejects.toThrow(
      /^simulate: --out: '.+' holds '.+'; allowed: a new or empty folder, or one that holds nothing but an earlier simulation of the same$/,
    );
    expect(readdirSync(folder)).toContain('index.html');
  },
);

test('a file is no folder to write into, and a missing folder is none to clear', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'file'), '');
  await expect(clearOutFolders(outFolders(join(folder, 'file'), scenarios, false))).rejects.toThrow(
    /cannot be written into \(ENOTDIR\)/,
  );
  await clearOutFolders(outFolders(join(folder, 'missing'), scenarios, true));
  expect(readdirSync(folder)).toEqual(['file']);
});
