import { fileURLToPath } from 'node:url';
import { assetsOf } from '../pages/assets.ts';
import { rendererOf } from '../pages/renderer.ts';
import { publicMessage } from './words/words.ts';

const folder = fileURLToPath(new URL('../../templates/pages/public/', import.meta.url));

/** A page that everybody may open. */
export const renderPublic = rendererOf(folder, publicMessage);

/** The styles and scripts of public pages. */
export const publicAssets = assetsOf(folder, { path: '/public', sheet: 'public.css' });
