import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Attachments } from '../../attachments/attachments.ts';
import { usualLimits } from '../../attachments/limits.ts';
import { FolderStorage } from '../../attachments/storage/folder.ts';
import { addAttachments, findAttachment, removeAttachment } from '../../register/attachments.ts';
import { temporalClient } from '../../start/temporal-client.ts';
import { pdf } from '../attachments/samples.ts';
import { inParts } from '../attachments/streams.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { type GivenRegister, givenRegister, register } from '../register/given.ts';
import { call } from './calls.ts';

const makeFolder = temporaryFolders();
const day = 24 * 3_600_000;
let given: GivenRegister;
let folder: string;
let attachments: Attachments;
let reference: string;
beforeAll(async () => {
  given = await givenRegister();
  folder = makeFolder();
  attachments = new Attachments({ register: given.register, storage: new FolderStorage(folder), limits: usualLimits });
  reference = await register(given);
});
afterAll(() => given.close());

async function doleance(...words: string[]) {
  const temporal = temporalClient({ address: '127.0.0.1:1', namespace: 'default' });
  try {
    return await call({ parts: given, temporal, attachments }, 'attachments', ...words);
  } finally {
    await temporal.close();
  }
}

async function attach(): Promise<{ id: string; path: string }> {
  const { register: kept } = given;
  const content = inParts(Buffer.concat([pdf, randomBytes(500)]), 100);
  const taken = await attachments.take(reference, { name: 'a.pdf', content }, await attachments.roomOf(reference));
  if (!('file' in taken)) throw new Error(taken.refused);
  const all = { reference, files: [taken.file], actor: 'Camille', most: usualLimits.complaintBytes };
  await kept.database.transaction().execute((queries) => addAttachments(queries, all, kept.clock()));
  const { storedAs } = taken.file;
  return { id: taken.file.id, path: join(folder, storedAs.slice(0, 2), storedAs) };
}

const pathsIn = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
const age = (path: string, days: number) => {
  const then = new Date(Date.now() - days * day);
  utimesSync(path, then, then);
};

test('`attachments verify` says that all files are whole, or names each that is not', async () => {
  const [whole, missing, damaged, changed] = [await attach(), await attach(), await attach(), await attach()];
  expect(await doleance('verify')).toMatchObject({ exitCode: 0, stdout: 'All 4 attached files are whole.\n' });
  rmSync(missing.path);
  writeFileSync(damaged.path, randomBytes(700));
  await given.register.database.updateTable('attachment').set({ size: 7 }).where('id', '=', changed.id).execute();
  const { exitCode, stdout } = await doleance('verify');
  expect(exitCode).toBe(1);
  expect(stdout.trim().split('\n')).toEqual([
    `${reference}, attachment ${missing.id}: the storage does not have its bytes`,
    `${reference}, attachment ${damaged.id}: its bytes were changed or cut off, or are not its own`,
    `${reference}, attachment ${changed.id}: its content is not the one that was attached`,
    '3 of 4 attached files are not whole.',
  ]);
  expect(pathsIn()).toContain(whole.path);
});

test('`attachments sweep` removes what was taken away, and what nobody knows once it is old enough', async () => {
  const [kept, away] = [await attach(), await attach()];
  const { register: all } = given;
  const removal = { reference, id: away.id, actor: 'Camille', removal: 'double' as const };
  await all.database.transaction().execute((queries) => removeAttachment(queries, removal, all.clock()));
  const storage = new FolderStorage(folder);
  const orphan = async () => {
    const { name } = await storage.write(inParts(randomBytes(50), 50));
    return join(folder, name.slice(0, 2), name);
  };
  const [old, young] = [await orphan(), await orphan()];
  age(old, 8);
  age(kept.path, 400);
  const { exitCode, stdout } = await doleance('sweep');
  expect(stdout.split('\n').slice(0, 2)).toEqual([
    'no scanner is set: nothing was scanned. 1 files removed that were taken away or whose person was erased.',
    '0 unfinished files and 1 that the register does not know removed.',
  ]);
  expect(exitCode).toBe(0);
  const paths = pathsIn();
  expect([kept.path, away.path, old, young].map((path) => paths.includes(path))).toEqual([true, false, false, true]);
  expect(await findAttachment(all.database, reference, kept.id)).toMatchObject({ name: 'a.pdf' });
});

test('`attachments sweep` removes nothing from a storage that is mostly another’s', async () => {
  const storage = new FolderStorage(folder);
  const strangers = await Promise.all(Array.from({ length: 25 }, () => storage.write(inParts(randomBytes(50), 50))));
  for (const { name } of strangers) age(join(folder, name.slice(0, 2), name), 30);
  const before = pathsIn().length;
  const { exitCode, stdout } = await doleance('sweep');
  expect([exitCode, pathsIn().length]).toEqual([1, before]);
  expect(stdout).toContain('25 files are not known to the register, more than it knows: none was removed.');
});

test('any other word is refused with those that there are', async () => {
  expect((await doleance('clean')).stderr).toContain("'clean' is not known; allowed: verify, sweep");
  expect((await doleance()).stderr).toContain('A word is missing; allowed: verify, sweep');
});
