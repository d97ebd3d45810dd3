import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Response, Router } from 'express';
import { offer } from '../requests/routes.ts';
import { pagesFolder } from './render.ts';

const require = createRequire(import.meta.url);

const stylesFolder = join(pagesFolder, 'styles');
const scriptsFolder = join(pagesFolder, 'scripts');

/** All styles as one file, the common ones first. */
const styles = filesIn(stylesFolder, '.css')
  .toSorted((one, other) => Number(other === 'base.css') - Number(one === 'base.css') || one.localeCompare(other))
  .map((file) => readFileSync(join(stylesFolder, file), 'utf8'))
  .join('\n');

const scripts = Object.fromEntries([
  ['htmx.js', readFileSync(require.resolve('htmx.org/dist/htmx.min.js'), 'utf8')],
  ...filesIn(scriptsFolder, '.js').map((file) => [file, readFileSync(join(scriptsFolder, file), 'utf8')] as const),
]) as Record<string, string>;

const icon = readFileSync(join(pagesFolder, 'icon.svg'), 'utf8');

/** Changes with every change of a style or script, so that a browser asks again. */
export const assetsVersion = createHash('sha256').update(styles).update(JSON.stringify(scripts)).digest('hex').slice(0, 12);

/** The desk's styles and scripts: all its own, nothing from elsewhere. */
export function assetRoutes(): Router {
  const router = Router();
  offer(router, '/desk/assets/desk.css', { get: (_request, response) => send(response, 'text/css', styles) });
  offer(router, '/desk/assets/icon.svg', { get: (_request, response) => send(response, 'image/svg+xml', icon) });
  for (const [name, text] of Object.entries(scripts))
    offer(router, `/desk/assets/${name}`, { get: (_request, response) => send(response, 'text/javascript', text) });
  return router;
}

function send(response: Response, type: string, text: string): void {
  response.set('Cache-Control', 'public, max-age=31536000, immutable').type(`${type}; charset=utf-8`).send(text);
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder).filter((file) => file.endsWith(ending));
}
