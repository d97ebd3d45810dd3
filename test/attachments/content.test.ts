import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judge } from '../../attachments/content/judge.ts';
import { Observation } from '../../attachments/content/observation.ts';
import { compoundFile, mail, officeFile, openDocument, pdf, png, zipOf } from './samples.ts';
import { inParts, wholeOf } from './streams.ts';

async function judged(content: Uint8Array | string | Promise<Buffer>, partLength = 1_000) {
  const seen = new Observation();
  await wholeOf(seen.of(inParts(Buffer.from((await content) as Buffer), partLength)));
  return judge(seen);
}

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const bytes = (hex: string, more = 200) => Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.alloc(more)]);
const isoMedia = (brand: string) => Buffer.concat([bytes('00000018', 0), Buffer.from(`ftyp${brand}`), Buffer.alloc(200)]);
const long = 'x'.repeat(400_000);

describe('A file is what its content is:', () => {
  test.each<[what: string, type: string, content: Uint8Array | string | Promise<Buffer>]>([
    ['a PDF', 'pdf', pdf],
    ['a PDF that is text throughout', 'pdf', '%PDF-1.4\n%%EOF\n'],
    ['a picture', 'png', png],
    ['a photograph', 'jpeg', bytes('ffd8ffe0 0010 4a46494600')],
    ['a photograph of a telephone', 'heic', isoMedia('heic')],
    ['a scan', 'tiff', bytes('49492a00 08000000')],
    ['a picture that moves', 'gif', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(100)])],
    ['a document of Word', 'docx', officeFile('word/document.xml')],
    ['a document of Word whose main part is numbered', 'docx', officeFile('word/document2.xml')],
    ['a workbook', 'xlsx', officeFile('xl/workbook.xml')],
    ['a presentation', 'pptx', officeFile('ppt/presentation.xml')],
    [
      'a large document of Word',
      'docx',
      officeFile('word/document.xml', { 'word/media/image1.bmp': randomBytes(500_000).toString('hex') }),
    ],
    ['a text of OpenDocument', 'odt', openDocument('text')],
    ['a sheet of OpenDocument', 'ods', openDocument('spreadsheet')],
    ['an old document of Word', 'doc', compoundFile(['WordDocument', '1Table'])],
    ['a mail of Outlook', 'msg', compoundFile(['__nameid_version1.0', '__properties_version1.0'], { sectorsBefore: 900 })],
    ['a mail', 'eml', mail],
    [
      'a mail with its way before it',
      'eml',
      `Received: from a\n by b; Wed, 13 May 2026 18:30:00 +0200\n${mail.replaceAll('\r\n', '\n')}`,
    ],
    ['a table with semicolons', 'csv', 'nom;montant\nDominique Exemple;12,50\n'],
    ['a table with commas within quotation marks', 'csv', 'nom,montant\n"Exemple, Dominique","12,50"\n'],
    ['a text', 'text', 'Bonjour,\n\nma réclamation est restée sans réponse.\n'],
    ['a text of an older Windows', 'text', Buffer.from('Ma r\xe9clamation est rest\xe9e sans r\xe9ponse.', 'latin1')],
    ['a text in UTF-16', 'text', utf16('Ma réclamation est restée sans réponse.')],
    ['a text with a mark of its order', 'text', '\ufeffBonjour'],
    ['a long text whose letters are cut in two between parts', 'text', 'é'.repeat(300_001)],
    [
      'a voice message',
      'ogg',
      Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(100)]),
    ],
    ['a film', 'mp4', isoMedia('isom')],
  ])('%s', async (_what, type, content) => {
    expect(await judged(content)).toEqual({ type });
    expect(await judged(content, 64 * 1024)).toEqual({ type });
  });
});

