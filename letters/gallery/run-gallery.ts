import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { loadRecourseDirectory } from '../../procedures/recourse.ts';
import { ProcedureFilesError } from '../../procedures/yaml-files.ts';
import { letterPdf } from '../pdf/pdf.ts';
import { withChromium } from './chromium.ts';
import { type Gallery, type GallerySources, makeGallery } from './gallery.ts';
import { writeGallery } from './write-gallery.ts';

const usage = `Writes every letter of every procedure and language into a gallery to read through.

  npm run letters:gallery
  npm run letters:gallery -- --out FOLDER --pdf --png

  --out FOLDER   where to (./gallery)
  --pdf          each letter as the PDF that is posted too
  --png          each letter as pictures too, 390 and 800 px wide
  --help         prints this

Pictures need Chromium, at CHROMIUM_PATH or /usr/bin/chromium.
`;

const options = {
  out: { type: 'string', default: 'gallery' },
  pdf: { type: 'boolean', default: false },
  png: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What the command is given by whoever starts it. */
export interface GallerySurroundings {
  say: (line: string) => void;
  complain: (line: string) => void;
  /** Where Chromium is; absent where there is none. */
  chromium: string | undefined;
  writing: Pick<GallerySources, 'waysToWrite' | 'minimumFacts'>;
  /** The folder of the procedures; by default this project's. */
  procedures?: string | undefined;
}

/**
 * Answers a call of the command.
 *
 * @returns the exit code: 1 where a letter could not be written, or the call or the procedures have a fault
 */
export async function runGallery(args: string[], surroundings: GallerySurroundings): Promise<0 | 1> {
  const { say, complain, chromium, writing, procedures } = surroundings;
  const given = read(args);
  if (typeof given === 'string') {
    complain(`letters:gallery: ${given}`);
    return 1;
  }
  if (given.help) {
    say(usage);
    return 0;
  }
  try {
    const folder = resolve(given.out);
    const sources = { ...writing, directory: await loadRecourseDirectory(procedures) };
    const gallery = makeGallery((await loadProcedures(procedures)).all(), sources);
    await writeGallery(gallery, folder);
    report(gallery, folder, { say, complain });
    if (given.pdf) await writePdfs(gallery, folder, say);
    const drawn = given.png ? await draw(gallery, folder, { say, complain, chromium }) : true;
    return gallery.failures.length > 0 || !drawn ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ProcedureFilesError)) throw error;
    complain(error.message);
    return 1;
  }
}

function read(args: string[]) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split(/\.(?:\s|$)|\n/)[0] ?? error.message) : String(error);
    return `${problem}; allowed: --out FOLDER, --pdf, --png, --help`;
  }
}

function report(
  { letters, failures, leftOut }: Gallery,
  folder: string,
  { say, complain }: Pick<GallerySurroundings, 'say' | 'complain'>,
): void {
  for (const { procedure, kind, because } of leftOut) say(`${procedure} never sends ${kind}: ${because}`);
  for (const { procedure, language, kind, variant, problem } of failures)
    complain(`${procedure}, ${language}, ${kind}, ${variant}: ${problem}`);
  say(`${letters.length} letters, ${failures.length} that could not be written: ${join(folder, 'index.html')}`);
}

async function writePdfs({ letters }: Gallery, folder: string, say: GallerySurroundings['say']): Promise<void> {
  for (const { path, sheet } of letters)
    await writeFile(join(folder, `${path}.pdf`), await letterPdf(sheet, { standard: 'ua-1' }));
  say(`PDFs of ${letters.length} letters beside them`);
}

/** Pictures beside the letters; false where there is no Chromium to make them. */
async function draw(
  { letters }: Gallery,
  folder: string,
  { say, complain, chromium }: Pick<GallerySurroundings, 'say' | 'complain' | 'chromium'>,
): Promise<boolean> {
  if (chromium === undefined) {
    complain('letters:gallery: --png needs Chromium; install it, or name it in CHROMIUM_PATH');
    return false;
  }
  await withChromium(chromium, async (page) => {
    for (const { path } of letters) {
      const file = join(folder, path);
      await page.open(pathToFileURL(`${file}.html`).href);
      for (const width of [390, 800]) await writeFile(`${file}.${width}.png`, await page.picture(width));
    }
  });
  say(`pictures of ${letters.length} letters beside them`);
  return true;
}
