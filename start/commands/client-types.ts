import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openApiDocument } from '../../api/openapi/document.ts';

const usage = `Writes the API's types for a client in TypeScript, by openapi-typescript.

  npm run --silent client:types                        prints the types of this version
  npm run client:types -- --out doleance.d.ts          writes them to a file
  npm run client:types -- --url http://127.0.0.1:3000  of a running API, or of a document in a file

docs/develop/api-client.md shows how to use them.
`;

/** Today is a day in every firm's zone; the examples' dates are not in the types. */
const ownDocument = () => openApiDocument('http://127.0.0.1:3000', new Date().toISOString().slice(0, 10));

/** @throws Error where nothing can be read there */
async function documentAt(place: string): Promise<string> {
  if (!/^https?:/.test(place)) return readFile(place, 'utf8');
  const address = new URL(place);
  if (address.pathname === '/') address.pathname = '/api/openapi.json';
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.href} answered ${response.status}`);
  return response.text();
}

/** A tool of developers, who have it by \`npm ci\`; the image that runs in production does without. */
async function typesOf(document: string): Promise<string> {
  const { default: generate, astToString, COMMENT_HEADER } = await import('openapi-typescript');
  // A field with a default may be left out.
  return COMMENT_HEADER + astToString(await generate(document, { defaultNonNullable: false }));
}

try {
  const { values } = parseArgs({ options: { url: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) process.stdout.write(usage);
  else {
    const types = await typesOf(values.url === undefined ? JSON.stringify(ownDocument()) : await documentAt(values.url));
    if (values.out === undefined) process.stdout.write(types);
    else await writeFile(values.out, types);
  }
} catch (error) {
  process.stderr.write(`client:types: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
}
