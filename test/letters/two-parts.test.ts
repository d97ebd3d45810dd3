import { describe, expect, test } from '@jest/globals';
import { languages } from '../../letters/letter.ts';
import { renderLetter } from '../../letters/render.ts';
import { fieldsFor } from './fixtures.ts';
import { englishFieldsFor } from './fixtures-en.ts';
import { dutchFieldsFor } from './fixtures-nl.ts';

const fieldsIn = { fr: fieldsFor, nl: dutchFieldsFor, en: englishFieldsFor };
const day = { fr: '31 août 2026', nl: '31 augustus 2026', en: '31 August 2026' };

/* What a letter says of what is answered apart, and of whom it speaks for. */

describe.each(languages)('in %s', (language) => {
  const write = (kind: 'rejected' | 'acknowledgement' | 'gdpr-answer', changes: object) =>
    renderLetter(kind, language, fieldsIn[language](kind, 'consumer', 'full', changes)).text.replace(/\s+/g, ' ');

  test('an answer to one part says by when the other is answered', () => {
    const both = { separateAnswerBy: '2026-08-31', separatePart: 'gdpr' };
    expect(write('rejected', both)).toContain(day[language]);
    expect(write('acknowledgement', both)).toContain(day[language]);
    expect(write('gdpr-answer', { ...both, separatePart: 'classic' })).toContain(day[language]);
    expect(write('rejected', {})).not.toContain(day[language]);
  });

  test('a letter to who speaks for the complainant names the complainant', () => {
    expect(write('rejected', { onBehalfOf: 'Camille Cliente' })).toContain('Camille Cliente');
  });
});
