import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FolderStorage } from '../../attachments/storage/folder.ts';
import { S3Storage } from '../../attachments/storage/s3.ts';
import { FileMissing, type Storage, StorageFault, type StoredFile } from '../../attachments/storage/storage.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { type S3Server, startS3Server } from './s3-server.ts';
import { inParts, wholeOf } from './streams.ts';

const makeFolder = temporaryFolders();
const needsS3 = testWith('S3-compatible server');
let folder: string;
let s3: S3Server | undefined;
const opened: Record<string, Storage> = {};

beforeAll(async () => {
  folder = makeFolder();
  opened['a folder'] = new FolderStorage(folder);
  const program = outsideProgram('S3-compatible server');
  if (program === undefined) return;
  s3 = await startS3Server(program, makeFolder());
  opened['a bucket'] = await S3Storage.open(s3.settings);
});
afterAll(async () => {
  (opened['a bucket'] as S3Storage | undefined)?.close();
  await s3?.stop();
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function* brokenOff(content: Buffer): AsyncGenerator<Uint8Array, void, void> {
  yield content;
  throw new Error('The client went away.');
}

async function all(storage: Storage): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const file of storage.list()) files.push(file);
  return files;
}

describe.each(['a folder', 'a bucket'])('In %s', (place) => {
  const storage = () => opened[place] as Storage;
  const check: (title: string, act: () => Promise<void>) => void = place === 'a folder' ? test : needsS3;

  check('a file gets the digest of its bytes for a name, and is read as it was written', async () => {
    const content = randomBytes(300_000);
    const { name, size } = await storage().write(inParts(content, 65_536));
    expect([name, size]).toEqual([sha256(content), 300_000]);
    expect((await wholeOf(storage().read(name))).equals(content)).toBe(true);
  });

  check('a file of several parts of an upload is whole', async () => {
    const content = randomBytes(20 * 1024 * 1024);
    const { name } = await storage().write(inParts(content, 262_144));
    expect(sha256(await wholeOf(storage().read(name)))).toBe(name);
    await storage().remove(name);
  });

  check('of a file whose bytes break off nothing is kept', async () => {
    const before = await all(storage());
    await expect(storage().write(brokenOff(randomBytes(100)))).rejects.toThrow('The client went away.');
    await expect(storage().write(brokenOff(randomBytes(18 * 1024 * 1024)))).rejects.toThrow('The client went away.');
    expect(await all(storage())).toEqual(before);
    expect(await storage().removeUnfinished(new Date(Date.now() + 60_000))).toBe(0);
  });

  check('files are listed with their sizes', async () => {
    const { name } = await storage().write(inParts(randomBytes(77), 10));
    const found = (await all(storage())).find((file) => file.name === name);
    expect(found?.size).toBe(77);
    expect(Math.abs(Date.now() - (found?.keptAt.getTime() ?? 0))).toBeLessThan(60_000);
  });

  check('a file that is removed is there no more, and is removed again without a fault', async () => {
    const { name } = await storage().write(inParts(randomBytes(10), 10));
    await storage().remove(name);
    await expect(wholeOf(storage().read(name))).rejects.toThrow(FileMissing);
    await storage().remove(name);
    expect((await all(storage())).map((file) => file.name)).not.toContain(name);
  });

  check('a name that leads elsewhere is refused', async () => {
    for (const name of ['../../etc/passwd', '', 'x', `${'a'.repeat(64)}/..`]) {
      await expect(wholeOf(storage().read(name))).rejects.toThrow('This is no name of a stored file.');
      await expect(storage().remove(name)).rejects.toThrow('This is no name of a stored file.');
    }
  });
});

describe('A folder', () => {
  test('is for its owner alone', async () => {
    const { name } = await new FolderStorage(folder).write(inParts(randomBytes(10), 10));
    expect(statSync(join(folder, name.slice(0, 2), name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, name.slice(0, 2))).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'unfinished')).mode & 0o777).toBe(0o700);
  });

  test('loses what a killed process left unfinished, once it is old enough', async () => {
    const left = join(folder, 'unfinished', 'left-behind');
    writeFileSync(left, 'x');
    const storage = new FolderStorage(folder);
    expect(await storage.removeUnfinished(new Date(statSync(left).mtimeMs - 1))).toBe(0);
    expect(await storage.removeUnfinished(new Date(statSync(left).mtimeMs + 2))).toBe(1);
    expect(readdirSync(join(folder, 'unfinished'))).toEqual([]);
  });

  test('that cannot be used is said, with the system’s word for it and no path', async () => {
    const file = join(makeFolder(), 'a-file');
    writeFileSync(file, '');
    chmodSync(file, 0o600);
    const fault = await new FolderStorage(join(file, 'below'))
      .write(inParts(randomBytes(10), 10))
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StorageFault);
    expect((fault as Error).message).toBe('The storage of attachments cannot be used (ENOTDIR).');
  });
});

describe('A bucket', () => {
  needsS3('that is not there is a fault of the storage, not a missing file', async () => {
    const elsewhere = await S3Storage.open({ ...(s3 as S3Server).settings, bucket: 'nowhere' });
    await expect(wholeOf(elsewhere.read('a'.repeat(64)))).rejects.toThrow(StorageFault);
    await expect(elsewhere.write(inParts(randomBytes(10), 10))).rejects.toThrow('(NoSuchBucket)');
    elsewhere.close();
  });

  needsS3('loses parts of uploads that never ended, once they are old enough', async () => {
    const { S3Client, CreateMultipartUploadCommand } = await import('@aws-sdk/client-s3');
    const { settings } = s3 as S3Server;
    const { region, endpoint = '', credentials = { accessKeyId: '', secretAccessKey: '' } } = settings;
    const client = new S3Client({ region, endpoint, credentials, forcePathStyle: true });
    const key = `${settings.prefix}unfinished/left-behind`;
    await client.send(new CreateMultipartUploadCommand({ Bucket: settings.bucket, Key: key }));
    client.destroy();
    const storage = opened['a bucket'] as Storage;
    expect(await storage.removeUnfinished(new Date(Date.now() - 60_000))).toBe(0);
    expect(await storage.removeUnfinished(new Date(Date.now() + 60_000))).toBe(1);
    expect(await storage.removeUnfinished(new Date(Date.now() + 60_000))).toBe(0);
  });
});
