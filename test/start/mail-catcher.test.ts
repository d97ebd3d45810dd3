import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { type MailCatcher, startMailCatcher } from '../../start/mail-catcher.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';

const makeFolder = temporaryFolders();

const letter: SendMailOptions = {
  from: '"OPTICOURTAGE" <reclamations@example.com>',
  to: '"Dominique Exemple" <dominique@example.org>',
  subject: 'Accusé de réception <OPT-2026-000123>',
  messageId: '<letter-1@example.com>',
  text: 'Madame, Monsieur,\nnous accusons réception.',
  html: '<!doctype html><html><head><title>x</title></head><body><p>Nous accusons réception.</p><script>run()</script></body></html>',
};

type Listed = {
  id: string;
  subject: string;
  from: string;
  to: string;
  messageId: string;
  envelope: { from: string; to: string[] };
};

async function start(folder: string): Promise<MailCatcher> {
  return startMailCatcher({ folder, smtpPort: 0, uiPort: 0 });
}

async function send({ smtpUrl }: MailCatcher, mail: SendMailOptions): Promise<string> {
  const { response } = await createTransport(smtpUrl).sendMail(mail);
  return response;
}

async function listed({ uiUrl }: MailCatcher): Promise<Listed[]> {
  return (await (await fetch(`${uiUrl}/messages.json`)).json()) as Listed[];
}

async function page(catcher: MailCatcher, path: string): Promise<{ status: number; headers: Headers; body: string }> {
  const response = await fetch(`${catcher.uiUrl}${path}`);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe('the local mailbox', () => {
  test('takes a mail from nodemailer and lists it', async () => {
    const catcher = await start(makeFolder());
    expect(await send(catcher, letter)).toMatch(/^250 .*kept as/);
    expect(await listed(catcher)).toEqual([
      expect.objectContaining({
        subject: 'Accusé de réception <OPT-2026-000123>',
        from: '"OPTICOURTAGE" <reclamations@example.com>',
        to: '"Dominique Exemple" <dominique@example.org>',
        messageId: '<letter-1@example.com>',
        envelope: { from: 'reclamations@example.com', to: ['dominique@example.org'] },
      }),
    ]);
    expect((await page(catcher, '/')).body).toContain('Accusé de réception &#60;OPT-2026-000123&#62;');
    await catcher.stop();
  });

  test('shows a mail, its plain text, its HTML and its bytes as they came', async () => {
    const catcher = await start(makeFolder());
    await send(catcher, letter);
    const [{ id } = { id: '' }] = await listed(catcher);
    const shown = (await page(catcher, `/messages/${id}`)).body;
    expect(shown).toContain('<h1>Accusé de réception &#60;OPT-2026-000123&#62;</h1>');
    expect(shown).toContain(`<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="/messages/${id}.html"`);
    expect((await page(catcher, `/messages/${id}.txt`)).body).toContain('nous accusons réception.');
    expect((await page(catcher, `/messages/${id}.eml`)).body).toMatch(/^From: OPTICOURTAGE <reclamations@example\.com>\r\n/);
    await catcher.stop();
  });

  test("never runs anything of a mail's: its HTML comes sandboxed, without script or request", async () => {
    const catcher = await start(makeFolder());
    await send(catcher, letter);
    const [{ id } = { id: '' }] = await listed(catcher);
    const html = await page(catcher, `/messages/${id}.html`);
    const policy = html.headers.get('content-security-policy') ?? '';
    expect(policy).toContain('sandbox allow-popups allow-popups-to-escape-sandbox;');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin|https?:/);
    const own = (await page(catcher, '/')).headers.get('content-security-policy') ?? '';
    expect(own).toContain("default-src 'none'");
    expect(own).not.toContain('script-src');
    await catcher.stop();
  });

  test('keeps its mails across a restart, and nothing half written', async () => {
    const folder = makeFolder();
    const first = await start(folder);
    await send(first, letter);
    await first.stop();
    const unfinished = join(folder, 'mailbox', 'x.eml.unfinished');
    writeFileSync(unfinished, 'half');
    const second = await start(folder);
    await send(second, { ...letter, subject: 'Deuxième lettre' });
    expect((await listed(second)).map(({ subject }) => subject)).toEqual([
      'Deuxième lettre',
      'Accusé de réception <OPT-2026-000123>',
    ]);
    expect(existsSync(unfinished)).toBe(false);
    await second.stop();
  });

  test('has kept a mail before it answers', async () => {
    const folder = makeFolder();
    const seen: string[][] = [];
    const kept = () => readdirSync(join(folder, 'mailbox')).filter((name) => name.endsWith('.eml'));
    const catcher = await startMailCatcher({
      folder,
      smtpPort: 0,
      uiPort: 0,
      at: (point) => void seen.push([point, String(kept().length)]),
    });
    await send(catcher, letter);
    expect(seen).toEqual([
      ['smtp-before-data', '0'],
      ['smtp-before-keeping', '0'],
      ['smtp-before-answer', '1'],
    ]);
    await catcher.stop();
  });

  test('takes a bounce, which has no sender, and a mail without subject', async () => {
    const catcher = await start(makeFolder());
    await send(catcher, { ...letter, subject: '', envelope: { from: '', to: ['dominique@example.org'] } });
    expect((await listed(catcher))[0]?.envelope).toEqual({ from: '', to: ['dominique@example.org'] });
    expect((await page(catcher, '/')).body).toContain('(no subject)');
    await catcher.stop();
  });

  test('refuses a mail of more than 25 MiB before it is sent', async () => {
    const catcher = await start(makeFolder());
    const answer = await smtpAnswer(catcher, 'MAIL FROM:<a@example.org> SIZE=26214401');
    expect(answer).toMatch(/^552 /);
    await catcher.stop();
  });

  test('has no page for what is not there, nor for a path out of the folder', async () => {
    const catcher = await start(makeFolder());
    for (const path of ['/nothing', '/messages/nothing', '/messages/nothing.eml', '/messages/..%2f..%2fadmin-api-token.eml']) {
      expect((await page(catcher, path)).status).toBe(404);
    }
    await catcher.stop();
  });

  test('answers under a loopback name alone, so that no other site can read it', async () => {
    const catcher = await start(makeFolder());
    const status = await new Promise((told, failed) => {
      const asked = request(catcher.uiUrl, { headers: { host: 'attacker.example.org' } }, (response) =>
        told(response.statusCode),
      );
      asked.once('error', failed).end();
    });
    expect(status).toBe(421);
    await catcher.stop();
  });
});

/** The answer to one command after the greeting. */
function smtpAnswer({ smtpUrl }: MailCatcher, command: string): Promise<string> {
  const { hostname, port } = new URL(smtpUrl);
  const wanted = ['EHLO test.example.org', command];
  return new Promise((told, failed) => {
    const socket = connect(Number(port), hostname);
    socket.setEncoding('utf8').once('error', failed);
    socket.on('data', (said) => {
      if (!/^\d{3} .*\r\n$/m.test(String(said))) return;
      const next = wanted.shift();
      if (next !== undefined) socket.write(`${next}\r\n`);
      else socket.destroy().emit('answered', said);
    });
    socket.once('answered', told);
  });
}
