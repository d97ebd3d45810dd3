import { describe, expect, test } from '@jest/globals';
import { makeGallery } from '../../../letters/gallery/gallery.ts';
import { MarkupError } from '../../../letters/markup.ts';
import { windows } from '../../../letters/pdf/envelope.ts';
import { documentPdf, type LetterForPdf, letterPdf, lettersPdf } from '../../../letters/pdf/pdf.ts';
import { type Block, type Inline, treeOf } from '../../../letters/pdf/tree.ts';
import { NotTypeset } from '../../../letters/pdf/typesetter.ts';
import { minimumFacts, waysToWrite } from '../../../letters/writing/ways-to-write.ts';
import { loadProcedures } from '../../../procedures/load-procedures.ts';
import { loadRecourseDirectory } from '../../../procedures/recourse.ts';
import { particularsOf, type Run, readPdf } from './read-pdf.ts';

const sources = { directory: await loadRecourseDirectory(), waysToWrite, minimumFacts };
const gallery = makeGallery((await loadProcedures()).all(), sources);

const standard = 'ua-1';
const batch = { standard, title: 'Courrier', date: '2026-06-05', language: 'fr', author: 'Doléance' } as const;

function sheet(path: string, changes: Partial<LetterForPdf> = {}): LetterForPdf {
  const letter = gallery.letters.find((one) => one.path === path);
  if (!letter) throw new Error(`The gallery has no ${path}.`);
  return { ...letter.sheet, ...changes };
}

/** A letter of any length: so many paragraphs of four lines stand in it. */
function longLetter(paragraphs: number): LetterForPdf {
  const letter = sheet('opticourtage/fr/rejected.consumer');
  const words = 'La garantie cesse de plein droit à la date de la résiliation, sauf disposition contraire convenue par écrit. ';
  return { ...letter, html: letter.html.replace('<h2>', `${`<p>${words.repeat(4)}</p>`.repeat(paragraphs)}<h2>`) };
}

/** Without spaces, which lines' ends take or bring. */
const packed = (text: string) => text.replace(/\s/g, '');
const textOf = (runs: Run[]) => packed(runs.map(({ text }) => text).join(''));
const isFoot = ({ baseline }: Run) => baseline > 280;
const wordsOf = (nodes: Inline[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : wordsOf(node.children))).join('');

/** The words of each block that holds some. */
function wordsOfBlocks(blocks: Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.tag === 'blockquote') return wordsOfBlocks(block.children);
    if (block.tag === 'ul' || block.tag === 'ol') return block.children.map((item) => wordsOf(item.children));
    return block.tag === 'table' ? [] : [wordsOf(block.children as Inline[])];
  });
}

