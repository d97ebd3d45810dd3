import { existsSync } from 'node:fs';
import { runGallery } from '../../letters/gallery/run-gallery.ts';
import { minimumFacts, waysToWrite } from '../../letters/writing/ways-to-write.ts';

// Writes the gallery of letters; only here is the environment read.
const chromium = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((path) => path !== undefined && existsSync(path));

process.exitCode = await runGallery(process.argv.slice(2), {
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  chromium,
  writing: { waysToWrite, minimumFacts },
});
