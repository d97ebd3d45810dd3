import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import nodemailer from 'nodemailer';
import { StorageFault } from '../../../attachments/storage/storage.ts';
import type { Filed } from '../../../mailboxes/filing/parts.ts';
import type { ImapMailbox } from '../../../mailboxes/mailbox.ts';
import { codeOfImapFault } from '../../../mailboxes/watching/imap.ts';
import type { WatchParts } from '../../../mailboxes/watching/watch.ts';
import { MailboxWatches } from '../../../mailboxes/watching/watches.ts';
import { listAttachments } from '../../../register/attachments.ts';
import { readComplaint } from '../../../register/complaints.ts';
import { placeOf } from '../../../register/mail-in.ts';
import { pdf } from '../../attachments/samples.ts';
import { temporaryFolders } from '../../helpers/temporary-folder.ts';
import { personal, register as registerComplaint } from '../../register/given.ts';
import {
  type GivenMailboxes,
  givenMailboxes,
  intakeNumbered,
  mailAcknowledgement,
  opticourtage,
  receivedBy,
} from '../given-mailboxes.ts';
import { complaintAddress, mail } from '../mails.ts';
import { type MailHouse, startMailHouse } from './mail-house.ts';

// One house with a real IMAP and SMTP server; each test has mailboxes of its own in it.

const makeFolder = temporaryFolders();
let given: GivenMailboxes;
let house: MailHouse;
const running: MailboxWatches[] = [];

beforeAll(async () => {
  [given, house] = await Promise.all([givenMailboxes(makeFolder()), startMailHouse()]);
  // Mails of these tests arrive now.
  given.time.now = Date.now() + 60_000;
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((watches) => watches.stop()));
});
afterAll(async () => {
  await house.close();
  await given.close();
});

/** What a watch told, by the names of mailboxes and by UIDs. */
interface Told {
  filed: (Filed & { mailbox: string; uid: number })[];
  failed: { uid: number; attempt: number; name: string }[];
  disconnected: { name: string; again: number }[];
}

const imapMailbox = (name: string, changes: Partial<ImapMailbox> = {}): ImapMailbox => ({
  ...opticourtage,
  name,
  address: `${name}@opticourtage.example`,
  host: '127.0.0.1',
  port: house.imapPort,
  tls: 'none',
  ...house.user(`${name}@opticourtage.example`),
  folder: 'INBOX',
  ...changes,
});

/** Watches mailboxes as a process of its own would. */
function watch(mailboxes: readonly ImapMailbox[], changes: Partial<WatchParts> = {}): { watches: MailboxWatches; told: Told } {
  const told: Told = { filed: [], failed: [], disconnected: [] };
  const nameOf = (fault: unknown) => (fault instanceof Error ? fault.name : String(fault));
  const parts = {
    ...given.parts,
    largest: 200_000,
    report: {
      filed: (mailbox: string, uid: number, filed: Filed) => told.filed.push({ mailbox, uid, ...filed }),
      failed: (_: string, uid: number, attempt: number, fault: unknown) =>
        told.failed.push({ uid, attempt, name: nameOf(fault) }),
      notMoved: () => undefined,
      connected: () => undefined,
      disconnected: (_: string, fault: unknown, again: number) => told.disconnected.push({ name: codeOfImapFault(fault), again }),
    },
    isAway: (fault: unknown) => fault instanceof StorageFault,
    waitAfter: (failures: number) => 20 * failures,
    askAgainAfter: 20,
    ...changes,
  };
  const watches = new MailboxWatches(parts, mailboxes);
  running.push(watches);
  watches.start();
  return { watches, told };
}

async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_500; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it never came to be');
}

const send = (name: string | string[], parts: Parameters<typeof mail>[0], from = 'dominique@example.org') =>
  house.send({ from, to: [name].flat().map((one) => `${one}@opticourtage.example`), raw: mail(parts) });
const becameOf = ({ filed }: Told) => filed.map(({ became, suspicion }) => suspicion ?? became);
const restOf = (name: string, folder = 'INBOX') =>
  house.asOwner(`${name}@opticourtage.example`, async (client) => {
    await client.mailboxOpen(folder);
    return (await client.fetchAll('1:*', { envelope: true })).map(({ envelope }) => envelope?.subject);
  });