describe('every letter of the gallery', () => {
  test('is made of what PDFs know', () => {
    for (const { sheet } of gallery.letters) expect(() => treeOf(sheet.html)).not.toThrow();
    expect(gallery.letters.length).toBeGreaterThan(500);
  });

  test('has a letterhead, a day and a signature, or is a notice to staff', () => {
    for (const { kind, sheet } of gallery.letters) {
      const { header, main } = treeOf(sheet.html);
      const classes = [...header, ...main].flatMap((block) => ('class' in block && block.class ? [block.class] : []));
      const expected = kind === 'breach-alert' ? [] : ['letterhead', 'recipient', 'day', 'signature'];
      expect(classes.filter((name) => name !== 'quiet')).toEqual(expected);
    }
  });

  test.each(['opticourtage/fr/', 'optimco/nl/', '123-courtage/en/'])(
    '%s: the PDF says what the letter says, and nothing but the address stands in the window',
    async (folder) => {
      for (const { path, sheet } of gallery.letters.filter((letter) => letter.path.startsWith(folder))) {
        const runs = readPdf(await letterPdf(sheet, { standard }));
        const { header, main, footer } = treeOf(sheet.html);
        const shown = textOf(runs.filter((run) => !isFoot(run)));
        const headed = header.filter((block) => !('class' in block) || block.class !== 'recipient');
        for (const words of wordsOfBlocks([...headed, ...main, ...footer]))
          expect([path, shown]).toEqual([path, expect.stringContaining(packed(words))]);
        if (header.length === 0) continue;
        const { ever, always } = windows[sheet.envelope];
        const inWindow = runs.filter(
          ({ page, left, right, baseline, size }) =>
            page === 1 &&
            right > ever.left &&
            left < ever.left + ever.width &&
            baseline > ever.top &&
            baseline - size * 0.35 < ever.top + ever.height,
        );
        expect(inWindow.map(({ text }) => text)[0]).toContain(sheet.to.name);
        for (const { left, right, baseline } of inWindow) {
          expect(left).toBeGreaterThanOrEqual(always.left - 0.1);
          expect(right).toBeLessThanOrEqual(always.left + always.width);
          expect(baseline).toBeGreaterThan(always.top);
          expect(baseline).toBeLessThan(always.top + always.height);
        }
        expect(runs.filter(({ page, baseline }) => page === 1 && baseline > 95 && baseline < 104)).toEqual([]);
      }
    },
  );
});

describe('the window', () => {
  const inBox = (runs: Run[], { left, top, height }: { left: number; top: number; height: number }) =>
    runs.filter((run) => run.page === 1 && run.left > left - 1 && run.baseline > top && run.baseline < top + height);

  test.each([
    ['six lines', 'france-dl', ['Bâtiment C', 'Appartement 12', '12 rue des Lilas', 'BP 40', '75011 Paris'], 10.5],
    [
      'seven lines, abroad',
      'france-dl',
      ['Flat 3', 'Example House', '12 Example Street', 'Exampleton', 'LONDON SW1A 1AA', 'ROYAUME-UNI'],
      9,
    ],
    ['seven lines in the Belgian window', 'belgium-114x229', ['a', 'b', 'c', 'd', 'e', 'f'], 9],
    ['a long line', 'france-dl', ['145 boulevard du Maréchal de Lattre de Tassigny', '75011 Paris'], 10],
  ] as const)('takes %s, as large as there is room', async (_, envelope, lines, size) => {
    const to = { name: 'Dominique Exemple', lines, home: envelope === 'france-dl' ? 'FR' : 'BE' };
    const runs = readPdf(await letterPdf(sheet('opticourtage/fr/rejected.consumer', { to, envelope }), { standard }));
    const box = windows[envelope].always;
    const address = inBox(runs, box);
    expect(address).toHaveLength(lines.length + 1);
    expect(new Set(address.map((run) => run.size))).toEqual(new Set([size]));
    expect(Math.max(...address.map(({ right }) => right))).toBeLessThanOrEqual(box.left + box.width);
  });

  test('a letterhead of any length stays outside of it', async () => {
    const letter = sheet('opticourtage/fr/rejected.consumer');
    const head = `OPTICOURTAGE</strong><br>${Array.from({ length: 9 }, (_, line) => `Une longue ligne de l’adresse du cabinet, ${line}`).join('<br>')}`;
    const runs = readPdf(await letterPdf({ ...letter, html: letter.html.replace('OPTICOURTAGE</strong>', head) }, { standard }));
    const above = runs.filter(({ page, left, baseline }) => page === 1 && left < 30 && baseline < 95);
    expect(above.length).toBeGreaterThan(9);
    expect(Math.max(...above.map(({ right }) => right))).toBeLessThan(windows['france-dl'].ever.left);
  });
});

