import { describe, expect, test } from '@jest/globals';
import { errorInWords } from '../../api/desk/complaint/decide/errors.ts';
import { wrongFields } from '../../api/desk/intake/errors.ts';
import { faultOfLack } from '../../api/preview/lacks.ts';
import { fieldFaults } from '../../api/problems/field-faults.ts';
import { languages } from '../../letters/letter.ts';

describe('What is wrong with a field', () => {
  test.each(fieldFaults)('is told in every language, whatever the API’s sentence: %s', (code) => {
    const deciding = languages.map((language) => errorInWords({ code, until: '2026-07-13', what: 'newDate' }, language));
    const entering = languages.map(
      (language) => wrongFields([{ path: 'received', code, message: 'worded anew' }], language)[0]?.message,
    );
    expect([new Set(deciding).size, new Set(entering).size]).toEqual([3, 3]);
    expect([...deciding, ...entering].join(' ')).not.toMatch(/[{}]|undefined|worded anew/);
  });

  test('is told by the reason of the refusal where the code alone does not say it', () => {
    expect(errorInWords({ code: 'not-allowed' }, 'fr')).toBe('Cette réponse ne convient pas.');
    expect(errorInWords({ code: 'not-allowed' }, 'fr', 'level-not-higher')).toBe(
      'La réclamation est déjà à ce niveau ou au-dessus.',
    );
  });

  test('names the last day that is allowed, and what a letter no longer shows or must not name', () => {
    expect(errorInWords({ code: 'too-far-ahead', until: '2026-07-13' }, 'en')).toContain('13 July 2026');
    const lacks = ['text:newDate', 'obsolete:CSCA', 'past:newDate', 'edited', 'reasons'].map(faultOfLack);
    expect(lacks).toMatchObject([
      { code: 'not-shown', what: 'newDate', message: "no longer shows 'newDate'" },
      { code: 'forbidden-name', what: 'CSCA' },
      { code: 'day-passed', what: 'newDate' },
      { code: 'not-editable' },
      { code: 'not-shown', what: 'reasons', message: "lacks 'reasons'" },
    ]);
    const [, forbidden] = lacks;
    expect(forbidden && errorInWords(forbidden, 'nl')).toContain('‘CSCA’');
  });
});
