import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { recordChild } from '../../start/child-record.ts';
import { adminToken, openDataFolder } from '../../start/data-folder.ts';
import { FolderInUse, lockFolder } from '../../start/folder-lock.ts';
import { identityOf } from '../../start/processes.ts';
import { startScript } from '../helpers/child-script.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';

const makeFolder = temporaryFolders();
const say = () => undefined;

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

function lockOf(folder: string): string {
  return join(folder, 'doleance.lock');
}

describe('the data folder', () => {
  test('is made where it is missing, closed to others', async () => {
    const folder = join(makeFolder(), 'data');
    const held = await openDataFolder(folder, say);
    // As root, PostgreSQL runs under its own account, which must pass through but cannot look into the folder.
    expect(modeOf(folder)).toBe(process.getuid?.() === 0 ? 0o711 : 0o700);
    held.release();
  });

  test('refuses a second start in one line that names the folder and the holder', async () => {
    const folder = makeFolder();
    const held = await openDataFolder(folder, say);
    await expect(openDataFolder(folder, say)).rejects.toThrow(
      `${folder} is in use by process ${process.pid}: stop that one first, or give this one a DATA_DIR of its own.`,
    );
    held.release();
  });

  test('refuses while another process holds it, and is taken over after that one is killed', async () => {
    const folder = makeFolder();
    const holder = startScript('start/processes/hold-data-folder.ts', [folder]);
    await holder.ready;
    await expect(openDataFolder(folder, say)).rejects.toMatchObject({ name: 'FolderInUse', holder: holder.pid });
    holder.child.kill('SIGKILL');
    await holder.ended;
    const held = await openDataFolder(folder, say);
    held.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is free again after it was released', async () => {
    const folder = makeFolder();
    (await openDataFolder(folder, say)).release();
    expect(existsSync(lockOf(folder))).toBe(false);
  });
});

describe('the lock', () => {
  const dead: [whose: string, content: (folder: string) => string][] = [
    ['of a process that has ended', () => JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'x', once: 'x' })],
    [
      'of an earlier process with a number that is in use again',
      () => JSON.stringify({ pid: process.pid, startedAt: 'earlier', once: 'x' }),
    ],
    ['of an earlier boot', () => JSON.stringify({ ...identityOf(process.pid), startedAt: 'another-boot 1', once: 'x' })],
    ['that a power failure left empty', () => ''],
    ['that a power failure cut off', () => '{"pid": 1'],
  ];
  test.each(dead)('%s is taken over', (_whose, content) => {
    const folder = makeFolder();
    writeFileSync(lockOf(folder), content(folder));
    const lock = lockFolder(folder);
    expect(JSON.parse(readFileSync(lockOf(folder), 'utf8'))).toMatchObject(identityOf(process.pid) ?? {});
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is taken over although an earlier taking over was killed in the middle', () => {
    const folder = makeFolder();
    writeFileSync(lockOf(folder), '');
    writeFileSync(`${lockOf(folder)}.takeover`, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'x', once: 'x' }));
    lockFolder(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of another holder is not removed by a late release', () => {
    const folder = makeFolder();
    const lock = lockFolder(folder);
    lock.release();
    const next = lockFolder(folder);
    lock.release();
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    next.release();
  });
});

describe('the access token', () => {
  test('is the given one, and then nothing is kept', () => {
    const folder = makeFolder();
    expect(adminToken(folder, 'a-given-token-of-staff')).toBe('a-given-token-of-staff');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is made once and kept for its owner alone', () => {
    const folder = makeFolder();
    const token = adminToken(folder);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(adminToken(folder)).toBe(token);
    expect(readdirSync(folder)).toEqual(['admin-api-token']);
    expect(modeOf(join(folder, 'admin-api-token'))).toBe(0o600);
  });
});

describe('what a killed start has left', () => {
  test('a process that is not ours is never ended, even where its number is noted', async () => {
    const folder = makeFolder();
    const stranger = startScript('start/processes/hold-data-folder.ts', [makeFolder()]);
    await stranger.ready;
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres', 'postmaster.pid'), `${stranger.pid}\n`);
    recordChild(folder, 'temporal-dev-server', stranger.pid);
    const held = await openDataFolder(folder, say);
    expect(identityOf(stranger.pid)).toBeDefined();
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
    held.release();
    stranger.child.kill('SIGKILL');
    await stranger.ended;
  });
});