describe('pages', () => {
  test('each has the reference and its number of how many, in the words of the letter’s language', async () => {
    const long = { ...longLetter(12), language: 'nl' as const };
    const feet = readPdf(await letterPdf(long, { standard })).filter(isFoot);
    expect(feet.map(({ page, text }) => `${page}: ${text}`)).toEqual([
      '1: OPT-2026-000123',
      '1: pagina 1/2',
      '2: OPT-2026-000123',
      '2: pagina 2/2',
    ]);
  });

  test('the closing words never stand alone on a page, whatever the length', async () => {
    for (let paragraphs = 1; paragraphs <= 14; paragraphs++) {
      const runs = readPdf(await letterPdf(longLetter(paragraphs), { standard })).filter((run) => !isFoot(run));
      const closing = runs.findIndex(({ text }) => text.startsWith('Je vous prie'));
      expect(runs.at(-1)?.page).toBe(runs[closing]?.page);
      expect(runs[closing - 1]?.page).toBe(runs[closing]?.page);
    }
  });

  test('each letter of a batch counts its own', async () => {
    const letters = [longLetter(9), sheet('optimco/nl/upheld.consumer', { reference: 'OPM-2026-000007' })];
    const feet = readPdf(await lettersPdf(letters, batch)).filter(isFoot);
    expect(feet.map(({ page, text }) => `${page}: ${text}`)).toEqual([
      '1: OPT-2026-000123',
      '1: page 1/2',
      '2: OPT-2026-000123',
      '2: page 2/2',
      '3: OPM-2026-000007',
      '3: pagina 1/1',
    ]);
  });

  test('where sheets are printed on both sides, each letter begins on a sheet of its own, and the page between is blank', async () => {
    const letters = ['OPT-2026-000001', 'OPT-2026-000002'].map((reference) =>
      sheet('opticourtage/fr/upheld.consumer', { reference }),
    );
    const feet = readPdf(await lettersPdf(letters, { ...batch, sides: 2 })).filter(isFoot);
    expect(feet.map(({ page, text }) => `${page}: ${text}`)).toEqual([
      '1: OPT-2026-000001',
      '1: page 1/1',
      '3: OPT-2026-000002',
      '3: page 1/1',
    ]);
  });
});

describe('the file', () => {
  test('bears the letter’s title, firm, language and day', async () => {
    const particulars = particularsOf(await letterPdf(sheet('optimco/nl/upheld.consumer'), { standard }));
    for (const words of [
      'OPM-2026-000123 – Antwoord op uw klacht',
      '/Author (Optimco)',
      '/Lang (nl)',
      '/CreationDate (D:20260605',
      '/DisplayDocTitle true',
    ])
      expect(particulars).toContain(words);
  });

  test('says which standard it keeps', async () => {
    const letter = sheet('opticourtage/fr/upheld.consumer');
    expect(particularsOf(await letterPdf(letter, { standard: 'ua-1' }))).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const archived = particularsOf(await letterPdf(letter, { standard: 'a-2a' }));
    expect(archived).toMatch(/<pdfaid:part>2<\/pdfaid:part>[^]*<pdfaid:conformance>A<\/pdfaid:conformance>/);
  });

  test.each(['ua-1', 'a-2a'] as const)(
    '%s: the same letter gives the same bytes, whatever was typeset in between',
    async (kept) => {
      const [letter, other] = [longLetter(3), sheet('optimco/nl/upheld.consumer')];
      const [first] = [await letterPdf(letter, { standard: kept }), await letterPdf(other, { standard: kept })];
      expect(Buffer.compare(first, await letterPdf(letter, { standard: kept }))).toBe(0);
    },
  );
});

