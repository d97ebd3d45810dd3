import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { timelinePage } from './page/page.ts';
import type { Scenario } from './scenario.ts';
import type { Story, Told } from './timeline.ts';

/** Writes a story's letters and its page into a folder, which is made where it is missing. */
export async function keepStory(scenario: Scenario, story: Story, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = filesOf(story);
  for (const [told, name] of files) {
    if (told.about.event !== 'letter-sent') continue;
    const { html, text, mime } = told.about.letter;
    await writeFile(join(folder, `${name}.html`), html);
    await writeFile(join(folder, `${name}.txt`), text);
    if (mime) await writeFile(join(folder, `${name}.eml`), mime);
  }
  await writeFile(
    join(folder, 'index.html'),
    timelinePage(scenario, story, (told) => files.get(told)),
  );
}

/** `03-acknowledgement-complainant`: the letter's row in the timeline, its kind, and whom it is for. */
function filesOf({ told }: Story): Map<Told, string> {
  const files = new Map<Told, string>();
  told.forEach((one, place) => {
    if (one.about.event !== 'letter-sent') return;
    files.set(one, `${String(place + 1).padStart(2, '0')}-${one.about.letter.kind}-${one.about.to}`);
  });
  return files;
}
