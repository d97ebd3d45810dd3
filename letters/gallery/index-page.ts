import type { Language } from '../letter.ts';
import type { Gallery, GalleryLetter } from './gallery.ts';

const languageNames: Record<Language, string> = { fr: 'French', nl: 'Dutch', en: 'English' };

/** The gallery's first page: every letter by procedure and language, and beside the list the chosen one as a phone and a desktop show it. */
export function indexPage({ letters, failures, leftOut }: Gallery): string {
  const procedures = [...new Set([...letters, ...failures, ...leftOut].map(({ procedure }) => procedure))].sort();
  const [first] = letters;
  const parts = procedures.map((procedure) => {
    const own = letters.filter((letter) => letter.procedure === procedure);
    return [
      `<section><h2>${escape(own[0]?.firm ?? procedure)}</h2>`,
      ...[...new Set(own.map(({ language }) => language))].map((language) => listOf(own, language)),
      notes(
        'Never sent',
        leftOut.filter((one) => one.procedure === procedure).map(({ kind, because }) => `${kind}: ${because}`),
      ),
      notes(
        'Could not be written',
        failures
          .filter((one) => one.procedure === procedure)
          .map(({ language, kind, variant, problem }) => `${language}, ${kind}, ${variant}: ${problem}`),
      ),
      '</section>',
    ].join('\n');
  });
  return page({ lists: parts.join('\n'), count: letters.length, first });
}

function listOf(letters: readonly GalleryLetter[], language: Language): string {
  const items = letters
    .filter((letter) => letter.language === language)
    .map(({ path, kind, variant }) => `<li><a href="${path}.html">${kind}</a> <span>${variant}</span></li>`);
  return `<details><summary>${languageNames[language]} (${items.length})</summary><ul>${items.join('\n')}</ul></details>`;
}

function notes(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const items = lines.map((line) => `<li>${escape(line)}</li>`).join('\n');
  return `<details class="notes"><summary>${title} (${lines.length})</summary><ul>${items}</ul></details>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function page({ lists, count, first }: { lists: string; count: number; first: GalleryLetter | undefined }): string {
  const shown = first ? `${first.path}.html` : 'about:blank';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Doléance: letters</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { margin: 0; display: grid; grid-template-columns: minmax(16rem, 20rem) 1fr; height: 100vh; }
  nav { overflow: auto; padding: 1rem; border-right: 1px solid #8884; }
  h1 { font-size: 1.1rem; margin: 0; } h2 { font-size: 1rem; margin: 1rem 0 .25rem; }
  ul { margin: 0; padding-left: 1rem; } li span, .notes { color: color-mix(in srgb, currentColor 70%, transparent); }
  a[aria-current] { font-weight: 600; }
  main { display: flex; gap: 1rem; padding: 1rem; overflow: auto; align-items: stretch; }
  figure { margin: 0; display: flex; flex-direction: column; } figcaption { padding-bottom: .25rem; }
  iframe { flex: 1; border: 1px solid #8888; background: #fff; min-height: 20rem; }
  .phone iframe { width: 390px; } .desktop { flex: 1; min-width: 800px; } .desktop iframe { width: 100%; }
  @media (max-width: 60rem) { body { display: block; height: auto; } nav { border: 0; } .desktop { display: none; } .phone iframe { width: 100%; height: 90vh; } }
</style>
</head>
<body>
<nav>
<h1>Letters</h1>
<p>${count} letters about one made-up complaint, received on 13 May 2026. <a href="all.txt">All as text</a></p>
${lists}
</nav>
<main>
<figure class="phone"><figcaption>Phone, 390 px</figcaption><iframe title="The letter on a phone" src="${shown}"></iframe></figure>
<figure class="desktop"><figcaption>Desktop</figcaption><iframe title="The letter on a desktop" src="${shown}"></iframe></figure>
</main>
<script>
  const frames = [...document.querySelectorAll('iframe')];
  const show = (link) => {
    for (const frame of frames) frame.src = link.href;
    document.querySelector('[aria-current]')?.removeAttribute('aria-current');
    link.setAttribute('aria-current', 'page');
  };
  document.querySelector('nav').addEventListener('click', (event) => {
    const link = event.target.closest('li a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link);
  });
</script>
</body>
</html>
`;
}