describe('a person’s text', () => {
  const quoted = (words: string) => {
    const letter = sheet('opticourtage/fr/forwarding.insurer');
    return { ...letter, html: letter.html.replace(/<blockquote>[^]*<\/blockquote>/, `<blockquote><p>${words}</p></blockquote>`) };
  };

  test('is words and never a command of the typesetter', async () => {
    const words = '#set page(width: 1pt) #include "letter.typ" $x$ *a* _b_ `c` [d] @e <f1> \\ // g /* h */ = i - j + k ~ #{1+1}';
    const html = words.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(textOf(readPdf(await letterPdf(quoted(html), { standard })))).toContain(packed(words));
  });

  test('may hold what no font has: a box stands for it, in both standards', async () => {
    for (const kept of ['ua-1', 'a-2a'] as const)
      expect(textOf(readPdf(await letterPdf(quoted('Bravo 😡😡, 山田 !'), { standard: kept })))).toContain('Bravo□,□!');
  });

  test('may be longer than a page', async () => {
    const runs = readPdf(await letterPdf(quoted('Un mot. '.repeat(2000)), { standard }));
    expect(Math.max(...runs.map(({ page }) => page))).toBeGreaterThan(3);
    expect(textOf(runs.filter((run) => !isFoot(run)))).toContain(packed('Un mot. '.repeat(2000)));
  });

  test('may be one word that is wider than the page: it is broken, and nothing lost', async () => {
    const runs = readPdf(await letterPdf(quoted('abcdefghij'.repeat(40)), { standard }));
    expect(textOf(runs).replaceAll('\u200b', '')).toContain('abcdefghij'.repeat(40));
    expect(Math.max(...runs.map(({ right }) => right))).toBeLessThan(200);
  });
});

describe('another document', () => {
  const options = {
    standard,
    title: 'Dossier',
    language: 'fr',
    author: 'OPTICOURTAGE',
    date: '2026-06-05',
    foot: 'OPT-2026-000123',
  } as const;

  test('has headings, lists and tables, which repeat their head on each page', async () => {
    const rows = Array.from({ length: 80 }, (_, row) => `<tr><td>${row + 1}</td><td>Pièce ${row + 1}</td></tr>`).join('');
    const html = `<h1>Dossier</h1><h2>Pièces</h2><ol><li>un</li></ol><table><thead><tr><th>N°</th><th>Pièce jointe</th></tr></thead><tbody>${rows}</tbody></table>`;
    const runs = readPdf(await documentPdf(html, options));
    const heads = runs.filter(({ text }) => text === 'Pièce jointe').map(({ page }) => page);
    expect(heads.length).toBeGreaterThan(1);
    expect(heads).toEqual([...new Set(runs.map(({ page }) => page))]);
    expect(textOf(runs)).toContain('80Pièce80');
  });

  test('lists its headings with their pages, and keeps what introduces a quotation with it', async () => {
    const long = Array.from({ length: 45 }, (_, line) => `<p>Ligne ${line + 1}</p>`).join('');
    const html = `<h1>Dossier</h1><nav></nav><h2>Début</h2>${long}<h2>Lettres</h2><p>Partie ce jour</p><blockquote><p>Bonjour</p></blockquote>`;
    const runs = readPdf(await documentPdf(html, options));
    const pageOf = (words: string) => runs.findLast(({ text }) => text === words)?.page;
    expect(pageOf('Lettres')).toBe(2);
    expect(textOf(runs.filter(({ page }) => page === 1))).toMatch(/Début[. ]*1.*Lettres[. ]*2/s);
    expect(pageOf('Partie ce jour')).toBe(pageOf('Bonjour'));
  });

  test('links to an address of any length as it is', async () => {
    const address = `https://www.example.org/${'segment/'.repeat(12)}`;
    expect(particularsOf(await documentPdf(`<p><a href="${address}">${address}</a></p>`, options))).toContain(`(${address})`);
  });

  test('is refused with what it holds that PDFs do not know', async () => {
    await expect(documentPdf('<h1>a</h1><pre>b</pre>', options)).rejects.toThrow(MarkupError);
  });

  test('that cannot be typeset is refused without a word of its text', async () => {
    const failure = await documentPdf('<p>Dominique Exemple</p>', { ...options, date: '2026-02-31' }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(NotTypeset);
    expect((failure as Error).message).not.toContain('Dominique');
  });
});
