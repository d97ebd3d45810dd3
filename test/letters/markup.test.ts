import { describe, expect, test } from '@jest/globals';
import { changeWords, MarkupError, plainText } from '../../letters/markup.ts';
import { setSpaces } from '../../letters/typography.ts';

describe('plain text is read off the HTML', () => {
  test('paragraphs stand apart, lines break, items have a dash', () => {
    const html = '<div><h1>Objet</h1>\n<p>Un <strong>deux</strong><br>trois</p><ul><li>a</li>\n<li>b</li></ul><p>fin</p></div>';
    expect(plainText(html)).toBe('Objet\n\nUn deux\ntrois\n\n– a\n– b\n\nfin\n');
  });

  test('a quotation bears > on each of its lines', () => {
    expect(plainText('<p>x</p><blockquote><p>a</p><p>b<br>c</p></blockquote><p>y</p>')).toBe('x\n\n> a\n>\n> b\n> c\n\ny\n');
  });

  test('entities are read, white space of the template is not', () => {
    expect(plainText('<p>\n  a &amp;   b &lt;c&gt; &quot;d&#x27; &#233;\n</p>')).toBe('a & b <c> "d\' é\n');
  });

  test('a link shows its address only where its words do not', () => {
    expect(plainText('<p><a href="https://www.example.org">www.example.org</a></p>')).toBe('www.example.org\n');
    expect(plainText('<p><a href="https://www.example.org/x">ici</a>.</p>')).toBe('ici (https://www.example.org/x).\n');
  });

  test('a picture is not read: no letter needs it', () => {
    const html = '<div><img src="https://x.example/a.png" alt="Firme" width="120" height="40"></div><p>Firme</p>';
    expect(plainText(html)).toBe('Firme\n');
  });

  test('what is for the machine is not read', () => {
    expect(
      plainText(
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>t</title><style>p { }</style></head><body><!-- n --><p>a</p></body></html>',
      ),
    ).toBe('a\n');
  });

  test.each([
    ['a tag that letters do not use', '<p>a</p><script>x</script>'],
    ['a picture from anywhere but https', '<p>a<img src="http://x.example/a.png" alt="a" width="1" height="1"></p>'],
    ['an embedded picture', '<p>a<img src="data:image/png;base64,AA" alt="a" width="1" height="1"></p>'],
    ['a picture without words in its place', '<p>a<img src="https://x.example/a.png" width="1" height="1"></p>'],
    ['a picture without its size', '<p>a<img src="https://x.example/a.png" alt="a"></p>'],
    ['a paragraph with a picture alone', '<p><img src="https://x.example/a.png" alt="a" width="1" height="1"></p>'],
    ['a tag that is not closed', '<p>a'],
    ['tags closed in the wrong order', '<p><strong>a</p></strong>'],
    ['an empty paragraph', '<p>a</p><p> \n</p>'],
    ['an empty heading', '<h2></h2><p>a</p>'],
    ['an empty list', '<ul>\n</ul>'],
    ['a < that begins no tag', '<p>1 < 2</p>'],
  ])('%s is refused', (_, html) => {
    expect(() => plainText(html)).toThrow(MarkupError);
  });
});

describe('French spaces', () => {
  test.each([
    ['Objet : ici', 'Objet\u00a0: ici'],
    ['Vraiment ? Oui ! Bien ; bon', 'Vraiment\u00a0? Oui\u00a0! Bien\u00a0; bon'],
    ['« mot »', '«\u00a0mot\u00a0»'],
    ['n° 5, 3 %, 10 €', 'n°\u00a05, 3\u00a0%, 10\u00a0€'],
    ['l’article 7, les articles L113-2', 'l’article\u00a07, les articles\u00a0L113-2'],
    ['https://example.org/?a=b', 'https://example.org/?a=b'],
  ])('%j', (words, set) => {
    expect(setSpaces(words, 'fr')).toBe(set);
  });

  test('other languages keep theirs', () => {
    expect(setSpaces('Why ?', 'en')).toBe('Why ?');
    expect(setSpaces('Waarom : zo', 'nl')).toBe('Waarom : zo');
  });

  test('only what is read is changed, not attributes nor style', () => {
    const html = '<style>a : b</style><p><a href="x : y">u : v</a></p>';
    expect(changeWords(html, (words) => setSpaces(words, 'fr'))).toBe(
      '<style>a : b</style><p><a href="x : y">u\u00a0: v</a></p>',
    );
  });
});
