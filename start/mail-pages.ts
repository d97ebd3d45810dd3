import type { KeptMail, MailSummary } from './mail-store.ts';

/** A part of a page that is safe as it stands. */
type Markup = { readonly markup: string };

/** What may be put into a page: text is escaped, markup is not. */
type Content = string | number | Markup | readonly Markup[] | undefined;

/** The list of messages, newest first; `older` is the address of the next page. */
export function listPage(mails: readonly MailSummary[], total: number, older: string | undefined): string {
  const counted = total === 1 ? '1 message' : `${total} messages`;
  const rows = mails.map(
    ({ id, receivedAt, from, to, envelope, subject }) => html`<li>
      <a href="/messages/${id}">${subject === '' ? '(no subject)' : subject}</a>
      <span><span class="label">To </span>${to === '' ? envelope.to.join(', ') : to}</span>
      <span><span class="label">From </span>${from === '' ? envelope.from : from}</span>
      ${time(receivedAt)}
    </li>`,
  );
  const none = html`<p class="none">Nothing has arrived yet. What Doléance sends appears here; it goes to nobody else.</p>`;
  return page(
    'Mailbox',
    html`<header><h1>Mailbox</h1><p>${counted} · <a href="/">Refresh</a></p></header>
    <main>${mails.length === 0 ? none : html`<ol>${rows}</ol>`}
    ${older === undefined ? undefined : html`<p><a href="${older}">Older messages</a></p>`}</main>`,
  );
}

/** One message: its HTML in a frame that runs nothing, its plain text, headers, attachments, and the message as received. */
export function mailPage(mail: KeptMail): string {
  const { id, subject, from, to, envelope, receivedAt, sizeInBytes, headers, attachments } = mail;
  const title = subject === '' ? '(no subject)' : subject;
  return page(
    title,
    html`<header><p><a href="/">Mailbox</a></p><h1>${title}</h1></header>
    <main>
      <dl>
        <div><dt>From</dt><dd>${from === '' ? '–' : from}</dd></div>
        <div><dt>To</dt><dd>${to === '' ? '–' : to}</dd></div>
        <div><dt>Envelope</dt><dd>${envelope.from === '' ? '<>' : envelope.from} → ${envelope.to.join(', ')}</dd></div>
        <div><dt>Received</dt><dd>${time(receivedAt)}</dd></div>
        <div><dt>As received</dt><dd><a href="/messages/${id}.eml">${id}.eml</a> (${kilobytes(sizeInBytes)})</dd></div>
        ${attachments.map(
          ({ filename, size }, index) => html`<div><dt>Attachment</dt>
          <dd><a href="/messages/${id}/attachments/${index}">${filename ?? `attachment ${index + 1}`}</a> (${kilobytes(size)})</dd></div>`,
        )}
      </dl>
      ${parts(mail)}
      <details><summary>Headers</summary><pre>${headers.map(({ line }) => line).join('\n')}</pre></details>
    </main>`,
  );
}

/** A page that says what went wrong. */
export function problemPage(title: string, text: string): string {
  return page(title, html`<header><p><a href="/">Mailbox</a></p><h1>${title}</h1></header><main><p>${text}</p></main>`);
}

/** The mail's own HTML, with links that open outside of the frame. */
export function mailHtml(mail: string): string {
  const base = '<base target="_blank">';
  const place = /<head\b[^>]*>/i.exec(mail) ?? /<!doctype\b[^>]*>/i.exec(mail);
  if (place === null) return base + mail;
  const end = place.index + place[0].length;
  return mail.slice(0, end) + base + mail.slice(end);
}

function parts({ id, html: markup, text }: KeptMail): Markup {
  const open = { markup: markup === undefined ? ' open' : '' };
  return html`${
    markup === undefined
      ? undefined
      : html`<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="/messages/${id}.html" title="HTML of the message"></iframe>`
  }
  <details${open}><summary>Plain text</summary><pre>${text ?? '(this message has no plain text)'}</pre></details>`;
}

function page(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Doléance</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>${body}</body>
</html>
`.markup;
}

function time(iso: string): Markup {
  if (iso === '') return html`<span>–</span>`;
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC</time>`;
}

function kilobytes(bytes: number): string {
  if (bytes === 1) return '1 byte';
  return bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`;
}

/** A template whose values are escaped unless they are markup themselves. */
function html(texts: TemplateStringsArray, ...values: Content[]): Markup {
  return { markup: texts.reduce((all, text, index) => all + text + escaped(values[index]), '') };
}

function escaped(value: Content): string {
  if (value === undefined) return '';
  if (typeof value === 'object') return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The style of these pages; no font, image or style comes from elsewhere. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #1d2430; --quiet: #566072; --paper: #f6f5f1; --sheet: #ffffff; --line: #d9d7cf; --link: #1b5e8c;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e0; --quiet: #a3abb8; --paper: #16191f; --sheet: #1f242c; --line: #363d48; --link: #8cc4ee; }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 3rem; max-width: 76rem;
  background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
header { margin-bottom: 1.25rem; }
header p { margin: 0.25rem 0; color: var(--quiet); }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, iframe:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
ol { margin: 0; padding: 0; list-style: none; background: var(--sheet); border: 1px solid var(--line); border-radius: 0.5rem; }
li { position: relative; display: grid; gap: 0.1rem 1.25rem; padding: 0.75rem 1rem; border-top: 1px solid var(--line); }
li:first-child { border-top: 0; }
li:hover { background: var(--paper); }
li a { font-weight: 600; text-decoration: none; }
li a::after { content: ''; position: absolute; inset: 0; }
li a:hover { text-decoration: underline; }
li span, li time, .none { color: var(--quiet); }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
@media (min-width: 60rem) {
  li { grid-template-columns: minmax(0, 5fr) minmax(0, 3fr) minmax(0, 3fr) 12.5rem; align-items: baseline; }
  li time { text-align: right; }
}
dl { margin: 0 0 1.25rem; padding: 0.75rem 1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 0.5rem; }
dl div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 1rem; padding: 0.15rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
iframe {
  display: block; width: 100%; height: 70vh; min-height: 16rem; margin-bottom: 1.25rem; resize: vertical;
  background: #ffffff; border: 1px solid var(--line); border-radius: 0.5rem; color-scheme: light;
}
details { margin-bottom: 0.75rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 0.5rem; }
summary { padding: 0.6rem 1rem; cursor: pointer; font-weight: 600; }
pre { margin: 0; padding: 0.25rem 1rem 1rem; white-space: pre-wrap; font: 0.9rem/1.5 ui-monospace, monospace; }
@media (max-width: 30rem) { dl div { grid-template-columns: 1fr; padding: 0.3rem 0; } }
`;
