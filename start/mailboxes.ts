import { openAttachments } from './attachments.ts';
import { faultPoint } from './fault.ts';
import { startHealthPages } from './health-pages.ts';
import { readMailboxesFile, readyToOpen } from './mailboxes-settings.ts';
import { needs } from './needs.ts';
import { databaseIsReady } from './readiness.ts';
import { openRegisterParts } from './register-parts.ts';
import { runRoot } from './roots.ts';
import { startMailboxes } from './run-mailboxes.ts';

// The mailboxes alone: takes the mails that complaints come in. Several may run at once: each mailbox is read by one of them.
await runRoot({ name: 'mailboxes', given: process.env, forPeople: false }, async ({ environment, log, stopping }) => {
  const { DATABASE_URL, MAILBOXES_FILE } = needs(environment, ['DATABASE_URL', 'MAILBOXES_FILE']);
  const file = readMailboxesFile(MAILBOXES_FILE);
  const mailboxes = readyToOpen(file, process.env);
  const parts = await openRegisterParts(DATABASE_URL, environment);
  stopping.add('register', () => parts.register.close());
  const attachments = await openAttachments(parts.register, environment);
  const checkpoint = faultPoint(environment.FAULT_AT);
  const watches = startMailboxes(parts, { mailboxes, largest: file.largest, attachments }, { log, checkpoint });
  stopping.add('mailboxes', () => watches.stop());
  const health = await startHealthPages(environment, async () => {
    const { disconnected, ...figures } = watches.health();
    return {
      checks: { database: await databaseIsReady(parts.register), mailboxes: disconnected === 0 },
      figures: { ...figures, disconnected },
    };
  });
  stopping.add('health pages', () => health.stop());
  log.info({ mailboxes: mailboxes.length }, 'The mailboxes are watched');
});
