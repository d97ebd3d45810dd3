import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Attachments } from '../../../attachments/attachments.ts';
import { StorageFault } from '../../../attachments/storage/storage.ts';
import { replyAddress } from '../../../letters/reply-address.ts';
import { fileMail, setMailAside } from '../../../mailboxes/filing/filing.ts';
import type { Filed } from '../../../mailboxes/filing/parts.ts';
import type { Mailbox } from '../../../mailboxes/mailbox.ts';
import { listAttachments } from '../../../register/attachments.ts';
import { replyMarkOf } from '../../../register/reply-marks.ts';
import { pdf } from '../../attachments/samples.ts';
import { wholeOf } from '../../attachments/streams.ts';
import { temporaryFolders } from '../../helpers/temporary-folder.ts';
import { register as registerComplaint } from '../../register/given.ts';
import {
  countIntakes,
  type GivenMailboxes,
  givenMailboxes,
  intakeNumbered,
  malware,
  opticourtage,
  receivedBy,
  sentLetter,
} from '../given-mailboxes.ts';
import { complaintAddress, deliveryNotice, type MailParts, mail } from '../mails.ts';

const makeFolder = temporaryFolders();
let given: GivenMailboxes;
/** A complaint of Dominique Exemple, dominique.exemple@example.org. */
let reference: string;
let letter: string;

beforeAll(async () => {
  given = await givenMailboxes(makeFolder());
  reference = await registerComplaint(given);
  letter = await sentLetter(given, reference);
});
afterAll(() => given.close());

let number = 0;
beforeEach(() => {
  number += 1;
});

const file = (
  raw: string,
  { mailbox = opticourtage, whole = true, size = raw.length }: { mailbox?: Mailbox; whole?: boolean; size?: number } = {},
) => fileMail(given.parts, { mailbox, raw: Buffer.from(raw), size, whole, receivedAt: given.time.now });
const unique = (parts: MailParts = {}) => mail({ messageId: `<${number}@example.org>`, ...parts });
const intakeOf = ({ intake }: Filed) => intakeNumbered(given, intake);
const complainant = 'Dominique Exemple <Dominique.Exemple@example.org>';
/** What the firm's mail server writes where the sender's domain wrote a mail. */
const checked = 'Authentication-Results: mx.opticourtage.com; dmarc=pass header.from=example.org';

