import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { pino } from 'pino';
import { type MailCatcher, startMailCatcher } from '../../start/mail-catcher.ts';
import { localReplyAddresses, takeCaughtMail } from '../../start/run-mailboxes.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import {
  type GivenMailboxes,
  givenMailboxes,
  intakeNumbered,
  mailAcknowledgement,
  receivedBy,
} from '../mailboxes/given-mailboxes.ts';
import { complaintAddress, mail } from '../mailboxes/mails.ts';
import { personal, register as registerComplaint } from '../register/given.ts';

const makeFolder = temporaryFolders();
let given: GivenMailboxes;
let catcher: MailCatcher;
const lines: string[] = [];
let last: Promise<void> = Promise.resolve();

beforeAll(async () => {
  given = await givenMailboxes(makeFolder());
  const take = takeCaughtMail(given.parts, pino({ level: 'info' }, { write: (line) => void lines.push(line) }));
  catcher = await startMailCatcher({
    folder: makeFolder(),
    smtpPort: 0,
    uiPort: 0,
    onMail: (caught) => {
      last = take(caught);
    },
  });
});
afterAll(async () => {
  await catcher.stop();
  await given.close();
});

const send = async (to: string | string[], parts: Parameters<typeof mail>[0], from = 'dominique@example.org') => {
  await createTransport(catcher.smtpUrl).sendMail({ envelope: { from, to }, raw: mail(parts) });
  await last;
};
const told = () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;

test('a mail to a firm’s address for complaints is taken in as if it had come over IMAP', async () => {
  await send(complaintAddress.toUpperCase(), { messageId: '<a@x>', subject: 'Réclamation' });
  expect(told()).toMatchObject({ mailbox: 'local', became: 'intake' });
  const { row, message } = await intakeNumbered(given, Number(told()['intake']));
  expect(row).toMatchObject({ procedure: 'opticourtage', suspicion: null });
  expect(message).toMatchObject({ subject: 'Réclamation', to: complaintAddress });
});

test('a mail to anybody else stays in the mail catcher alone, and one that nobody can answer is seen as such', async () => {
  const before = lines.length;
  await send('dominique@example.org', { messageId: '<b@x>' });
  expect(lines.length).toBe(before);
  await send(complaintAddress, { messageId: '<c@x>' }, '');
  expect(told()).toMatchObject({ became: 'intake', suspicion: 'auto-reply' });
});

test('nothing personal is logged of a mail', async () => {
  await send(complaintAddress, { messageId: '<d@x>', subject: 'Secret', text: 'Secret' });
  expect(lines.join('')).not.toMatch(/Dominique|example\.org|Secret|opticourtage\.com/);
});

test('a letter asks to be answered at an address of its own, and the answer comes to its complaint', async () => {
  const reference = await registerComplaint(given);
  const result = await mailAcknowledgement(given, reference, {
    smtpUrl: catcher.smtpUrl,
    replyAddresses: localReplyAddresses(given.library),
  });
  expect(result.state).toBe('sent');
  const [listed] = (await (await fetch(`${catcher.uiUrl}/messages.json`)).json()) as { id: string; envelope: { to: string[] } }[];
  expect(listed?.envelope.to).toEqual([personal.email]);
  const raw = await (await fetch(`${catcher.uiUrl}/messages/${listed?.id}.eml`)).text();
  const [, replyTo = ''] = /^Reply-To:.*<([^>]+)>/im.exec(raw.replace(/\r\n[ \t]+/g, ' ')) ?? [];
  expect(replyTo).toMatch(/^reclamations-rgpd\+opt-2026-\d{6}-[a-z2-7]{16}@opticourtage\.com$/);
  await send(replyTo, { from: personal.email, to: replyTo, messageId: `<${randomUUID()}@x>`, text: 'Voici mon numéro.' });
  expect(told()).toMatchObject({ became: 'information', reference });
  expect((await receivedBy(given, reference)).at(-1)).toEqual({
    what: 'information',
    actor: 'mailbox',
    text: 'Voici mon numéro.',
  });
});
