import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Response, Router } from 'express';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { openApiDocument } from '../openapi/document.ts';
import { offer } from '../requests/routes.ts';

/** The page runs its own scripts and styles, and asks nobody else for anything. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const require = createRequire(import.meta.url);
const page = fileURLToPath(new URL('./page.html', import.meta.url));

const files = {
  'page.css': { file: fileURLToPath(new URL('./page.css', import.meta.url)), type: 'text/css' },
  'page.js': { file: fileURLToPath(new URL('./page.js', import.meta.url)), type: 'text/javascript' },
  'swagger-ui.css': { file: require.resolve('swagger-ui-dist/swagger-ui.css'), type: 'text/css' },
  'swagger-ui.js': { file: require.resolve('swagger-ui-dist/swagger-ui-bundle.js'), type: 'text/javascript' },
};

/** The OpenAPI document, and a page that shows it and lets requests be tried. */
export function documentationRoutes({ register, library, publicUrl }: ApiDependencies): Router {
  const router = Router();
  const document = newestDocument(publicUrl);
  const earliestToday = () =>
    library
      .allInForce()
      .map(({ firm }) => civilDateAt(register.clock(), firm.timeZone))
      .sort()[0] ?? civilDateAt(register.clock(), 'UTC');
  offer(router, '/api/openapi.json', {
    get: (_request, response) => {
      response.type('application/json').send(document(earliestToday()));
    },
  });
  offer(router, '/api/docs', { get: (_request, response) => send(response, page, 'text/html') });
  for (const [name, { file, type }] of Object.entries(files))
    offer(router, `/api/docs/${name}`, { get: (_request, response) => send(response, file, type) });
  return router;
}

function send(response: Response, file: string, type: string): void {
  response.set('Content-Security-Policy', pagePolicy).type(`${type}; charset=utf-8`).send(readFileSync(file));
}

/** Made anew once a day, so that the dates in its examples lie ahead. */
function newestDocument(publicUrl: string): (today: CivilDate) => string {
  let made: { on: CivilDate; text: string } | undefined;
  return (today) => {
    if (made?.on !== today) made = { on: today, text: JSON.stringify(openApiDocument(publicUrl, today)) };
    return made.text;
  };
}
