import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { GalleryCase } from '../../letters/gallery/case.ts';
import { makeGallery } from '../../letters/gallery/gallery.ts';
import { whyNever } from '../../letters/gallery/left-out.ts';
import { runGallery } from '../../letters/gallery/run-gallery.ts';
import { writeGallery } from '../../letters/gallery/write-gallery.ts';
import { minimumFacts, waysToWrite } from '../../letters/writing/ways-to-write.ts';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { loadRecourseDirectory } from '../../procedures/recourse.ts';
import { type LetterKind, letterKinds } from '../../workflows/domain/letters.ts';
import { alteredProcedure } from '../procedures/altered-procedure.ts';
import { copyOfProcedures } from '../procedures/procedure-files.ts';

const procedures = (await loadProcedures()).all();
const directory = await loadRecourseDirectory();
const sources = { directory, waysToWrite, minimumFacts };
const gallery = makeGallery(procedures, sources);

const folder = mkdtempSync(join(tmpdir(), 'doleance-gallery-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the gallery of all procedures', () => {
  test('no letter that a procedure may have to send is left unwritten', () => {
    expect(gallery.failures).toEqual([]);
  });

  test.each(procedures.map(({ id }) => id))(
    '%s: each kind is there in each language that the firm writes, or left out with a reason',
    (id) => {
      const own = gallery.letters.filter(({ procedure }) => procedure === id);
      const leftOut = gallery.leftOut.filter(({ procedure }) => procedure === id);
      for (const language of procedures.find((one) => one.id === id)?.firm.languages ?? []) {
        const written = new Set(own.filter((letter) => letter.language === language).map(({ kind }) => kind));
        expect([...written, ...leftOut.map(({ kind }) => kind)].sort()).toEqual([...letterKinds].sort());
      }
      expect(leftOut.every(({ because }) => because.length > 10)).toBe(true);
    },
  );

  test('no two letters stand at one place', () => {
    expect(new Set(gallery.letters.map(({ path }) => path)).size).toBe(gallery.letters.length);
  });

  test('a letter that names the mediator is there for a consumer, for a company, and once the mediator has the file', () => {
    const rejections = gallery.letters.filter(
      ({ procedure, language, kind }) => procedure === 'opticourtage' && language === 'fr' && kind === 'rejected',
    );
    const byVariant = new Map(rejections.map(({ variant, text }) => [variant, text]));
    expect([...byVariant.keys()]).toEqual(['consumer', 'company', 'with-mediator']);
    expect(byVariant.get('consumer')).toContain('Vous pouvez saisir gratuitement La Médiation de l’Assurance');
    expect(byVariant.get('company')).not.toContain('Médiation');
    expect(byVariant.get('with-mediator')).toContain('La Médiation de l’Assurance');
    expect(byVariant.get('with-mediator')).not.toContain('Vous pouvez saisir');
  });

  test('dates are those that a complaint received on 13 May 2026 has under the procedure', () => {
    const acknowledgement = gallery.letters.find(({ path }) => path === 'opticourtage/fr/acknowledgement.consumer');
    const read = acknowledgement?.text.replaceAll('\u00a0', ' ');
    expect(read).toContain('Le 26 mai 2026');
    expect(read).toContain('au plus tard le 12 juillet 2026');
    expect(read).toContain('au plus tard le 12 mai 2027');
  });

  test('nothing in it is a real person’s', () => {
    const mailboxes = gallery.letters.flatMap(({ text }) => text.match(/[\w.-]+@[\w.-]+\w/g) ?? []);
    const published = [
      ...procedures.flatMap(({ firm, staff, channels }) => [
        firm.email,
        ...staff.map(({ email }) => email),
        ...channels.map(({ address }) => address),
      ]),
      ...directory.bodies.flatMap(({ email }) => (email?.print ? [email.address] : [])),
    ];
    expect(new Set(mailboxes.filter((one) => !published.includes(one) && !/@example\.(org|com)$/.test(one)))).toEqual(new Set());
  });
});

describe('what a procedure never sends', () => {
  test.each([
    [
      'acknowledges with a ten-day notice',
      (content) => (content.letters = { acknowledgement: 'ten-day-notice' }),
      'acknowledgement',
    ],
    ['acknowledges', (content) => delete content.letters, 'ten-day-notice'],
    ['takes calls as complaints', (content) => (content.oral.taken = 'as-complaint'), 'invitation-to-write'],
    ['reminds no insurer', (content) => (content.insurerReply.chasers = 0), 'chaser'],
    ['reviews nothing again', (content) => (content.steps.disagreement.does = 'recourse-details'), 'second-review-request'],
    ['knows no last day of its mediator', (content) => content.recourse.forEach((body) => delete body.period), 'year-reminder'],
  ] as [string, Parameters<typeof alteredProcedure>[0], LetterKind][])('a firm that %s', (_, change, kind) => {
    expect(whyNever(kind, new GalleryCase(alteredProcedure(change)))).toMatch(/\w+ \w+/);
  });
});

test('a letter that cannot be written is a failure that names kind, procedure, language and what is missing', () => {
  const procedure = alteredProcedure((content) => {
    content.recourse = content.recourse.filter(({ type }) => type !== 'mediator');
    content.firm.languages = ['fr'];
  });
  const { failures } = makeGallery([procedure], sources);
  expect(failures).toContainEqual({
    procedure: 'opticourtage',
    language: 'fr',
    kind: 'acknowledgement',
    variant: 'consumer',
    problem: 'missing: recourse.mediator',
  });
});

describe('the folder', () => {
  test('has a first page that leads to each letter, each letter as HTML and text, and all of them in one text', async () => {
    const some = { ...gallery, letters: gallery.letters.filter(({ kind }) => kind === 'upheld') };
    await writeGallery(some, folder);
    const index = readFileSync(join(folder, 'index.html'), 'utf8');
    const all = readFileSync(join(folder, 'all.txt'), 'utf8');
    for (const { path, html, text } of some.letters) {
      expect(index).toContain(`href="${path}.html"`);
      expect(readFileSync(join(folder, `${path}.html`), 'utf8')).toBe(html);
      expect(readFileSync(join(folder, `${path}.txt`), 'utf8')).toBe(text);
      expect(all).toContain(`\n${path}\n`);
      expect(all).toContain(text);
    }
    expect(index.match(/<iframe/g)).toHaveLength(2);
    expect(index).not.toMatch(/(src|href)="https?:/);
  });

  test('shows what could not be written', async () => {
    const failure = {
      procedure: 'almena',
      language: 'fr',
      kind: 'delay',
      variant: 'consumer',
      problem: 'missing: <newDate>',
    } as const;
    await writeGallery({ letters: [], leftOut: [], failures: [failure] }, folder);
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain('fr, delay, consumer: missing: &lt;newDate&gt;');
  });
});

describe('the command', () => {
  // One firm is enough to see what the command does.
  const copied = copyOfProcedures().then(async (copy) => {
    for (const { id } of procedures) if (id !== 'almena') await rm(join(copy.folder, `${id}.yaml`));
    return copy;
  });
  afterAll(async () => (await copied).remove());

  async function run(args: string[], chromium?: string) {
    const said: string[] = [];
    const complained: string[] = [];
    const code = await runGallery(args, {
      say: (line) => said.push(line),
      complain: (line) => complained.push(line),
      chromium,
      writing: { waysToWrite, minimumFacts },
      procedures: (await copied).folder,
    });
    return { code, said: said.join('\n'), complained: complained.join('\n') };
  }

  test('writes the gallery, with the PDFs that are posted, and says what was left out and how many letters there are', async () => {
    const out = join(folder, 'whole');
    const { code, said, complained } = await run(['--out', out, '--pdf']);
    expect([code, complained]).toEqual([0, '']);
    expect(
      readFileSync(join(out, 'almena', 'fr', 'acknowledgement.consumer.pdf'))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(said).toContain('almena never sends ten-day-notice: it acknowledges with an acknowledgement');
    expect(said).toContain(
      `${gallery.letters.filter(({ procedure }) => procedure === 'almena').length} letters, 0 that could not be written: ${join(out, 'index.html')}`,
    );
    expect(existsSync(join(out, 'almena', 'fr', 'acknowledgement.consumer.html'))).toBe(true);
  });

  test('without Chromium, pictures are refused with what to do, and the letters are there all the same', async () => {
    const { code, complained } = await run(['--out', join(folder, 'plain'), '--png']);
    expect(code).toBe(1);
    expect(complained).toBe('letters:gallery: --png needs Chromium; install it, or name it in CHROMIUM_PATH');
    expect(existsSync(join(folder, 'plain', 'index.html'))).toBe(true);
  });

  test.each([[['--pfd']], [['folder']]])('%j is refused in one line', async (args) => {
    const { code, complained } = await run(args);
    expect(code).toBe(1);
    expect(complained).toMatch(/^letters:gallery: .+; allowed: --out FOLDER, --pdf, --png, --help$/);
  });

  test('a letter that cannot be written makes it end with 1, with everything else written', async () => {
    const copy = await copied;
    const [closed, asIfClosed] = ['neverPrint: [HALDE]', 'neverPrint: [75441 Paris Cedex 09]'];
    await copy.change('recourse/closed.yaml', closed, asIfClosed);
    const out = join(folder, 'failed');
    const { code, complained } = await run(['--out', out]);
    await copy.change('recourse/closed.yaml', asIfClosed, closed);
    expect(code).toBe(1);
    expect(complained).toContain('almena, fr, acknowledgement, consumer: missing: obsolete:75441 Paris Cedex 09');
    expect(existsSync(join(out, 'almena', 'fr', 'measures.consumer.html'))).toBe(true);
  });

  test('a fault in the procedures is told as the check tells it', async () => {
    const copy = await copied;
    await copy.change('almena.yaml', 'prefix: ALM', 'prefix: alm');
    const { code, complained } = await run(['--out', join(folder, 'faulty')]);
    await copy.change('almena.yaml', 'prefix: alm', 'prefix: ALM');
    expect(code).toBe(1);
    expect(complained).toContain('almena.yaml');
  });

  test('--help shows how it is called', async () => {
    const { code, said } = await run(['--help']);
    expect(code).toBe(0);
    expect(said).toContain('npm run letters:gallery -- --out FOLDER');
  });
});
