import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BatchEntry, batchPage } from './page/batch-page.ts';

/** Writes the page that leads to each story of a batch. */
export async function keepBatchPage(entries: readonly BatchEntry[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.html'), batchPage(entries));
}
