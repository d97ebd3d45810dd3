import { describeFault, isDatabaseAway } from '../api/problems/faults.ts';
import type { Attachments } from '../attachments/attachments.ts';
import { StorageFault } from '../attachments/storage/storage.ts';
import { fileMail } from '../mailboxes/filing/filing.ts';
import type { FilingParts } from '../mailboxes/filing/parts.ts';
import type { ImapMailbox } from '../mailboxes/mailbox.ts';
import { codeOfImapFault } from '../mailboxes/watching/imap.ts';
import { oneAtATime } from '../mailboxes/watching/one-at-a-time.ts';
import type { WatchReport } from '../mailboxes/watching/watch.ts';
import { MailboxWatches } from '../mailboxes/watching/watches.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { FaultPoint } from './fault.ts';
import type { Logger } from './log.ts';
import type { CaughtMail } from './mail-catcher.ts';
import { BadMailboxes } from './mailboxes-settings.ts';
import type { RegisterParts } from './register-parts.ts';

/** Starts watching mailboxes. @throws BadMailboxes where one is of a firm that has no procedure in force */
export function startMailboxes(
  { register, library }: Pick<RegisterParts, 'register' | 'library'>,
  { mailboxes, largest, attachments }: { mailboxes: readonly ImapMailbox[]; largest: number; attachments: Attachments },
  { log, checkpoint }: { log: Logger; checkpoint: FaultPoint },
): MailboxWatches {
  const unknown = mailboxes.filter(({ procedure }) => library.inForce(procedure) === undefined);
  if (unknown.length > 0)
    throw new BadMailboxes(
      unknown.map(({ name, procedure }) => `${name}: '${procedure}' is no firm; allowed: ${firmsOf(library).join(', ')}`),
    );
  const parts = { register, library, attachments, largest, isAway, report: reportTo(log), checkpoint };
  const watches = new MailboxWatches(parts, mailboxes);
  watches.start();
  return watches;
}

function firmsOf(library: ProcedureLibrary): string[] {
  return library.allInForce().map(({ id }) => id);
}

function isAway(fault: unknown): boolean {
  return fault instanceof StorageFault || isDatabaseAway(fault);
}

/** Mailboxes by their names, mails by their UIDs: nothing that stands in one. */
function reportTo(log: Logger): WatchReport {
  return {
    filed: (mailbox, uid, filed) => log.info({ mailbox, uid, ...filed }, 'Mail taken'),
    failed: (mailbox, uid, attempt, fault) =>
      log.warn({ mailbox, uid, attempt, fault: describeFault(fault) }, 'Mail could not be taken'),
    notMoved: (mailbox, uid, fault) => log.warn({ mailbox, uid, code: codeOfImapFault(fault) }, 'Mail taken, but not moved'),
    connected: (mailbox) => log.info({ mailbox }, 'Mailbox watched'),
    disconnected: (mailbox, fault, again) =>
      log.warn(
        { mailbox, code: codeOfImapFault(fault), seconds: Math.round(again / 1_000) },
        'Mailbox cannot be read; tried again after these seconds',
      ),
  };
}

/** Takes in what the local mail catcher gets for a firm's address for complaints, as if it had come over IMAP. */
export function takeCaughtMail(parts: FilingParts, log: Logger): (caught: CaughtMail) => Promise<void> {
  const inTurn = oneAtATime();
  return async ({ raw, envelope }) => {
    const returnPath = Buffer.from(`Return-Path: <${envelope.from}>\r\n`);
    for (const [address, procedure] of firmsAddressed(parts.library, envelope.to)) {
      const mailbox = { name: 'local', procedure, address: withoutTag(address), tags: 'plus' } as const;
      const head = Buffer.concat([returnPath, Buffer.from(`Delivered-To: ${address}\r\n`)]);
      const whole = Buffer.concat([head, raw]);
      const arrived = { mailbox, raw: whole, size: whole.length, whole: true, receivedAt: parts.register.clock() };
      await inTurn(() => fileMail(parts, arrived)).then(
        (filed) => log.info({ mailbox: 'local', ...filed }, 'Mail taken'),
        (fault: unknown) => log.warn({ mailbox: 'local', fault: describeFault(fault) }, 'Mail could not be taken'),
      );
    }
  };
}

/** Where letters of each firm ask to be answered where there is only the mail catcher; by procedure. */
export function localReplyAddresses(library: ProcedureLibrary): ReadonlyMap<string, string> {
  return new Map(library.allInForce().map(({ id, firm }) => [id, firm.email]));
}

/** The firms that are written to, each by the address that was used. */
function firmsAddressed(library: ProcedureLibrary, recipients: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const known = new Set<string>();
  for (const recipient of recipients) {
    const plain = withoutTag(recipient);
    const procedure = library.allInForce().find(({ firm }) => firm.email.toLowerCase() === plain);
    if (procedure && !known.has(procedure.id)) found.set(recipient.toLowerCase(), procedure.id);
    if (procedure) known.add(procedure.id);
  }
  return found;
}

function withoutTag(address: string): string {
  return address.toLowerCase().replace(/\+[^@+]*@/, '@');
}
