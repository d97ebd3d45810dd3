import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { composeFile, projectFile, root } from './helpers/compose-file.ts';
import { imageEnvironment, instructionsOf, isInContext, stagesOf } from './helpers/image.ts';

/** The project's own files that these import, and what those import, and so on; types are nothing that runs. */
function importedFrom(files: readonly string[]): Set<string> {
  const found = new Set<string>();
  const toRead = [...files];
  for (let file = toRead.pop(); file !== undefined; file = toRead.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const statements = projectFile(file).matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'/gm);
    for (const [, path = ''] of statements) toRead.push(join(dirname(file), path));
  }
  return found;
}

const dockerfile = projectFile('Dockerfile');
const stages = stagesOf(dockerfile);
const last = stages.at(-1);
const instructions = instructionsOf(dockerfile);

describe('the Dockerfile', () => {
  test('has stages on one pinned base image or on one another, the last on the base itself', () => {
    const names = stages.map(({ name }) => name);
    const bases = stages.map(({ base }) => base).filter((base) => !names.includes(base));
    expect([...new Set(bases)]).toEqual([last?.base]);
    expect(last?.base).toMatch(/^node:20\.\d+\.\d+-bookworm-slim$/);
    expect(stages.length).toBeGreaterThan(1);
  });

  test('uses the Node that .nvmrc and package.json name', () => {
    const major = /^node:(\d+)\./.exec(last?.base ?? '')?.[1];
    expect(projectFile('.nvmrc').trim()).toBe(major);
  });

  test('installs by the lock file and without development packages', () => {
    const installs = instructions.filter(({ keyword, rest }) => keyword === 'RUN' && rest.includes('npm '));
    expect(installs.filter(({ rest }) => /npm (install|i|add)\b/.test(rest))).toEqual([]);
    expect(installs.some(({ rest }) => rest.startsWith('npm ci --omit=dev'))).toBe(true);
  });

  test('ends as a user who is not root and who owns nothing of the program', () => {
    expect(last?.instructions.filter(({ keyword }) => keyword === 'USER').at(-1)?.rest).toBe('node');
    const afterUser = last?.instructions.slice(last.instructions.findIndex(({ keyword }) => keyword === 'USER') + 1) ?? [];
    expect(afterUser.map(({ keyword }) => keyword)).toEqual(['EXPOSE', 'HEALTHCHECK', 'CMD']);
    expect(dockerfile).not.toMatch(/--chown|sudo|chmod/);
  });

  test('copies only what is there and what .dockerignore lets in', () => {
    const copied = instructions.filter(({ keyword, rest }) => keyword === 'COPY' && !rest.startsWith('--from='));
    const sources = copied.flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
    expect(sources).toEqual(expect.arrayContaining(['package-lock.json', 'start', 'register']));
    for (const source of sources)
      expect([source, existsSync(`${root}${source}`), isInContext(source)]).toEqual([source, true, true]);
  });

  test('copies every file that its programs import', () => {
    const copied = instructions.filter(({ keyword, rest }) => keyword === 'COPY' && !rest.startsWith('--from='));
    const sources = copied.flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
    const programs = ['start/api.ts', 'start/worker.ts', 'start/relay.ts', 'start/mailboxes.ts', 'start/commands/doleance.ts'];
    const imported = importedFrom(programs);
    expect(imported.size).toBeGreaterThan(200);
    const missing = [...imported].filter(
      (file) => !isInContext(file) || !sources.some((source) => file === source || file.startsWith(`${source}/`)),
    );
    expect(missing).toEqual([]);
  });

  test('copies from stages that there are', () => {
    const names = stages.map(({ name }) => name);
    for (const [, from] of dockerfile.matchAll(/^COPY --from=(\S+)/gm)) expect(names).toContain(from);
  });

  test('builds the workflow bundle ahead, and names it to the worker', () => {
    expect(stages.find(({ name }) => name === 'workflows')?.instructions.at(-1)).toEqual({
      keyword: 'RUN',
      rest: 'npm run build',
    });
    expect(imageEnvironment(dockerfile)).toEqual({
      NODE_ENV: 'production',
      TZ: 'UTC',
      WORKFLOW_BUNDLE: '/doleance/build/workflow-bundle.js',
    });
    expect(dockerfile).toContain('COPY --from=workflows /doleance/build build');
  });

  test('every command of it and of docker-compose.yml names a file that the image has', () => {
    const lists = [...dockerfile.matchAll(/CMD (\[.*\])/g)].map(([, list = '[]']) => JSON.parse(list) as string[]);
    const ours = Object.values(composeFile().services).filter(({ build }) => build !== undefined);
    const commands = [...lists, ...ours.flatMap(({ command, healthcheck }) => [command ?? [], healthcheck?.test ?? []])];
    const files = commands.flat().filter((word) => /\.(ts|js)$/.test(word));
    expect(files.length).toBeGreaterThanOrEqual(9);
    for (const file of files) expect([file, statSync(`${root}${file}`).isFile(), isInContext(file)]).toEqual([file, true, true]);
  });

  test('leaves secrets, tests and data outside of what is sent to the engine', () => {
    for (const outside of ['.env', '.env.example', '.git', 'data', 'test', 'bench', 'docs', 'node_modules', 'build'])
      expect([outside, isInContext(outside)]).toEqual([outside, false]);
  });
});
