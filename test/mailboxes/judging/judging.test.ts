import { describe, expect, test } from '@jest/globals';
import { saidOf } from '../../../mailboxes/judging/bounce.ts';
import { type Judgement, judgeMail } from '../../../mailboxes/judging/judging.ts';
import { readMail } from '../../../mailboxes/reading/read-mail.ts';
import { deliveryNotice, type MailParts, mail } from '../mails.ts';
import { exchangeNotice, eximNotice, gmailNotice, postfixNotice } from '../returned-mail.ts';

const judged = async (raw: string, trustedAuthServId?: string): Promise<Judgement> =>
  judgeMail(await readMail(Buffer.from(raw)), { trustedAuthServId });

const noticeOf = async (parts: Parameters<typeof deliveryNotice>[0]) => {
  const judgement = await judged(deliveryNotice(parts));
  if (judgement.kind !== 'bounce') throw new Error('it is no notice');
  return judgement;
};

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
  ])('that says $action, $status, is read as $said.action, $said.status', async ({ action, status, said }) => {
    expect(await noticeOf({ action, status })).toEqual({
      kind: 'bounce',
      recipients: [
        { action: 'relayed', status: '2.1.9', addresses: ['other@example.org'] },
        { ...said, addresses: ['dominique@example.org'] },
      ],
      about: '<letter@opticourtage.com>',
      credible: true,
    });
  });

  test.each([
    { what: 'the one whom it names', recipient: 'Final-Recipient: rfc822; Dominique@Example.ORG', said: 'failed' },
    {
      what: 'one in angle brackets, on a line of its own',
      recipient: 'Final-Recipient: rfc822;\n <dominique@example.org>',
      said: 'failed',
    },
    {
      what: 'the one to whom it was sent, before others passed it on',
      recipient: 'Original-Recipient: rfc822;dominique@example.org\nFinal-Recipient: rfc822;d@example.net',
      said: 'failed',
    },
    { what: 'nobody else', recipient: 'Final-Recipient: rfc822; another@example.org', said: undefined },
    { what: 'nobody where it names none', recipient: 'X-Name: dominique@example.org', said: undefined },
    {
      what: 'the worst where it says two things of one',
      recipient:
        'Final-Recipient: rfc822; dominique@example.org\nAction: delayed\n\nFinal-Recipient: rfc822; dominique@example.org',
      said: 'failed',
    },
  ])('speaks of $what', async ({ recipient, said }) => {
    expect(saidOf(await noticeOf({ recipient }), 'dominique@example.org')?.action).toBe(said);
  });

  test.each([
    { what: 'a report of a mailer-daemon', notice: {}, credible: true },
    { what: 'a report of a postmaster', notice: { from: 'Postmaster@example.net' }, credible: true },
    {
      what: 'one that nobody can answer, whoever wrote it',
      notice: { from: 'x@example.net', headers: ['Return-Path: <>'] },
      credible: true,
    },
    { what: 'one that somebody can answer', notice: { headers: ['Return-Path: <x@example.net>'] }, credible: false },
    {
      what: 'one with a line that says so, and one that does not',
      notice: { headers: ['Return-Path: <x@example.net>', 'Return-Path: <>'] },
      credible: false,
    },
    { what: 'one of anybody', notice: { from: 'x@example.net' }, credible: false },
    { what: 'one of two senders', notice: { headers: ['From: mailer-daemon@example.org'] }, credible: false },
    { what: 'a mail that only has a report in it', notice: { type: 'multipart/mixed' }, credible: false },
    { what: 'a report of something else', notice: { type: 'multipart/report; report-type=feedback-report' }, credible: false },
    { what: 'one in quotation marks', notice: { type: 'Multipart/Report; Report-Type="delivery-status"' }, credible: true },
    {
      what: 'one that the firm’s server calls forged',
      notice: { headers: ['Authentication-Results: mx.opticourtage.com; dmarc=fail', 'Return-Path: <>'] },
      credible: false,
    },
  ])('is credible: $credible, as $what', async ({ notice, credible }) => {
    expect(await judged(deliveryNotice(notice), 'mx.opticourtage.com')).toMatchObject({ kind: 'bounce', credible });
  });

  test.each(['message/rfc822', 'text/rfc822-headers', 'message/rfc822; charset=utf-8'])(
    'names the mail that came back in its part %s',
    async (returned) => {
      expect(await judged(deliveryNotice({ returned }))).toMatchObject({ about: '<letter@opticourtage.com>' });
    },
  );

  test.each([
    { server: 'Postfix', write: postfixNotice, status: '5.1.1' },
    { server: 'Exim', write: eximNotice, status: '5.0.0' },
    { server: 'Gmail', write: gmailNotice, status: '5.1.1' },
    { server: 'Exchange', write: exchangeNotice, status: '5.1.10' },
  ])('is read as $server writes it', async ({ write, status }) => {
    const letter = mail({ from: 'OPTICOURTAGE <a@opticourtage.com>', messageId: '<letter@opticourtage.com>' });
    const raw = Buffer.from(letter.replace(/\n/g, '\r\n'));
    const judgement = await judged(write({ raw, sender: 'a@opticourtage.com', recipient: 'dominique@example.org' }));
    expect(judgement).toMatchObject({ kind: 'bounce', about: '<letter@opticourtage.com>', credible: true });
    expect(judgement.kind === 'bounce' && saidOf(judgement, 'dominique@example.org')).toMatchObject({ action: 'failed', status });
  });

  test('that returns nothing of the mail is one about nobody knows what', async () => {
    const judgement = await judged(deliveryNotice({ about: '' }));
    expect(judgement).not.toHaveProperty('about');
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
    {
      what: 'nobody where there are two lines, of which programs read either',
      headers: ['From: other@example.org', 'Authentication-Results: mx.opticourtage.com; dmarc=pass'],
      sender: undefined,
    },
    {
      what: 'nobody where another line stands behind thousands',
      headers: [
        ...Array.from({ length: 3_000 }, () => 'X: x'),
        'From: other@example.org',
        'Authentication-Results: mx.opticourtage.com; dmarc=pass',
      ],
      sender: undefined,
    },
    { what: 'nobody where the firm’s server is asked and says nothing', headers: [], sender: undefined },
    {
      what: 'nobody where it says that the domain has no rule',
      headers: ['Authentication-Results: mx.opticourtage.com; spf=pass; dmarc=none'],
      sender: undefined,
    },
    {
      what: 'nobody where another server vouches',
      headers: ['Authentication-Results: mx.example.net; dmarc=pass'],
      sender: undefined,
    },
    {
      what: 'nobody where a good word was put behind the server’s',
      headers: [
        'Authentication-Results: mx.opticourtage.com; dmarc=none',
        'Authentication-Results: mx.opticourtage.com; dmarc=pass',
      ],
      sender: undefined,
    },
    {
      what: 'the one for whom it vouches',
      headers: ['Authentication-Results: mx.opticourtage.com; dmarc=pass header.from=example.org'],
      sender: 'dominique@example.org',
    },
  ])('is $what, where the firm’s server checks senders', async ({ headers, sender }) => {
    const judgement = await judged(mail({ headers: [reply, ...headers] }), 'mx.opticourtage.com');
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
