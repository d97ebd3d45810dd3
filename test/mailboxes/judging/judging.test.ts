import { describe, expect, test } from '@jest/globals';
import { type Judgement, judgeMail } from '../../../mailboxes/judging/judging.ts';
import { readMail } from '../../../mailboxes/reading/read-mail.ts';
import { deliveryNotice, type MailParts, mail } from '../mails.ts';

const judged = async (raw: string, trustedAuthServId?: string): Promise<Judgement> =>
  judgeMail(await readMail(Buffer.from(raw)), { trustedAuthServId });

const withHeaders = (...headers: string[]): MailParts => ({ headers });
const reply = 'In-Reply-To: <letter@opticourtage.com>';

describe('what a mail is', () => {
  test.each<[string, MailParts, Judgement['kind']]>([
    ['a mail of a person', {}, 'new'],
    ['one that says itself that it was not sent automatically', withHeaders('Auto-Submitted: no'), 'new'],
    ['one with the reference in its subject and nothing else: a subject is no proof', { subject: 'Re: OPT-2026-000001' }, 'new'],
    ['an out-of-office note (RFC 3834)', withHeaders(reply, 'Auto-Submitted: auto-replied (vacation)'), 'auto-reply'],
    ['what a program wrote by itself', withHeaders('Auto-Submitted: auto-generated'), 'auto-reply'],
    ['an automatic answer of an older server', withHeaders('X-Autoreply: yes'), 'auto-reply'],
    ['an automatic answer that says so by its precedence', withHeaders('Precedence: auto_reply'), 'auto-reply'],
    ['a mail that nobody can answer', withHeaders('Return-Path: <>', reply), 'auto-reply'],
    [
      'an automatic answer to a mailing list: nobody wrote it',
      withHeaders('List-Id: <x.example>', 'X-Autorespond: 1'),
      'auto-reply',
    ],
    ['a mailing list', withHeaders('List-Id: News <news.example.com>'), 'mailing-list'],
    ['a newsletter that can be cancelled', withHeaders('List-Unsubscribe: <mailto:x@example.com>'), 'mailing-list'],
    ['mail in bulk', withHeaders('Precedence: bulk'), 'mailing-list'],
    ['a reply that came over a list', withHeaders(reply, 'Precedence: list'), 'mailing-list'],
    ['a reply by its header', withHeaders(reply), 'reply'],
    ['a reply by its references', withHeaders('References: <other@example.org> <letter@opticourtage.com>'), 'reply'],
    ['a mail to a tagged address', { to: 'reclamations+opt-2026-000001-abcdefghijklmnop@opticourtage.com' }, 'reply'],
    ['one whose precedence is unusual, not bulk', withHeaders('Precedence: first-class'), 'new'],
  ])('%s', async (_, parts, kind) => {
    expect((await judged(mail(parts))).kind).toBe(kind);
  });

  test('a report that a mail was read is an automatic one', async () => {
    const receipt = mail({ text: 'x' }).replace(
      'Content-Type: text/plain',
      'Content-Type: multipart/report; report-type=disposition-notification; boundary=b',
    );
    expect((await judged(receipt)).kind).toBe('auto-reply');
  });
});

describe('a notice of delivery', () => {
  test.each([
    { action: 'failed', status: '5.1.1', said: { action: 'failed', status: '5.1.1' } },
    { action: 'Failed (no such user)', status: '5.1.1 (bad address)', said: { action: 'failed', status: '5.1.1' } },
    { action: 'failed', status: 'none', said: { action: 'failed', status: '5.0.0' } },
    { action: 'delayed', status: '4.4.1', said: { action: 'delayed', status: '4.4.1' } },
    { action: 'delivered', status: '2.1.5', said: { action: 'delivered', status: '2.1.5' } },
    { action: 'relayed', status: '2.1.9', said: { action: 'relayed', status: '2.1.9' } },
    { action: 'lost', status: '5.1.1', said: { action: 'relayed', status: '2.1.9' } },
  ])('that says $action, $status, is read as $said.action, $said.status', async ({ action, status, said }) => {
    expect(await judged(deliveryNotice({ action, status }))).toEqual({
      kind: 'bounce',
      ...said,
      about: '<letter@opticourtage.com>',
    });
  });

  test.each(['message/rfc822', 'text/rfc822-headers', 'message/rfc822; charset=utf-8'])(
    'names the mail that came back in its part %s',
    async (returned) => {
      expect(await judged(deliveryNotice({ returned }))).toMatchObject({ about: '<letter@opticourtage.com>' });
    },
  );

  test('that returns nothing of the mail is one about nobody knows what', async () => {
    const judgement = await judged(deliveryNotice({ about: '' }));
    expect(judgement).toEqual({ kind: 'bounce', action: 'failed', status: '5.1.1' });
  });
});

