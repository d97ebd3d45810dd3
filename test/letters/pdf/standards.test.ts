import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { readMediationFile } from '../../../api/mediation-file/contents.ts';
import { mediationPdf } from '../../../api/mediation-file/document.ts';
import { makeGallery } from '../../../letters/gallery/gallery.ts';
import { documentPdf, letterPdf, lettersPdf } from '../../../letters/pdf/pdf.ts';
import { testSheetPdf } from '../../../letters/pdf/test-sheet.ts';
import { minimumFacts, waysToWrite } from '../../../letters/writing/ways-to-write.ts';
import { loadProcedures } from '../../../procedures/load-procedures.ts';
import { loadRecourseDirectory } from '../../../procedures/recourse.ts';
import { type ApiUnderTest, registered, startApi, token } from '../../api/api-server.ts';
import { received, sendLetter, writeLetter } from '../../api/drive.ts';
import { png } from '../../attachments/samples.ts';
import { testWith } from '../../helpers/programs.ts';
import { temporaryFolders } from '../../helpers/temporary-folder.ts';

const makeFolder = temporaryFolders();
const standards = ['ua-1', 'a-2a'] as const;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** Of a complaint with a letter, something received and an attachment. */
async function mediationFilePdf(changes: Record<string, unknown>): Promise<Uint8Array> {
  const reference = await registered(api, changes);
  const letter = await writeLetter(api, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' });
  await sendLetter(api, reference, letter);
  await received(api, reference, { what: 'information', text: 'Voici ma quittance.\n\nMerci 😀' });
  const form = new FormData();
  form.append('files', new Blob([png]), 'photo.png');
  const headers = { Authorization: `Bearer ${token}` };
  await api.send(`/api/complaints/${reference}/attachments`, { method: 'POST', headers, body: form });
  const procedure = await api.library.procedureOf(reference);
  return mediationPdf(await readMediationFile(api.register, reference, procedure));
}

/** The files of a folder that veraPDF finds to break their own standard, with the rules broken; one start of Java for all of them. */
async function broken(veraPdf: string, folder: string): Promise<{ checked: number; failures: string[] }> {
  const args = ['--format', 'text', '--flavour', '0', '-v', folder];
  // It ends with 1 where a file is broken.
  const { stdout } = await promisify(execFile)(veraPdf, args, { maxBuffer: 64 * 1024 * 1024 }).catch(
    (error: unknown) => error as { stdout: string },
  );
  const lines = stdout.split('\n').filter((line) => line.trim() !== '');
  const passed = lines.filter((line) => /^PASS .*-(ua-1|a-2a)\.pdf (ua1|2a)$/.test(line));
  return { checked: passed.length, failures: lines.filter((line) => !passed.includes(line)) };
}

testWith('veraPDF')(
  'letters of every kind and language, a batch and a document with a table keep PDF/UA-1 and PDF/A-2a, mediation files PDF/A-2a',
  async (veraPdf) => {
    const sources = { directory: await loadRecourseDirectory(), waysToWrite, minimumFacts };
    const { letters } = makeGallery((await loadProcedures()).all(), sources);
    const folder = makeFolder();
    let written = 0;
    const keep = (name: string, bytes: Uint8Array) => {
      writeFileSync(join(folder, `${name}.pdf`), bytes);
      written++;
    };
    const ofEachKind = letters.filter(({ procedure, language, kind }, index, all) => {
      const same = all.findIndex((one) => one.procedure === procedure && one.language === language && one.kind === kind);
      return procedure === 'opticourtage' && language === 'fr' && same === index;
    });
    const chosen = [...ofEachKind, ...letters.filter((_, index) => index % 40 === 39)];
    for (const standard of standards) {
      for (const { path, sheet } of chosen)
        keep(`${path.replaceAll('/', '.')}-${standard}`, await letterPdf(sheet, { standard }));
      const about = { standard, title: 'Courrier du jour', language: 'fr', author: 'Doléance', date: '2026-06-05' } as const;
      const sheets = letters.slice(0, 12).map(({ sheet }) => sheet);
      keep(`batch-${standard}`, await lettersPdf(sheets, { ...about, sides: 2 }));
      const table =
        '<nav></nav><table data-columns="0 1"><thead><tr><th>N°</th><th>Pièce</th></tr></thead><tbody><tr><td>1</td><td>Lettre</td></tr></tbody></table>';
      const html = `<h1>Dossier</h1><p class="quiet">du jour</p><h2>Pièces</h2>${table}<ol><li><em>une</em> 😀 ${'mot'.repeat(60)}</li></ol>`;
      keep(`document-${standard}`, await documentPdf(html, { ...about, foot: 'OPT-2026-000123' }));
    }
    const firm = { name: 'Optimco', address: ['Wilrijk-Antwerpen'], country: 'BE' };
    keep('test-sheet-ua-1', await testSheetPdf({ firm, envelope: 'belgium-114x229', language: 'nl', date: '2026-06-05' }));
    keep('mediation-file-fr-a-2a', await mediationFilePdf({ procedure: 'opticourtage' }));
    keep('mediation-file-nl-a-2a', await mediationFilePdf({ procedure: 'optimco', language: 'nl' }));
    expect(await broken(veraPdf, folder)).toEqual({ checked: written, failures: [] });
    expect(new Set(chosen.map(({ language }) => language))).toEqual(new Set(['fr', 'nl', 'en']));
  },
  120_000,
);
