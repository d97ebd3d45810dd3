import { describe, expect, test } from '@jest/globals';
import { MarkupError } from '../../../letters/markup.ts';
import { treeOf } from '../../../letters/pdf/tree.ts';

const mainOf = (html: string) => treeOf(`<main>${html}</main>`).main;

describe('a document is read into blocks and lines', () => {
  test('the parts of a letter stand apart, and what is for the machine alone is left out', () => {
    const html =
      '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Un  titre</title><style>p { color: red }</style></head><body>' +
      '<!--[if mso]><table><![endif]--><div><header><p class="quiet letterhead">F</p></header><main><h1>T</h1></main>' +
      '<footer><p class="quiet">fin</p></footer></div></body></html>';
    expect(treeOf(html)).toEqual({
      title: 'Un titre',
      header: [{ tag: 'p', class: 'letterhead', children: ['F'] }],
      main: [{ tag: 'h1', children: ['T'] }],
      footer: [{ tag: 'p', class: 'quiet', children: ['fin'] }],
    });
  });

  test('spaces are as a browser shows them, and no-break spaces stay', () => {
    expect(mainOf('<p>\n  Un   <strong> deux </strong> trois\u00a0!  <br>  quatre </p>')).toEqual([
      {
        tag: 'p',
        children: ['Un ', { tag: 'strong', children: ['deux '] }, 'trois\u00a0!', { tag: 'br', children: [] }, 'quatre'],
      },
    ]);
  });

  test('entities are characters', () => {
    expect(mainOf('<p>A &amp; B &lt;#box&gt; &#x27;c&#x27;</p>')).toEqual([{ tag: 'p', children: ["A & B <#box> 'c'"] }]);
  });

  test('references, mailboxes and web addresses are not broken at the end of a line', () => {
    const [paragraph] = mainOf(
      '<p><span style="white-space:nowrap">OPT-2026-000123</span>, nom-long@example.org, <a href="https://www.example.org">www.example.org</a>.</p>',
    );
    expect(paragraph).toEqual({
      tag: 'p',
      children: [
        { tag: 'span', whole: true, children: ['OPT-2026-000123'] },
        ', ',
        { tag: 'span', whole: true, children: ['nom-long@example.org'] },
        ', ',
        { tag: 'a', href: 'https://www.example.org', whole: true, children: ['www.example.org'] },
        '.',
      ],
    });
  });

  test('an address that is longer than half a line may be broken', () => {
    const long = `https://www.example.org/${'a'.repeat(60)}`;
    expect(mainOf(`<p><a href="${long}">${long}</a></p>`)).toEqual([
      { tag: 'p', children: [{ tag: 'a', href: long, children: [long] }] },
    ]);
  });

  test('a text without a blank is read in a moment, however long it is', () => {
    const long = 'a'.repeat(200_000);
    expect(mainOf(`<p>${long} nom@example.org</p>`)).toEqual([
      { tag: 'p', children: [`${long} `, { tag: 'span', whole: true, children: ['nom@example.org'] }] },
    ]);
  });

  test('lists, quotations and tables keep their parts', () => {
    expect(mainOf('<ol><li>a</li></ol><blockquote><p>b</p></blockquote>')).toEqual([
      { tag: 'ol', children: [{ tag: 'li', children: ['a'] }] },
      { tag: 'blockquote', children: [{ tag: 'p', children: ['b'] }] },
    ]);
    expect(mainOf('<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>d</td></tr></tbody></table>')).toEqual([
      {
        tag: 'table',
        children: [
          { tag: 'thead', children: [{ tag: 'tr', children: [{ tag: 'th', children: ['h'] }] }] },
          { tag: 'tbody', children: [{ tag: 'tr', children: [{ tag: 'td', children: ['d'] }] }] },
        ],
      },
    ]);
  });

  test('a table says how wide its columns are, and a document where its headings are listed', () => {
    expect(mainOf('<nav></nav><table data-columns="0 1"><tbody><tr><td>d</td><td>e</td></tr></tbody></table>')).toMatchObject([
      { tag: 'nav', children: [] },
      { tag: 'table', columns: [0, 1] },
    ]);
  });

  test('nothing is fetched: pictures are left out', () => {
    expect(mainOf('<div class="picture"><img src="https://www.example.org/a.png" alt="A"></div><p>b</p>')).toEqual([
      { tag: 'p', children: ['b'] },
    ]);
  });
});

describe('what is not listed is refused, never left out', () => {
  test.each([
    ['a tag that letters do not use', '<p><i>a</i></p>'],
    ['a script', '<script>alert(1)</script>'],
    ['a form', '<form></form>'],
    ['words outside of every paragraph', 'words'],
    ['a paragraph in a list', '<ul><p>a</p></ul>'],
    ['an item outside of a list', '<li>a</li>'],
    ['a paragraph in a paragraph', '<p>a<p>b</p></p>'],
    ['a cell outside of a row', '<table><td>a</td></table>'],
    ['a paragraph in a cell', '<table><tbody><tr><td><p>a</p></td></tr></tbody></table>'],
    ['a tag that is not closed', '<p><strong>a</p>'],
    ['a link to a script', '<p><a href="javascript:alert(1)">a</a></p>'],
    ['words in a list of headings', '<nav>a</nav>'],
    ['columns that are not told in digits', '<table data-columns="wide"><tbody><tr><td>a</td></tr></tbody></table>'],
    ['a link to nowhere', '<p><a>a</a></p>'],
  ])('%s', (_, html) => {
    expect(() => mainOf(html)).toThrow(MarkupError);
  });

  test('the message holds tags, nothing of the text', () => {
    expect(() => mainOf('<p><mark>Dominique Exemple</mark></p>')).toThrow(
      new MarkupError('A document holds the tag mark, which PDFs do not use.'),
    );
  });
});