test('what lies in a mailbox is taken in order, what comes while it is watched at once, and none twice after another start', async () => {
  await send('one', { messageId: '<a@x>', subject: 'A' });
  await send('one', { messageId: '<b@x>', subject: 'B' });
  const first = watch([imapMailbox('one')]);
  await eventually(() => first.told.filed.length === 2);
  await send('one', { messageId: '<c@x>', subject: 'C' });
  await eventually(() => first.told.filed.length === 3);
  const intakes = await Promise.all(first.told.filed.map(({ intake }) => intakeNumbered(given, intake)));
  expect(intakes.map(({ message }) => message?.subject)).toEqual(['A', 'B', 'C']);
  expect(Math.abs((intakes[2]?.row.received_at.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  await first.watches.stop();
  await send('one', { messageId: '<d@x>', subject: 'D' });
  const second = watch([imapMailbox('one')]);
  await eventually(() => second.told.filed.length === 1);
  expect(second.told.filed).toMatchObject([{ mailbox: 'one', uid: 4, became: 'intake' }]);
  expect(await restOf('one')).toEqual(['A', 'B', 'C', 'D']);
  const unread = await house.asOwner('one@opticourtage.example', (client) => client.search({ seen: false }));
  expect(unread).toEqual([1, 2, 3, 4]);
});

test('one mail in two mailboxes of a firm is one intake, and in mailboxes of two firms one at each', async () => {
  await send(['two', 'two-b', 'two-c'], { messageId: '<two@x>' });
  const { told } = watch([imapMailbox('two'), imapMailbox('two-b'), imapMailbox('two-c', { procedure: 'almena' })]);
  await eventually(() => told.filed.length === 3);
  expect(becameOf(told).toSorted()).toEqual(['intake', 'intake', 'taken-before']);
});

test('a process that ends between keeping a mail and marking it leaves one intake, taken by the next', async () => {
  await send('three', { messageId: '<three@x>' });
  let ends = true;
  const { told } = watch([imapMailbox('three')], {
    checkpoint: (point) => {
      if (point !== 'mail-after-keeping' || !ends) return;
      ends = false;
      throw new Error('ended');
    },
  });
  await eventually(() => told.filed.length === 1);
  expect(told.failed).toEqual([{ uid: 1, attempt: 1, name: 'Error' }]);
  expect(becameOf(told)).toEqual(['taken-before']);
});

test('a mailbox whose UIDs were given anew is read from its beginning, and a server that was restarted from where it stopped', async () => {
  await send('four', { messageId: '<a4@x>' });
  const { told } = watch([imapMailbox('four')]);
  await eventually(() => told.filed.length === 1);
  const before = await placeOf(given.register.database, 'four');
  await house.giveNewUidValidity('four@opticourtage.example');
  await send('four', { messageId: '<b4@x>' });
  await eventually(() => told.filed.length === 3);
  expect(becameOf(told).toSorted()).toEqual(['intake', 'intake', 'taken-before']);
  expect(told.disconnected.length).toBeGreaterThan(0);
  await eventually(async () => (await placeOf(given.register.database, 'four'))?.uid === 2);
  expect((await placeOf(given.register.database, 'four'))?.uidValidity).not.toBe(before?.uidValidity);
});

test('a mail that fails three times is set aside as unreadable, with the message, and the next one is taken', async () => {
  const { attachments } = given;
  const poisoned = Object.create(attachments) as typeof attachments;
  poisoned.takeWaiting = async (file, room) => {
    if (file.name === 'poison.txt') throw new TypeError('poison');
    return attachments.takeWaiting(file, room);
  };
  Object.defineProperty(poisoned, 'limits', { value: attachments.limits });
  poisoned.roomOfNew = () => attachments.roomOfNew();
  poisoned.discard = (files) => attachments.discard(files);
  await send('five', { messageId: '<a5@x>', files: [{ name: 'poison.txt', content: 'x' }] });
  await send('five', { messageId: '<b5@x>' });
  const { told } = watch([imapMailbox('five')], { attachments: poisoned });
  await eventually(() => told.filed.length === 2);
  expect(becameOf(told)).toEqual(['unreadable', 'intake']);
  expect(told.failed.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  const { files } = await intakeNumbered(given, told.filed[0]?.intake);
  expect(files.map(({ name }) => name)).toEqual(['message.eml']);
});

test('while the storage is away a mail waits, and none of that counts against it', async () => {
  await send('six', { messageId: '<six@x>' });
  const write = given.storage.write.bind(given.storage);
  let faults = 0;
  given.storage.write = (content) => {
    faults += 1;
    return faults <= 5 ? Promise.reject(new StorageFault('away')) : write(content);
  };
  const { told } = watch([imapMailbox('six')]);
  await eventually(() => told.filed.length === 1);
  given.storage.write = write;
  expect(becameOf(told)).toEqual(['intake']);
  expect(told.failed).toEqual([]);
  expect(told.disconnected.map(({ again }) => again)).toEqual([20, 40, 60, 80, 100]);
});

test('a connection that ends while a mail is filed loses none of those behind it: they are taken over the next one', async () => {
  for (const subject of ['A', 'B', 'C']) await send('thirteen', { messageId: `<${subject}13@x>`, subject });
  const { attachments } = given;
  const interrupted = Object.create(attachments) as typeof attachments;
  Object.defineProperty(interrupted, 'limits', { value: attachments.limits });
  interrupted.roomOfNew = () => attachments.roomOfNew();
  interrupted.discard = (files) => attachments.discard(files);
  let restarts = 0;
  interrupted.takeWaiting = async (file, room) => {
    restarts += 1;
    if (restarts === 1) await house.restart();
    return attachments.takeWaiting(file, room);
  };
  const { told } = watch([imapMailbox('thirteen')], { attachments: interrupted });
  await eventually(() => told.filed.length === 3);
  expect(told.filed.map(({ uid, became }) => ({ uid, became }))).toEqual([1, 2, 3].map((uid) => ({ uid, became: 'intake' })));
  expect(told.disconnected.length).toBe(1);
});

test('while the register is away, an attempt that it could not take off again counts for nothing either', async () => {
  await send('fourteen', { messageId: '<fourteen@x>' });
  const { database } = given.register;
  let outages = 0;
  const update = database.updateTable.bind(database);
  const isAway = (fault: unknown) => fault instanceof StorageFault;
  const write = given.storage.write.bind(given.storage);
  given.storage.write = (content) => {
    outages += 1;
    return outages <= 5 ? Promise.reject(new StorageFault('away')) : write(content);
  };
  let forgetting = 0;
  const away = (table: never) => {
    if (table === 'mail_attempt') forgetting += 1;
    if (table === 'mail_attempt' && forgetting % 2 === 1) throw new StorageFault('away');
    return update(table);
  };
  database.updateTable = away as typeof database.updateTable;
  try {
    const { told } = watch([imapMailbox('fourteen')], { isAway });
    await eventually(() => told.filed.length === 1);
    expect(becameOf(told)).toEqual(['intake']);
    expect(told.failed).toEqual([]);
    expect(forgetting).toBe(10);
  } finally {
    database.updateTable = update;
    given.storage.write = write;
  }
});

test('a mail over the limit is kept by its beginning and left where it is; another one moves to the folder for what was taken', async () => {
  await send('seven', { messageId: '<a7@x>', subject: 'large', text: `Bonjour ${'x'.repeat(300_000)}` });
  await send('seven', { messageId: '<b7@x>', subject: 'small' });
  const { told } = watch([imapMailbox('seven', { moveTo: 'Doleance' })]);
  await eventually(() => told.filed.length === 2);
  expect(becameOf(told)).toEqual(['too-large', 'intake']);
  await eventually(async () => (await placeOf(given.register.database, 'seven'))?.uid === 2);
  expect(await restOf('seven')).toEqual(['large']);
  expect(await restOf('seven', 'Doleance')).toEqual(['small']);
});

test('of two processes one reads a mailbox, and the other one goes on when it ends', async () => {
  const first = watch([imapMailbox('eight')]);
  await eventually(() => first.watches.health().watched === 1);
  const second = watch([imapMailbox('eight')]);
  await eventually(() => second.watches.health().heldElsewhere === 1);
  await send('eight', { messageId: '<a8@x>' });
  await eventually(() => first.told.filed.length === 1);
  await first.watches.stop();
  await send('eight', { messageId: '<b8@x>' });
  await eventually(() => second.told.filed.length === 1);
  expect(second.told.filed).toMatchObject([{ uid: 2, became: 'intake' }]);
  expect(second.watches.health()).toEqual({ mailboxes: 1, watched: 1, heldElsewhere: 0, disconnected: 0 });
});

test('a process that has lost its hold on a mailbox, with its connection to the register, takes it up again', async () => {
  const { told, watches } = watch([imapMailbox('twelve')]);
  await eventually(() => watches.health().watched === 1);
  const { rows } = await sql<{ ended: boolean }>`
    select pg_terminate_backend(pid) as ended from pg_stat_activity
    where application_name = 'doleance-mailbox' and datname = current_database()`.execute(given.register.database);
  expect(rows).toContainEqual({ ended: true });
  await send('twelve', { messageId: '<twelve@x>' });
  await eventually(() => told.filed.length === 1);
  expect(becameOf(told)).toEqual(['intake']);
});

test('a mailbox that cannot be opened is tried again ever more seldom, and holds up no other', async () => {
  await send('nine', { messageId: '<nine@x>' });
  const { told, watches } = watch([imapMailbox('nine-b', { password: 'wrong' }), imapMailbox('nine')], {
    waitAfter: (failures) => 10_000 * failures,
  });
  await eventually(() => told.filed.length === 1 && told.disconnected.length === 1);
  expect(told.disconnected).toEqual([{ name: 'sign-in-refused', again: 10_000 }]);
  expect(watches.health()).toEqual({ mailboxes: 2, watched: 1, heldElsewhere: 0, disconnected: 1 });
});

test('a folder that is not there is told as such, and is not taken for an empty one', async () => {
  const { told } = watch([imapMailbox('fifteen', { folder: 'Nowhere' })], { waitAfter: () => 600_000 });
  await eventually(() => told.disconnected.length === 1);
  expect(told.disconnected).toEqual([{ name: 'no-such-folder', again: 600_000 }]);
});

test('what arrived before the day on which a mailbox begins to be read is left alone', async () => {
  await send('ten', { messageId: '<ten@x>' });
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const { told, watches } = watch([imapMailbox('ten', { since: tomorrow }), imapMailbox('ten-b')]);
  await eventually(() => watches.health().watched === 2);
  await send('ten-b', { messageId: '<ten-b@x>' });
  await eventually(() => told.filed.length === 1);
  expect(told.filed[0]?.mailbox).toBe('ten-b');
});

test('a notice that nobody can answer comes through as such, over SMTP and IMAP', async () => {
  await send('eleven', { messageId: '<eleven@x>' }, '');
  const { told } = watch([imapMailbox('eleven')]);
  await eventually(() => told.filed.length === 1);
  expect(becameOf(told)).toEqual(['auto-reply']);
});

describe('a mail server that is reached over TLS', () => {
  const overTls = (tls: 'implicit' | 'starttls', changes: Partial<ImapMailbox> = {}): Partial<ImapMailbox> => ({
    tls,
    port: tls === 'implicit' ? house.imapsPort : house.imapPort,
    ca: house.ca,
    ...changes,
  });

  test.each(['implicit', 'starttls'] as const)(
    'by %s is read where its certificate is one of an authority that is named',
    async (tls) => {
      await send(`tls-${tls}`, { messageId: `<${tls}@x>` });
      const { told } = watch([imapMailbox(`tls-${tls}`, overTls(tls))]);
      await eventually(() => told.filed.length === 1);
      expect(becameOf(told)).toEqual(['intake']);
      expect(house.log()).toMatch(new RegExp(`Login: user=<tls-${tls}@.*, TLS`));
    },
  );

  test.each<{ what: string; name: string; changes: () => Partial<ImapMailbox>; code: string }>([
    {
      what: 'signed by nobody who is known',
      name: 'unknown',
      changes: () => overTls('implicit', { ca: undefined }),
      code: 'certificate-not-trusted',
    },
    {
      what: 'signed by nobody who is known, after STARTTLS',
      name: 'unknown-later',
      changes: () => overTls('starttls', { ca: undefined }),
      code: 'certificate-not-trusted',
    },
    {
      what: 'of another host',
      name: 'other-host',
      changes: () => overTls('implicit', { host: 'localhost' }),
      code: 'certificate-of-another-host',
    },
    {
      what: 'of another host, after STARTTLS',
      name: 'other-host-later',
      changes: () => overTls('starttls', { host: 'localhost' }),
      code: 'certificate-of-another-host',
    },
    {
      what: 'not asked for, as the port speaks in the open',
      name: 'in-the-open',
      changes: () => overTls('implicit', { port: house.imapPort }),
      code: 'no-tls-at-this-port',
    },
  ])(
    'with a certificate that is $what is not read: no password goes out, and the log says why',
    async ({ name, changes, code }) => {
      await send(name, { messageId: `<${name}@x>` });
      const { told, watches } = watch([imapMailbox(name, changes())], { waitAfter: () => 600_000 });
      await eventually(() => told.disconnected.length === 1);
      expect(told.disconnected).toEqual([{ name: code, again: 600_000 }]);
      expect(watches.health()).toMatchObject({ disconnected: 1 });
      expect(house.log()).not.toContain(`user=<${name}@`);
    },
  );
});

describe('between the firm and whom it writes to, over SMTP and IMAP', () => {
  const firm = () =>
    imapMailbox('firm', { address: complaintAddress, ...house.user(complaintAddress), trustedAuthServId: undefined });
  const acknowledged = async (email: string) => {
    const reference = await registerComplaint(given, { change: { content: { ...complainantAt(email) } } });
    const smtpUrl = `smtp://127.0.0.1:${house.smtpPort}`;
    const replyAddresses = new Map([['opticourtage', complaintAddress]]);
    expect(await mailAcknowledgement(given, reference, { smtpUrl, replyAddresses })).toMatchObject({ state: 'sent' });
    return reference;
  };
  const acknowledgementOf = async (reference: string) => {
    const complaint = await readComplaint(given.register.database, reference);
    const letter = await given.register.database
      .selectFrom('letter')
      .selectAll()
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow();
    return { duty: complaint?.duties.find(({ duty }) => duty === 'acknowledgement'), letter };
  };

  test('what the complainant answers to a letter, in a mail program, stands on the complaint with its file', async () => {
    const reference = await acknowledged(personal.email);
    const letter = await house.asOwner(personal.email, async (client) => {
      const { source = Buffer.alloc(0) } = (await client.fetchOne('*', { source: true })) || {};
      return simpleParser(source);
    });
    const replyTo = letter.replyTo?.value[0]?.address ?? '';
    expect(replyTo).toContain(`+${reference.toLowerCase()}-`);
    const program = nodemailer.createTransport({ host: '127.0.0.1', port: house.smtpPort, ignoreTLS: true });
    await program.sendMail({
      from: { name: personal.name, address: personal.email },
      to: replyTo,
      subject: `Re: ${letter.subject}`,
      inReplyTo: letter.messageId,
      references: [letter.references ?? [], letter.messageId ?? ''].flat(),
      text: `Bonjour,\n\nVoici mon relevé.\n\nLe 21 nov. 2026 à 18:04, OPTICOURTAGE a écrit :\n\n${quoted(letter.text ?? '')}`,
      html: `<p>Bonjour,</p><p>Voici mon relevé.</p><blockquote type="cite">${String(letter.html)}</blockquote>`,
      attachments: [{ filename: 'relevé.pdf', content: pdf }],
    });
    program.close();
    const { told } = watch([firm()]);
    await eventually(() => told.filed.length === 1);
    expect(told.filed).toMatchObject([{ became: 'information', reference }]);
    const received = (await receivedBy(given, reference)).at(-1);
    expect(received).toMatchObject({ what: 'information', actor: 'mailbox' });
    expect(received?.text).toMatch(/^Bonjour,\n\nVoici mon relevé\.\n\nLe 21 nov/);
    const files = await listAttachments(given.register.database, reference);
    expect(files.map(({ name }) => name)).toEqual(['relevé.pdf', 'message.eml']);
  });

  test('a letter that a mail server returns is not sent any more: it waits for the post, and its duty is open again', async () => {
    house.returnsTo('parti@example.org');
    const reference = await acknowledged('parti@example.org');
    const before = await acknowledgementOf(reference);
    expect(before.letter.state).toBe('sent');
    expect(before.duty?.doneAt).toBeDefined();
    const { told } = watch([firm()]);
    await eventually(() => told.filed.some(({ became }) => became === 'bounce'));
    expect(told.filed.at(-1)).toMatchObject({ became: 'bounce', reference });
    const { letter, duty } = await acknowledgementOf(reference);
    expect(letter).toMatchObject({ state: 'awaiting-post', way: 'post', bounce_status: '5.1.1', sent_at: null });
    expect(duty).toMatchObject({ dueOn: before.duty?.dueOn, openedAgain: 1 });
    expect(duty).not.toHaveProperty('doneAt');
    expect((await receivedBy(given, reference)).at(-1)).toMatchObject({ what: 'letter-bounced', actor: 'mailbox' });
    const files = await listAttachments(given.register.database, reference);
    expect(files.map(({ name }) => name)).toEqual(['message.eml']);
  });
});

const complainantAt = (email: string) => ({
  complainant: { name: personal.name, salutation: 'madam' as const, email },
  reason: personal.reason,
  solutionSought: personal.solution,
});

const quoted = (text: string) => text.replace(/^/gm, '> ');
