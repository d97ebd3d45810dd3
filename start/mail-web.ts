import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { listPage, mailHtml, mailPage, problemPage, style } from './mail-pages.ts';
import type { MailStore, MailSummary } from './mail-store.ts';

const mailsOnAPage = 50;

const pagePolicy =
  "default-src 'none'; style-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A mail's own HTML: no script, no form, no request to anywhere; its links open outside, with no way back to these pages. */
const mailPolicy = [
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** The mailbox's pages, read-only, and `/messages.json` for tests. Answers only under a loopback name. */
export function mailWeb(store: MailStore): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(refuseOtherHosts, setHeaders);
  app.get('/style.css', (_request, response) => void response.type('css').send(style));
  app.get('/', async (request, response) => void response.send(await list(store, request.query['before'])));
  app.get('/messages.json', async (_request, response) => void response.json(await summaries(store, store.ids())));
  app.get('/messages/:id/attachments/:index', (request, response) => sendAttachment(store, request.params, response));
  app.get('/messages/:id.eml', (request, response) => sendRaw(store, request.params.id, response));
  app.get('/messages/:id.txt', (request, response) => sendText(store, request.params.id, response));
  app.get('/messages/:id.html', (request, response) => sendHtml(store, request.params.id, response));
  app.get('/messages/:id', async (request, response) => {
    const mail = await store.mail(request.params.id);
    if (mail === undefined) sendMissing(response);
    else response.send(mailPage(mail));
  });
  app.use((_request, response) => sendMissing(response));
  app.use(sendFailure);
  return app;
}

/** Another site whose name was made to point here (DNS rebinding) could read the letters otherwise. */
function refuseOtherHosts({ hostname }: Request, response: Response, next: NextFunction): void {
  if (['127.0.0.1', 'localhost', '[::1]', '::1'].includes(hostname ?? '')) next();
  else response.status(421).type('text').send('The mailbox answers at http://127.0.0.1 and http://localhost only.\n');
}

function setHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'Content-Security-Policy': pagePolicy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  next();
}

async function list(store: MailStore, before: unknown): Promise<string> {
  const ids = store.ids();
  const asked = typeof before === 'string' ? ids.filter((id) => id < before) : ids;
  const shown = asked.slice(0, mailsOnAPage);
  const last = shown.at(-1);
  const older = asked.length > shown.length && last !== undefined ? `/?before=${encodeURIComponent(last)}` : undefined;
  return listPage(await summaries(store, shown), ids.length, older);
}

async function summaries(store: MailStore, ids: readonly string[]): Promise<MailSummary[]> {
  const found: MailSummary[] = [];
  // One after the other: a thousand open files at once are not needed.
  for (const id of ids) {
    const summary = await store.summary(id);
    if (summary !== undefined) found.push(summary);
  }
  return found;
}

async function sendRaw(store: MailStore, id: string, response: Response): Promise<void> {
  const raw = await store.raw(id);
  if (raw === undefined) sendMissing(response);
  else response.type('message/rfc822').attachment(`${id}.eml`).send(raw);
}

async function sendText(store: MailStore, id: string, response: Response): Promise<void> {
  const text = (await store.mail(id))?.text;
  if (text === undefined) sendMissing(response);
  else response.type('text/plain; charset=utf-8').send(text);
}

async function sendHtml(store: MailStore, id: string, response: Response): Promise<void> {
  const html = (await store.mail(id))?.html;
  if (html === undefined) sendMissing(response);
  else response.set('Content-Security-Policy', mailPolicy).type('text/html; charset=utf-8').send(mailHtml(html));
}

/** Always as a download of unknown type: an attachment is never shown under this address. */
async function sendAttachment(store: MailStore, params: { id: string; index: string }, response: Response): Promise<void> {
  const mail = /^\d{1,4}$/.test(params.index) ? await store.mail(params.id) : undefined;
  const attachment = mail?.attachments[Number(params.index)];
  if (attachment === undefined) sendMissing(response);
  else
    response
      .attachment(attachment.filename ?? 'attachment')
      .type('application/octet-stream')
      .send(attachment.content);
}

function sendMissing(response: Response): void {
  response.status(404).send(problemPage('Not here', 'There is no such message.'));
}

function sendFailure(_error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  if (response.headersSent) response.destroy();
  else response.status(500).send(problemPage('Not readable', 'This message could not be read from the data folder.'));
}
