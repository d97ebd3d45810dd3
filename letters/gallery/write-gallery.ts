import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Gallery, GalleryLetter } from './gallery.ts';
import { indexPage } from './index-page.ts';

/** Writes `index.html`, each letter as `.html` and `.txt`, and `all.txt`, which has them all for reading through. */
export async function writeGallery(gallery: Gallery, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const letter of gallery.letters) {
    const path = join(folder, letter.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.html`, letter.html);
    await writeFile(`${path}.txt`, letter.text);
  }
  await writeFile(join(folder, 'all.txt'), gallery.letters.map(inAll).join('\n'));
  await writeFile(join(folder, 'index.html'), indexPage(gallery));
}

function inAll({ path, text }: GalleryLetter): string {
  return `${'='.repeat(100)}\n${path}\n${'='.repeat(100)}\n\n${text}`;
}
