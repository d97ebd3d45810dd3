import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { assetsOf } from '../pages/assets.ts';
import { pagesFolder } from './render.ts';

const require = createRequire(import.meta.url);

/** The desk's styles and scripts. */
export const deskAssets = assetsOf(pagesFolder, {
  path: '/desk/assets',
  sheet: 'desk.css',
  others: { 'htmx.js': readFileSync(require.resolve('htmx.org/dist/htmx.min.js'), 'utf8') },
});
