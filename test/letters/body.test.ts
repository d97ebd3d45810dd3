import { describe, expect, test } from '@jest/globals';
import { editableText, withEditedText } from '../../letters/body.ts';
import { renderEditable } from '../../letters/render.ts';
import { type LetterKind, letterKinds } from '../../workflows/domain/letters.ts';
import { fieldsFor } from './fixtures.ts';
import { englishFieldsFor } from './fixtures-en.ts';
import { dutchFieldsFor } from './fixtures-nl.ts';

const marked = `<main><p>Madame,</p>
<!--body--><p>Le début.</p>
<!--fixed--><p>Une date due.</p>
<!--/fixed--><h2>Motifs</h2>
<p>Parce que &amp; donc.</p>
<ul>
<li>un</li>
<li>deux</li>
</ul>
<blockquote><p>Ses mots.</p></blockquote>
<h2>Recours</h2>
<p>Écrivez <!--fixed-->au médiateur<!--/fixed-->.</p><!--/body-->
<p>Salutations.</p></main>`;

describe('What staff may change in a letter', () => {
  test('is plain text: headings, paragraphs and items, without what only Doléance words', () => {
    expect(editableText(marked)).toBe('Le début.\n\n# Motifs\n\nParce que & donc.\n\n– un\n– deux\n');
  });

  test('stands in the place of the first block, and what Doléance words follows in its order', () => {
    const html = withEditedText(marked, '# Autre <titre>\n\nUn.\n- a\n- b\nDeux & trois.');
    expect(html.replace(/\n+/g, '')).toBe(
      '<main><p>Madame,</p><h2>Autre &lt;titre&gt;</h2><p>Un.</p><ul><li>a</li><li>b</li></ul><p>Deux &amp; trois.</p>' +
        '<p>Une date due.</p><blockquote><p>Ses mots.</p></blockquote><h2>Recours</h2><p>Écrivez au médiateur.</p><p>Salutations.</p></main>',
    );
  });

  test('is nothing where a template marks no body', () => {
    expect(editableText('<main><p>Avis.</p></main>')).toBeUndefined();
    expect(() => withEditedText('<main><p>Avis.</p></main>', 'Autre')).toThrow('Nothing in this letter');
  });
});

const edited = 'Nous avons relu votre dossier avec soin.';
const answers: LetterKind[] = ['upheld', 'partly-upheld', 'rejected', 'settled'];

describe('An edited letter', () => {
  for (const [language, fieldsOf] of [
    ['fr', (kind: LetterKind) => fieldsFor(kind)],
    ['nl', (kind: LetterKind) => dutchFieldsFor(kind)],
    ['en', (kind: LetterKind) => englishFieldsFor(kind)],
  ] as const)
    test(`keeps the outcome, the ways on and the reference in '${language}'`, () => {
      for (const kind of answers) {
        const fields = { ...fieldsOf(kind), redressAmount: undefined, paidBy: undefined, redress: 'x', offerAmount: undefined };
        const before = renderEditable(kind, language, fields).rendered.text;
        const after = renderEditable(kind, language, fields, { edited }).rendered.text;
        const opening = before.split('\n\n').find((paragraph) => paragraph.length > 120);
        expect([kind, after]).toEqual([kind, expect.stringContaining(opening ?? '')]);
        for (const kept of [fields.recourse?.mediator?.name ?? fields.recourse?.court ?? '', fields.reference, edited])
          expect([kind, after]).toEqual([kind, expect.stringContaining(kept)]);
      }
    });

  test('may put reasons in other words, and may not drop a day or an amount', () => {
    const drop = (kind: LetterKind) => {
      try {
        renderEditable(kind, 'fr', fieldsFor(kind), { edited });
        return [];
      } catch (fault) {
        return (fault as { missing: string[] }).missing;
      }
    };
    expect(drop('rejected')).toEqual([]);
    expect(drop('upheld')).toEqual(['text:redressAmount', 'text:paidBy']);
    expect(drop('delay')).toEqual(expect.arrayContaining(['text:newDate', 'text:receivedOn']));
    expect(drop('forwarding-notice')).toEqual(expect.arrayContaining(['text:insurerName']));
  });

  test('may not send anybody to a body that no longer exists, or to a mediator that this complainant does not have', () => {
    const options = {
      edited: 'Écrivez à la FFA ou à l’Ombudsman des Assurances.',
      forbiddenNames: ['FFA'],
      closedNames: ['Ombudsman des Assurances'],
    };
    expect(() => renderEditable('rejected', 'fr', fieldsFor('rejected'), options)).toThrow(
      'obsolete:FFA, obsolete:Ombudsman des Assurances',
    );
  });

  test('is the same letter where its own text is handed back', () => {
    for (const kind of letterKinds.filter((one) => one !== 'breach-alert')) {
      const plain = renderEditable(kind, 'fr', fieldsFor(kind));
      const again = renderEditable(kind, 'fr', fieldsFor(kind), { edited: plain.editable });
      const words = (text: string) => text.split(/\s+/).toSorted().join(' ');
      expect([kind, words(again.rendered.text)]).toEqual([kind, words(plain.rendered.text)]);
    }
  });
});
