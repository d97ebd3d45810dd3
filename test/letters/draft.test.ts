import { describe, expect, test } from '@jest/globals';
import { type IncompleteLetter, languages } from '../../letters/letter.ts';
import { renderDraft, renderLetter } from '../../letters/render.ts';
import { NoTemplate } from '../../letters/templates.ts';
import { letterKinds } from '../../workflows/domain/letters.ts';

const bare = {
  reference: 'OPT-2026-000001',
  letterDate: '2026-05-13',
  firmName: 'Exemple Courtage',
  firmAddress: ['1 rue Exemple'],
};

describe('The draft of a letter that cannot leave yet', () => {
  test.each(letterKinds.flatMap((kind) => languages.map((language) => ({ kind, language }))))(
    'of $kind in $language has its subject, and says what the letter itself would be refused for',
    ({ kind, language }) => {
      const draft = renderDraft(kind, language, bare);
      expect(draft.rendered.subject).toContain(bare.reference);
      expect([draft.rendered.html, draft.rendered.text]).toEqual(['', '']);
      let refusal: unknown;
      try {
        renderLetter(kind, language, bare);
      } catch (error) {
        refusal = error;
      }
      expect(refusal).not.toBeInstanceOf(NoTemplate);
      expect(draft.missing).toEqual((refusal as IncompleteLetter).missing);
      expect(draft.missing.length).toBeGreaterThan(0);
    },
  );
});
