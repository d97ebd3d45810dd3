import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Response, Router } from 'express';
import { offer } from '../requests/routes.ts';

/** The colours that all pages have. */
const tokens = readFileSync(fileURLToPath(new URL('../../templates/pages/tokens.css', import.meta.url)), 'utf8');

/** What pages load: all our own, nothing from elsewhere. */
export interface PageAssets {
  routes: Router;
  /** Changes with every change of a style or script, so that a browser asks again. */
  version: string;
}

/**
 * The styles in a folder as one file, the common ones first, and its scripts and icon.
 *
 * @param folder with `styles`, `scripts` and `icon.svg`
 * @param path below which they are served
 * @param sheet the name of the style sheet
 * @param others further scripts, by their names
 */
export function assetsOf(
  folder: string,
  { path, sheet, others = {} }: { path: string; sheet: string; others?: Record<string, string> },
): PageAssets {
  const stylesFolder = join(folder, 'styles');
  const scriptsFolder = join(folder, 'scripts');
  const styles = filesIn(stylesFolder, '.css')
    .toSorted((one, other) => Number(other === 'base.css') - Number(one === 'base.css') || one.localeCompare(other))
    .map((file) => readFileSync(join(stylesFolder, file), 'utf8'));
  const all = [tokens, ...styles].join('\n');
  const scripts = {
    ...others,
    ...Object.fromEntries(filesIn(scriptsFolder, '.js').map((file) => [file, readFileSync(join(scriptsFolder, file), 'utf8')])),
  };
  const icon = readFileSync(join(folder, 'icon.svg'), 'utf8');
  const routes = Router();
  offer(routes, `${path}/${sheet}`, { get: (_request, response) => send(response, 'text/css', all) });
  offer(routes, `${path}/icon.svg`, { get: (_request, response) => send(response, 'image/svg+xml', icon) });
  for (const [name, text] of Object.entries(scripts))
    offer(routes, `${path}/${name}`, { get: (_request, response) => send(response, 'text/javascript', text) });
  return { routes, version: createHash('sha256').update(all).update(JSON.stringify(scripts)).digest('hex').slice(0, 12) };
}

function send(response: Response, type: string, text: string): void {
  response.set('Cache-Control', 'public, max-age=31536000, immutable').type(`${type}; charset=utf-8`).send(text);
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder).filter((file) => file.endsWith(ending));
}
