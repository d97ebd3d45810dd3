import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { safeName } from '../../attachments/names.ts';

const pdf = (given: string) => safeName(given, ['pdf']);

describe('The name of a file', () => {
  test.each([
    ['is kept where it is harmless', 'Résiliation 2026 (copie).pdf', 'Résiliation 2026 (copie).pdf'],
    ['is the last part of a path', '../../etc/passwd.pdf', 'passwd.pdf'],
    ['is the last part of a Windows path', 'C:\\Users\\x\\facture.pdf', 'facture.pdf'],
    ['gets the extension of what the file is', 'facture.exe', 'facture.exe.pdf'],
    ['gets an extension where it has none', 'facture', 'facture.pdf'],
    ['has its extension in small letters', 'FACTURE.PDF', 'FACTURE.pdf'],
    ['has no marks that turn the writing round', 'facture\u202efdp.exe', 'facturefdp.exe.pdf'],
    ['has no invisible characters', 'fac\u200bt\u00adure\ufeff.pdf', 'facture.pdf'],
    ['has no control characters', 'fac\u0000tu\u001bre\r\nx.pdf', 'facture x.pdf'],
    ['has none of the signs that file systems keep', 'a<b>c:d"e|f?g*h.pdf', 'a_b_c_d_e_f_g_h.pdf'],
    ['begins with no dot and no hyphen', '...-secret.pdf', 'secret.pdf'],
    ['ends with no dot or space', 'facture . .pdf', 'facture.pdf'],
    ['is none that Windows keeps for devices', 'con.pdf', '_con.pdf'],
    ['is none that Windows keeps for devices, whatever follows', 'LPT1.notes.pdf', '_LPT1.notes.pdf'],
    ['is composed Unicode', 're\u0301siliation.pdf', 'résiliation.pdf'],
    ['has no towers of accents', `a${'\u0300\u0301\u0302\u0303'.repeat(50)}.pdf`, `à${'\u0301\u0302\u0303'}.pdf`],
    ['is made up where nothing is left of it', '///', 'document.pdf'],
    ['is made up where there is none', '', 'document.pdf'],
    ['is made up where only the extension is left', '.pdf', 'pdf.pdf'],
    ['keeps letters of any writing', 'τιμολόγιο 請求書 فاتورة.pdf', 'τιμολόγιο 請求書 فاتورة.pdf'],
    ['keeps pictures made of several characters', '👩‍⚖️.pdf', '👩⚖️.pdf'],
    ['has half characters left out', 'a\ud800b.pdf', 'ab.pdf'],
  ])('%s', (_what, given, name) => {
    expect(pdf(given)).toBe(name);
  });

  test('may have any of the extensions of its type', () => {
    expect(safeName('photo.jpeg', ['jpg', 'jpeg'])).toBe('photo.jpeg');
    expect(safeName('photo.png', ['jpg', 'jpeg'])).toBe('photo.png.jpg');
  });

  test('is no longer than any system takes, and no letter is cut in two', () => {
    const name = pdf(`${'é'.repeat(300)}.pdf`);
    expect([...name].length).toBeLessThanOrEqual(100);
    expect(Buffer.byteLength(pdf(`${'請'.repeat(300)}.pdf`))).toBeLessThanOrEqual(200);
    expect(pdf(`${'🇫🇷'.repeat(90)}.pdf`)).toMatch(/^(🇫🇷)+\.pdf$/u);
  });

  test('whatever was given, is safe, and stays as it is when made safe again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        const name = pdf(given);
        expect(name).toMatch(/^[^\p{C}\p{Zl}\p{Zp}/\\<>:"|?*%]+\.pdf$/u);
        expect(name).not.toMatch(/^[. ]|[. ]\.pdf$/);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        expect(pdf(name)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });
});