describe('A file is refused:', () => {
  test.each<[what: string, refused: string, content: Uint8Array | string | Promise<Buffer>]>([
    ['an empty one', 'empty', ''],
    ['an archive', 'archive', zipOf({ 'facture.pdf': 'x' })],
    ['an archive that calls a part of itself a document', 'archive', zipOf({ 'word/document.xml': 'x' })],
    ['a gzip archive', 'archive', bytes('1f8b0800')],
    ['a RAR archive', 'archive', bytes('526172211a0700')],
    [
      'a ZIP whose directory is cut off',
      'archive',
      officeFile('word/document.xml', { x: long }).then((file) => file.subarray(0, -40)),
    ],
    [
      'a ZIP whose directory says something else',
      'archive',
      officeFile('word/document.xml').then((file) => Buffer.concat([file, file])),
    ],
    ['a document with macros', 'macros', officeFile('word/document.xml', { 'word/vbaProject.bin': 'x' })],
    ['a workbook with macros under another name', 'macros', officeFile('xl/workbook.xml', { 'xl/VBAPROJECT.BIN': 'x' })],
    ['a workbook with Excel 4 macros', 'macros', officeFile('xl/workbook.xml', { 'xl/macrosheets/sheet1.xml': 'x' })],
    ['an OpenDocument with macros', 'macros', openDocument('text', { 'Basic/Standard/Module1.xml': 'x' })],
    ['an old document with macros', 'macros', compoundFile(['WordDocument', 'Macros', 'VBA', '_VBA_PROJECT'])],
    [
      'a mail of Outlook with such a document in it',
      'macros',
      compoundFile(['__nameid_version1.0', '__properties_version1.0', '_VBA_PROJECT']),
    ],
    ['a document behind a password', 'protected', compoundFile(['EncryptionInfo', 'EncryptedPackage'])],
    ['an old workbook', 'old-office', compoundFile(['Workbook'])],
    ['an installer', 'old-office', compoundFile(['!_StringPool'])],
    ['a web page', 'web-page', '<!DOCTYPE html><html><script>alert(1)</script></html>'],
    [
      'a picture that runs scripts',
      'web-page',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    ],
    ['a web page after blank lines', 'web-page', '\ufeff\n\n  <script>alert(1)</script>'],
    ['a script', 'program', '#!/bin/sh\nrm -rf /\n'],
    ['a program of Windows', 'program', bytes('4d5a9000')],
    ['a program of Linux', 'program', bytes('7f454c46 0201')],
    ['a program of Java', 'program', zipOf({ 'META-INF/MANIFEST.MF': 'x', 'A.class': 'x' })],
    ['a book', 'not-known', zipOf({ mimetype: 'application/epub+zip' }, { stored: ['mimetype'] })],
    ['a drawing of OpenDocument', 'not-known', openDocument('graphics')],
    ['a font', 'not-known', bytes('00010000 00')],
    ['noise', 'not-known', Buffer.concat([Buffer.from([0, 1, 2, 3, 255]), Buffer.alloc(500, 0xfe)])],
    ['text with a control character', 'not-known', 'Bonjour\u0000Dominique'],
  ])('%s', async (_what, refused, content) => {
    expect(await judged(content)).toEqual({ refused });
    expect(await judged(content, 64 * 1024)).toEqual({ refused });
  });

  test('whatever the bytes are, they are judged without a fault, and the same in any parts', async () => {
    const beginnings = [
      pdf,
      png,
      compoundFile([]),
      await officeFile('word/document.xml'),
      Buffer.from('From: a\nDate: b\n\n'),
      Buffer.alloc(0),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...beginnings),
        fc.nat(300),
        fc.uint8Array({ maxLength: 600 }),
        fc.integer({ min: 1, max: 700 }),
        async (start, kept, rest, part) => {
          const content = Buffer.concat([start.subarray(0, kept), rest]);
          expect(await judged(content, part)).toEqual(await judged(content, 100_000));
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('what passes by is counted and its digest taken', async () => {
  const seen = new Observation();
  await wholeOf(seen.of(inParts(Buffer.from('abc'), 2)));
  expect([seen.size, seen.sha256]).toEqual([3, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad']);
});
