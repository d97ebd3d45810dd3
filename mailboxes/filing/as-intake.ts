import { readComplaint } from '../../register/complaints.ts';
import type { IntakeFields, IntakeMessage } from '../../register/intakes/intake-content.ts';
import { keepIntake } from '../../register/intakes/intakes.ts';
import { takeMail } from '../../register/mail-in.ts';
import { Erased } from '../../register/personal-texts.ts';
import type { NewWaitingFile } from '../../register/waiting-files.ts';
import { newPartFirst } from '../fields/history.ts';
import { fieldsOfMail } from '../fields/read-fields.ts';
import type { ReadMail } from '../reading/read-mail.ts';
import { mostText } from '../reading/tidy-text.ts';
import { type FilesOfMail, keepFiles } from './files.ts';
import { Notes } from './notes.ts';
import type { Filed, Filing, FilingParts, Suspicion } from './parts.ts';

/** Keeps a mail for staff, with its files and the message itself. */
export async function fileAsIntake(
  parts: FilingParts,
  filing: Filing,
  { suspicion, about }: { suspicion?: Suspicion | undefined; about?: string | undefined },
): Promise<Filed> {
  const { arrived, mail, procedure } = filing;
  const { fields, unread } = fieldsOfMail(mail, { procedure, receivedAt: arrived.receivedAt });
  const barred = about === undefined ? undefined : (await readComplaint(parts.register.database, about))?.facts.barred;
  return keepAsIntake(parts, filing, {
    suspicion,
    // Staff whom the complaint is about do not read what comes about it either.
    fields: barred === undefined ? fields : { ...fields, concernedStaff: barred },
    unread,
    files: mail.files,
    messageWith: (files) => messageOf(filing, mail, files, about),
  });
}

/** The same for a mail that could not be read: the message alone, where there is one. */
export async function fileAsUnreadable(parts: FilingParts, filing: Omit<Filing, 'mail'>): Promise<Filed> {
  const notes = new Notes(filing.procedure.firm.languages[0] ?? 'fr');
  notes.unreadable(filing.arrived.mailbox.address);
  return keepAsIntake(parts, filing, {
    suspicion: 'unreadable',
    fields: {},
    unread: ['complainant.name', 'complainant.email', 'matter', 'reason'],
    files: [],
    messageWith: () => ({ to: filing.arrived.mailbox.address, text: notes.under('') }),
  });
}

async function keepAsIntake(
  { register, attachments }: FilingParts,
  { arrived, mark, procedure }: Omit<Filing, 'mail'>,
  {
    suspicion,
    fields,
    unread,
    files,
    messageWith,
  }: {
    suspicion: Suspicion | undefined;
    fields: IntakeFields;
    unread: string[];
    files: ReadMail['files'];
    messageWith: (files: FilesOfMail<NewWaitingFile>) => IntakeMessage;
  },
): Promise<Filed> {
  const room = attachments.roomOfNew();
  const taken = await keepFiles(
    (given) => attachments.takeWaiting(given, room),
    { raw: arrived.raw, whole: arrived.whole, files },
    (unwanted) => attachments.discard(unwanted),
  );
  const intake = {
    source: 'mail',
    channel: 'e-mail',
    procedure,
    suspicion,
    receivedAt: arrived.receivedAt,
    message: messageWith(taken),
    fields,
    unread,
    origin: `mail ${mark.toString('hex')}`,
    files: taken.kept,
    actor: 'mailbox',
  } as const;
  try {
    const kept = await register.database.transaction().execute(async (queries) => {
      const now = register.clock();
      if (!(await takeMail(queries, { procedure: procedure.id, mark, became: 'intake' }, now))) return undefined;
      return keepIntake(queries, intake, now);
    });
    if (kept === undefined || kept.repeated) await attachments.discard(taken.kept);
    return kept === undefined ? { became: 'taken-before' } : { became: 'intake', suspicion, intake: kept.number };
  } catch (fault) {
    if (!(fault instanceof Erased)) await attachments.discard(taken.kept);
    throw fault;
  }
}

function messageOf(
  { arrived, procedure }: Filing,
  mail: ReadMail,
  { kept, refused, withMessage }: FilesOfMail<NewWaitingFile>,
  about: string | undefined,
): IntakeMessage {
  const notes = new Notes(procedure.firm.languages[0] ?? 'fr');
  if (!arrived.whole) notes.tooLarge(arrived.size, arrived.mailbox.address);
  else if (mail.fault) notes.say('malformed');
  if (mail.text === '') notes.say('empty');
  if (mail.text.length >= mostText) notes.say('cut');
  notes.refused(refused, withMessage);
  const [sender] = mail.from;
  const files = [
    ...(withMessage ? kept.slice(0, -1) : kept).map(({ name }) => name),
    ...refused.filter((file) => file.refused !== 'infected').map(({ name }) => name),
  ];
  return {
    ...(sender ? { from: sender } : {}),
    to: arrived.mailbox.address,
    ...(mail.subject === '' ? {} : { subject: mail.subject }),
    text: notes.under(newPartFirst(mail.text)),
    ...(files.length === 0 ? {} : { files }),
    ...(about === undefined ? {} : { about }),
  };
}