describe('a mail that answers nothing', () => {
  test('becomes an intake of its firm, with what could be read of it', async () => {
    const filed = await file(
      unique({ subject: 'Ma réclamation', text: 'Bonjour, je vous écris : mon contrat n’a pas été résilié.' }),
    );
    expect(filed).toMatchObject({ became: 'intake', suspicion: undefined });
    const { row, fields, message } = await intakeOf(filed);
    expect(row).toMatchObject({
      source: 'mail',
      channel: 'e-mail',
      procedure: 'opticourtage',
      suspicion: null,
      kept_by: 'mailbox',
      received_on: '2026-05-13',
    });
    expect(row.unread).toContain('policyNumber');
    expect(fields).toMatchObject({
      matter: 'Ma réclamation',
      language: 'fr',
      sent: '2026-05-13',
      complainant: { email: 'dominique@example.org' },
    });
    expect(message).toEqual({
      from: { name: 'Dominique Exemple', address: 'dominique@example.org' },
      to: complaintAddress,
      subject: 'Ma réclamation',
      text: 'Bonjour, je vous écris : mon contrat n’a pas été résilié.',
    });
  });

  test('is kept as it came, with its files; one that may not be attached is named', async () => {
    const raw = unique({
      files: [
        { name: 'contrat.pdf', content: pdf },
        { name: 'tout.zip', content: Buffer.from('504b0506000000000000000000000000000000000000', 'hex') },
        { name: 'page.html', content: '<html><script>x</script></html>' },
      ],
    });
    const intake = await intakeOf(await file(raw));
    expect(intake.files.map(({ name, type }) => ({ name, type }))).toEqual([
      { name: 'contrat.pdf', type: 'pdf' },
      { name: 'message.eml', type: 'eml' },
    ]);
    const [, message] = intake.files;
    if (!message) throw new Error('the message is missing');
    expect((await wholeOf(await given.attachments.open(message))).toString()).toBe(raw);
    expect(intake.message?.text).toMatch(
      /\n\n\[Fichiers non ajoutés : tout\.zip \(.+\), page\.html \(page web\)\.\]\n\[Ils se trouvent dans le message/,
    );
    expect(intake.message?.files).toEqual(['contrat.pdf', 'tout.zip', 'page.html']);
  });

  test('with malware in it has that in quarantine, and says so', async () => {
    const intake = await intakeOf(await file(unique({ files: [{ name: 'facture.txt', type: 'text/plain', content: malware }] })));
    expect(intake.files.map(({ name, scan }) => ({ name, scan }))).toEqual([
      { name: 'facture.txt', scan: 'infected' },
      { name: 'message.eml', scan: 'clean' },
    ]);
    expect(intake.message?.text).toContain('facture.txt (logiciel malveillant, en quarantaine)');
  });

  test.each([
    { what: 'the same mail again', first: {}, second: {}, intakes: 1 },
    {
      what: 'the same mail from another mailbox of the firm, encoded otherwise on its way',
      first: { text: 'Réclamation' },
      second: { text: 'Réclamation' },
      change: (raw: string) =>
        `Received: from elsewhere\n${raw
          .replace('8bit', 'quoted-printable')
          .replace(/é/g, '=C3=A9')
          .replace(/(Subject: )[^\n]*/, '$1Réclamation')}`,
      intakes: 1,
    },
    { what: 'another mail with a number that was used before', first: {}, second: { text: 'Autre chose' }, intakes: 2 },
    { what: 'two mails without a number', first: { messageId: '' }, second: { messageId: '', text: 'Autre chose' }, intakes: 2 },
    { what: 'the same mail without a number', first: { messageId: '' }, second: { messageId: '' }, intakes: 1 },
  ])('is taken once: $what', async ({ first, second, change = (raw) => raw, intakes }) => {
    const before = await countIntakes(given);
    await file(unique({ date: `Wed, 13 May 2026 11:00:${10 + number} +0200`, ...first }));
    const filed = await file(change(unique({ date: `Wed, 13 May 2026 11:00:${10 + number} +0200`, ...second })), {
      mailbox: { ...opticourtage, name: 'another' },
    });
    expect(filed.became).toBe(intakes === 1 ? 'taken-before' : 'intake');
    expect(await countIntakes(given)).toBe(before + intakes);
  });

  test('to two firms is an intake at each', async () => {
    const raw = unique();
    await file(raw);
    const filed = await file(raw, { mailbox: { ...opticourtage, name: 'almena', procedure: 'almena' } });
    expect((await intakeOf(filed)).row.procedure).toBe('almena');
  });

  test('taken by two processes at the same moment is one intake, and nothing of the other is left', async () => {
    const raw = unique({ files: [{ name: 'a.pdf', content: pdf }] });
    const filed = await Promise.all([file(raw), file(raw)]);
    expect(filed.map(({ became }) => became).toSorted()).toEqual(['intake', 'taken-before']);
  });
});

describe('what may be no person’s', () => {
  test.each([
    { what: 'an automatic reply', headers: ['Auto-Submitted: auto-replied'], suspicion: 'auto-reply' },
    { what: 'what the spam filter marked', headers: ['X-Spam-Flag: YES'], suspicion: 'spam' },
    { what: 'what it let through', headers: ['X-Spam-Status: No, score=-1.2'], suspicion: undefined },
    { what: 'a newsletter', headers: ['List-Id: <news.example.com>'], suspicion: 'mailing-list' },
  ])('is an intake that says so, and waits: $what', async ({ headers, suspicion }) => {
    const filed = await file(unique({ headers }));
    expect(filed).toMatchObject({ became: 'intake', suspicion });
  });

  test('is never given to a complaint, even where the complainant’s program answers a letter', async () => {
    const before = (await receivedBy(given, reference)).length;
    await file(unique({ from: complainant, headers: [`In-Reply-To: ${letter}`, 'Auto-Submitted: auto-replied'] }));
    expect((await receivedBy(given, reference)).length).toBe(before);
  });

  test('is nothing at all where Doléance itself wrote it to staff', async () => {
    const alert = await sentLetter(given, reference, {
      kind: 'breach-alert',
      recipient: 'staff',
      to: complaintAddress,
      sent: false,
    });
    const before = await countIntakes(given);
    expect(await file(unique({ messageId: alert, headers: ['Auto-Submitted: auto-generated'] }))).toEqual({ became: 'own-mail' });
    expect(await countIntakes(given)).toBe(before);
  });
});

describe('a mail that is not as it should be', () => {
  test.each([
    { what: 'nothing in it', raw: '', suspicion: 'no-sender' },
    { what: 'no sender', raw: 'Subject: x\n\nBonjour', suspicion: 'no-sender' },
    { what: 'no text', raw: 'From: a@example.org\nSubject: x\n\n', suspicion: 'empty' },
    {
      what: 'a thousand parts',
      raw: `From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(1_000)}`,
      suspicion: 'malformed',
    },
  ])('becomes an intake with a warning all the same: $what', async ({ raw, suspicion }) => {
    const filed = await file(raw);
    expect(filed).toMatchObject({ became: 'intake', suspicion });
    const { message, files } = await intakeOf(filed);
    expect(message?.text).not.toBe('');
    expect(files.map(({ name }) => name)).toEqual(raw === '' ? [] : ['message.eml']);
  });

  test('over the limit is kept with its beginning, and says where the whole of it is', async () => {
    const filed = await file(unique({ text: 'Bonjour, le début' }), { whole: false, size: 60_000_000 });
    expect(filed).toMatchObject({ became: 'intake', suspicion: 'too-large' });
    const { message, files } = await intakeOf(filed);
    expect(message?.text).toMatch(
      /^Bonjour, le début\n\n\[Ce message de 58 Mo dépasse la limite .* reclamations-rgpd@opticourtage\.com/,
    );
    expect(files.map(({ name }) => name)).toEqual(['message-beginning.eml']);
  });

  test('and that could not be read time and again is set aside once', async () => {
    const arrived = { mailbox: opticourtage, raw: undefined, size: 0, whole: false, receivedAt: given.time.now };
    const filed = await setMailAside(given.parts, arrived, 'opticourtage 1 7');
    expect(filed).toMatchObject({ became: 'intake', suspicion: 'unreadable' });
    expect((await intakeOf(filed)).message?.text).toMatch(/n’a pas pu être lu/);
    expect(await setMailAside(given.parts, arrived, 'opticourtage 1 7')).toEqual({ became: 'taken-before' });
  });
});

describe('a reply', () => {
  const tagged = async () =>
    replyAddress(complaintAddress, { reference, mark: await replyMarkOf(given.register.database, reference) });
  const nothingReceived = async (work: () => Promise<Filed>) => {
    const before = (await receivedBy(given, reference)).length;
    const filed = await work();
    expect((await receivedBy(given, reference)).length).toBe(before);
    return filed;
  };

  test('of the complainant to a letter goes to its complaint, with its files and the message itself', async () => {
    const raw = unique({
      from: complainant,
      text: 'On 12 May, X wrote:\n> Bonjour\n\nVoici la pièce.',
      headers: [`In-Reply-To: ${letter}`, checked],
      files: [{ name: 'piece.pdf', content: pdf }],
    });
    expect(await file(raw)).toEqual({ became: 'information', reference });
    expect((await receivedBy(given, reference)).at(-1)).toEqual({
      what: 'information',
      actor: 'mailbox',
      text: 'Voici la pièce.\n\nOn 12 May, X wrote:\n> Bonjour',
    });
    const names = (await listAttachments(given.register.database, reference)).map(({ name }) => name);
    expect(names.slice(-2)).toEqual(['piece.pdf', 'message.eml']);
    expect(await file(raw)).toEqual({ became: 'taken-before' });
  });

  test('to the tagged address needs no other header', async () => {
    expect(await file(unique({ from: complainant, to: await tagged(), headers: [checked] }))).toEqual({
      became: 'information',
      reference,
    });
  });

  test('of the insurer that a letter went to is for staff to judge: an intake that names the complaint', async () => {
    const forwarded = await sentLetter(given, reference, {
      kind: 'forwarding',
      recipient: 'insurer',
      to: 'reclamations@assureur.example',
      sent: false,
    });
    const filed = await nothingReceived(() =>
      file(unique({ from: 'Réclamations <reclamations@assureur.example>', headers: [`References: ${forwarded}`, checked] })),
    );
    expect(filed).toMatchObject({ became: 'intake', suspicion: undefined });
    expect((await intakeOf(filed)).message?.about).toBe(reference);
  });

  test.each([
    {
      what: 'somebody whom the complaint does not know',
      from: 'stranger@example.net',
      headers: () => [`In-Reply-To: ${letter}`],
    },
    {
      what: 'somebody who calls themselves as the complainant',
      from: '"dominique.exemple@example.org" <stranger@example.net>',
      headers: () => [`In-Reply-To: ${letter}`],
    },
    {
      what: 'somebody who forged the address, as the firm’s server says',
      from: complainant,
      headers: () => [`In-Reply-To: ${letter}`, 'Authentication-Results: mx.opticourtage.com; dmarc=fail'],
    },
    { what: 'two senders', from: `${complainant}, stranger@example.net`, headers: () => [`In-Reply-To: ${letter}`, checked] },
    {
      what: 'two lines of senders',
      from: 'stranger@example.net',
      headers: () => [`In-Reply-To: ${letter}`, `From: ${complainant}`, checked],
    },
    { what: 'somebody for whom the firm’s server does not vouch', from: complainant, headers: () => [`In-Reply-To: ${letter}`] },
  ])('of $what becomes an intake that says which complaint it names', async ({ from, headers }) => {
    const filed = await nothingReceived(() => file(unique({ from, headers: headers() })));
    expect(filed).toMatchObject({ became: 'intake', suspicion: 'sender-not-checked' });
    expect((await intakeOf(filed)).message?.about).toBe(reference);
  });

  test.each([
    { what: 'the subject alone', parts: () => ({ subject: `Re: ${reference}` }) },
    {
      what: 'a tag that nobody of us made',
      parts: () => ({ to: replyAddress(complaintAddress, { reference, mark: 'aaaaaaaaaaaaaaaa' }) }),
    },
    { what: 'the number of no letter', parts: () => ({ headers: ['In-Reply-To: <other@opticourtage.com>'] }) },
    {
      what: 'the thread of all letters, which shows the reference',
      parts: () => ({ headers: [`References: <${reference}@opticourtage.com>`] }),
    },
  ])('that is known by $what is none: it becomes an intake', async ({ parts }) => {
    const filed = await nothingReceived(() => file(unique({ from: complainant, ...parts() })));
    expect(filed).toMatchObject({ became: 'intake', suspicion: undefined });
  });

  test('that came to another firm’s mailbox is that firm’s intake', async () => {
    const filed = await nothingReceived(() =>
      file(unique({ from: complainant, headers: [`In-Reply-To: ${letter}`, checked] }), {
        mailbox: { ...opticourtage, procedure: 'almena' },
      }),
    );
    expect(filed).toMatchObject({ became: 'intake' });
  });

  test('to letters of two complaints becomes an intake', async () => {
    const other = await sentLetter(given, await registerComplaint(given));
    const filed = await nothingReceived(() =>
      file(unique({ from: complainant, headers: [`References: ${letter} ${other}`, checked] })),
    );
    expect(filed).toMatchObject({ became: 'intake' });
  });

  test('about a complaint whose person was erased becomes an intake', async () => {
    const erased = await registerComplaint(given);
    const its = await sentLetter(given, erased);
    await given.register.database.deleteFrom('keys.complaint_key').where('reference', '=', erased).execute();
    expect(await file(unique({ from: complainant, headers: [`In-Reply-To: ${its}`, checked] }))).toMatchObject({
      became: 'intake',
    });
  });

  test('to a complaint that has no room for its files becomes an intake with all of them', async () => {
    const its = await registerComplaint(given);
    const answers = await sentLetter(given, its);
    const limits = { fileBytes: 1_000_000, complaintBytes: 4_000, files: 20 };
    const attachments = new Attachments({ register: given.register, storage: given.storage, limits });
    const raw = unique({
      from: complainant,
      headers: [`In-Reply-To: ${answers}`, checked],
      text: 'x'.repeat(3_000),
      files: [{ name: 'a.txt', content: 'y'.repeat(2_000) }],
    });
    const arrived = { mailbox: opticourtage, raw: Buffer.from(raw), size: raw.length, whole: true, receivedAt: given.time.now };
    expect(await fileMail({ ...given.parts, attachments }, arrived)).toMatchObject({ became: 'intake' });
    expect(await listAttachments(given.register.database, its)).toEqual([]);
  });
});

describe('a notice of delivery', () => {
  const recipient = 'Final-Recipient: rfc822; Dominique.Exemple@Example.org';
  const bounceOf = async (message: string, action = 'failed') => file(deliveryNotice({ about: message, action, recipient }));
  const letterOf = (message: string) =>
    given.register.database.selectFrom('letter').selectAll().where('message_id', '=', message).executeTakeFirstOrThrow();

  test('that a letter failed opens its duty again and puts the letter into the post tray', async () => {
    const complaint = await registerComplaint(given);
    const message = await sentLetter(given, complaint);
    expect(await bounceOf(message)).toEqual({ became: 'bounce', reference: complaint });
    const row = await given.register.database
      .selectFrom('letter')
      .selectAll()
      .where('message_id', '=', message)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'awaiting-post', bounce_status: '5.1.1' });
    expect(await bounceOf(message)).toEqual({ became: 'taken-before' });
  });

  test('that a letter failed is kept with its complaint as it came', async () => {
    const complaint = await registerComplaint(given);
    const raw = deliveryNotice({ about: await sentLetter(given, complaint), recipient });
    await file(raw);
    const [kept, ...others] = await listAttachments(given.register.database, complaint);
    expect(others).toEqual([]);
    if (!kept) throw new Error('the notice is missing');
    expect(kept).toMatchObject({ name: 'message.eml', type: 'eml', addedBy: 'mailbox' });
    expect((await wholeOf(await given.attachments.open(kept))).toString()).toBe(raw);
  });

  test('whose complaint has no room for it does its work, and is shown to staff', async () => {
    const complaint = await registerComplaint(given);
    const message = await sentLetter(given, complaint);
    const limits = { fileBytes: 1_000_000, complaintBytes: 100, files: 20 };
    const attachments = new Attachments({ register: given.register, storage: given.storage, limits });
    const raw = deliveryNotice({ about: message, recipient });
    const arrived = { mailbox: opticourtage, raw: Buffer.from(raw), size: raw.length, whole: true, receivedAt: given.time.now };
    expect(await fileMail({ ...given.parts, attachments }, arrived)).toMatchObject({ became: 'intake', suspicion: 'bounce' });
    expect(await letterOf(message)).toMatchObject({ state: 'awaiting-post' });
  });

  const day = 86_400_000;
  test.each<{ what: string; notice?: Parameters<typeof deliveryNotice>[0]; mailbox?: Mailbox; after?: number; about?: false }>([
    { what: 'about another recipient', notice: { recipient: 'Final-Recipient: rfc822; another@example.org' } },
    { what: 'written by anybody', notice: { from: 'stranger@example.net' } },
    { what: 'that somebody can answer', notice: { headers: ['Return-Path: <stranger@example.net>'] } },
    { what: 'put into an ordinary mail', notice: { type: 'multipart/mixed' } },
    {
      what: 'that the firm’s server calls forged',
      notice: { headers: ['Authentication-Results: mx.opticourtage.com; dmarc=fail'] },
    },
    { what: 'in the mailbox of another firm', mailbox: { ...opticourtage, name: 'almena', procedure: 'almena' }, about: false },
    { what: 'two weeks after the letter left', after: 14 * day + 1 },
  ])(
    '$what changes nothing: staff are shown it, with the message',
    async ({ notice, mailbox = opticourtage, after = 0, about }) => {
      const complaint = await registerComplaint(given);
      const message = await sentLetter(given, complaint);
      const raw = deliveryNotice({ about: message, recipient, ...notice });
      const receivedAt = given.time.now + after;
      const filed = await fileMail(given.parts, { mailbox, raw: Buffer.from(raw), size: raw.length, whole: true, receivedAt });
      expect(filed).toMatchObject({ became: 'intake', suspicion: 'bounce' });
      expect(await letterOf(message)).toMatchObject({ state: 'sent', bounced_at: null });
      const intake = await intakeOf(filed);
      expect(intake.files.map(({ name }) => name)).toContain('message.eml');
      expect(intake.message?.about).toBe(about === false ? undefined : complaint);
    },
  );

  test('within two weeks after the letter left still counts', async () => {
    const message = await sentLetter(given, await registerComplaint(given));
    const raw = Buffer.from(deliveryNotice({ about: message, recipient }));
    const receivedAt = given.time.now + 14 * day;
    const arrived = { mailbox: opticourtage, raw, size: raw.length, whole: true, receivedAt };
    expect(await fileMail(given.parts, arrived)).toMatchObject({ became: 'bounce' });
  });

  test.each(['delayed', 'relayed', 'delivered'])('that a letter is %s changes nothing', async (action) => {
    const complaint = await registerComplaint(given);
    const message = await sentLetter(given, complaint);
    expect(await bounceOf(message, action)).toEqual({ became: 'delivery-notice', reference: complaint });
    const row = await given.register.database
      .selectFrom('letter')
      .selectAll()
      .where('message_id', '=', message)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'sent', bounced_at: null });
  });

  test('about a mail that nobody here wrote is shown to staff', async () => {
    expect(await bounceOf('<unknown@example.org>')).toMatchObject({ became: 'intake', suspicion: 'bounce' });
  });
});

test('where the storage cannot keep a file, nothing of the mail is kept, and it can be taken again', async () => {
  const raw = unique({ files: [{ name: 'a.pdf', content: pdf }] });
  const write = given.storage.write.bind(given.storage);
  given.storage.write = () => Promise.reject(new StorageFault('away'));
  await expect(file(raw)).rejects.toBeInstanceOf(StorageFault);
  given.storage.write = write;
  expect(await file(raw)).toMatchObject({ became: 'intake' });
});