describe('who wrote a reply', () => {
  const fail =
    'Authentication-Results: mx.opticourtage.com; spf=pass smtp.mailfrom=example.org; dmarc=fail header.from=example.org';

  test.each([
    { what: 'the one address that it names', from: 'Dominique <Dominique@Example.org>', sender: 'dominique@example.org' },
    { what: 'nobody where two are named', from: 'a@example.org, b@example.org', sender: undefined },
    { what: 'nobody where none is named', from: '', sender: undefined },
    { what: 'nobody where only a name is given', from: 'Dominique Exemple', sender: undefined },
    {
      what: 'the address and not one that the name shows',
      from: '"dominique@example.org" <x@example.net>',
      sender: 'x@example.net',
    },
  ])('is $what', async ({ from, sender }) => {
    const judgement = await judged(mail({ from, headers: [reply] }));
    expect(judgement.kind === 'reply' && judgement.sender).toBe(sender);
  });

  test.each([
    { what: 'the firm’s own server says that it is forged', headers: [fail], trusted: 'mx.opticourtage.com', forged: true },
    { what: 'another server says so', headers: [fail], trusted: 'mx.example.net', forged: false },
    { what: 'no server is believed', headers: [fail], trusted: undefined, forged: false },
    {
      what: 'the firm’s own server says that it is not',
      headers: ['Authentication-Results: MX.opticourtage.com 1; dmarc=pass header.from=example.org'],
      trusted: 'mx.opticourtage.com',
      forged: false,
    },
    {
      what: 'the sender put a good word of their own before the server’s',
      headers: [fail, 'Authentication-Results: mx.opticourtage.com; dmarc=pass'],
      trusted: 'mx.opticourtage.com',
      forged: true,
    },
    { what: 'the server says nothing', headers: [], trusted: 'mx.opticourtage.com', forged: false },
  ])('is known to be forged: $forged, where $what', async ({ headers, trusted, forged }) => {
    expect(await judged(mail({ headers: [reply, ...headers] }), trusted)).toMatchObject({ kind: 'reply', forged });
    expect(await judged(mail({ headers }), trusted)).toMatchObject({ kind: 'new', forged });
  });
});

test('a reply names every letter that it may answer, once, and the tag of its address', async () => {
  const judgement = await judged(
    mail({
      to: 'Opticourtage <Reclamations+OPT-2026-000001-ABCDEFGHIJKLMNOP@opticourtage.com>',
      headers: [reply, 'References: <thread@opticourtage.com>', '  <letter@opticourtage.com> not-one <> <a b@c>'],
    }),
  );
  expect(judgement).toEqual({
    kind: 'reply',
    tags: [{ reference: 'OPT-2026-000001', mark: 'abcdefghijklmnop' }],
    answers: ['<letter@opticourtage.com>', '<thread@opticourtage.com>'],
    sender: 'dominique@example.org',
    forged: false,
  });
});

test('the tag is read where the mail server writes at which address it took the mail, as for a blind copy', async () => {
  const tagged = 'reclamations+opt-2026-000001-abcdefghijklmnop@opticourtage.com';
  expect(await judged(mail({ headers: [`Delivered-To: ${tagged}`] }))).toMatchObject({
    kind: 'reply',
    tags: [{ reference: 'OPT-2026-000001' }],
  });
});
