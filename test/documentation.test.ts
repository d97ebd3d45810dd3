import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { complaintBody } from '../api/schemas/complaint-body.ts';
import { decisionBody, receivedBody } from '../api/schemas/message-bodies.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe('what the documentation tells people to do', () => {
  test('every `npm run …` that is named anywhere is a script', () => {
    const sources = files.filter((file) => /\.(md|ts|js|yml|yaml|sh)$|^(Dockerfile|\.ci\/run)$/.test(file));
    const named = sources.flatMap((file) =>
      [...read(file).matchAll(/\bnpm run (?:--silent )?([a-z][a-z:-]*)/g)].map(([, script = '']) => ({ file, script })),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ script }) => scripts[script] === undefined)).toEqual([]);
  });

  test('every script names files that are there', () => {
    const named = Object.values(scripts).flatMap((command) => command.match(/[\w./-]+\.ts\b/g) ?? []);
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('every link from one page to another leads somewhere', () => {
    const pages = files.filter((file) => file.endsWith('.md'));
    const links = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => ({ page, link })),
    );
    expect(links.filter(({ page, link }) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});

describe("the README's tour", () => {
  const bodies = [...read('README.md').matchAll(/-d '(\{.*?\})'$/gms)].map(
    ([, body = '']) => JSON.parse(body) as Record<string, unknown>,
  );

  test('sends bodies that the API takes', () => {
    const schemaOf = (body: Record<string, unknown>): z.ZodType =>
      'procedure' in body ? complaintBody : 'decision' in body ? decisionBody : receivedBody;
    expect(bodies.map((body) => body['decision'] ?? body['what'] ?? body['procedure'])).toEqual([
      'opticourtage',
      'acknowledge-now',
      'set-responsibility',
      'resolve',
      'disagreement',
    ]);
    for (const body of bodies) expect(schemaOf(body).safeParse(body).error).toBeUndefined();
  });

  test('names no day, so that it never goes stale', () => {
    expect(JSON.stringify(bodies)).not.toMatch(/\d{4}-\d{2}-\d{2}/);
  });
});
