import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jsonSchemas } from '../json-schemas.ts';

const usage = `Writes the JSON Schemas that let an editor check the YAML files while they are typed.

  npm run procedures:schema

They stand in procedures/schemas/; run it after a change of the zod schemas.
`;

const folder = fileURLToPath(new URL('../schemas/', import.meta.url));

if (process.argv[2] === '--help') {
  process.stdout.write(usage);
} else if (process.argv[2] !== undefined) {
  process.stderr.write(`procedures:schema: '${process.argv[2]}' is not known; allowed: --help\n`);
  process.exitCode = 1;
} else {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of jsonSchemas()) {
    await writeFile(join(folder, name), content);
    process.stdout.write(`procedures/schemas/${name}\n`);
  }
}
