import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createLetterActivities, type LetterActivities } from '../../activities/letter-activities.ts';
import { Attachments } from '../../attachments/attachments.ts';
import { usualLimits } from '../../attachments/limits.ts';
import type { Scanner } from '../../attachments/scanner.ts';
import { FolderStorage } from '../../attachments/storage/folder.ts';
import { MailTransport } from '../../letters/smtp.ts';
import type { FilingParts } from '../../mailboxes/filing/parts.ts';
import type { Mailbox } from '../../mailboxes/mailbox.ts';
import { loadRecourseDirectory } from '../../procedures/recourse.ts';
import { recordLetterSent } from '../../register/evidence.ts';
import { type KnownIntake, readIntake } from '../../register/intakes/intakes.ts';
import { keepLetter } from '../../register/letters.ts';
import { readMessageTexts } from '../../register/message-texts.ts';
import { everything } from '../../register/viewer.ts';
import type { LetterKind, Recipient } from '../../workflows/domain/letters.ts';
import type { LetterResult } from '../../workflows/domain/standing.ts';
import { wholeOf } from '../attachments/streams.ts';
import { type GivenRegister, givenRegister } from '../register/given.ts';
import { complaintAddress } from './mails.ts';

/** A register, a storage of files and what files mails in them. */
export interface GivenMailboxes extends GivenRegister {
  parts: FilingParts;
  attachments: Attachments;
  storage: FolderStorage;
}

/** Takes everything with this text in it for malware. */
export const malware = 'MALWARE';

const scanner: Scanner = {
  isThere: async () => true,
  scan: async (content) =>
    (await wholeOf(content)).includes(malware) ? { scan: 'infected', signature: 'Test-Malware' } : { scan: 'clean' },
};

export async function givenMailboxes(folder: string): Promise<GivenMailboxes> {
  const given = await givenRegister();
  const storage = new FolderStorage(folder);
  const attachments = new Attachments({ register: given.register, storage, scanner, limits: usualLimits });
  return { ...given, storage, attachments, parts: { register: given.register, library: given.library, attachments } };
}

export const opticourtage: Mailbox = {
  name: 'opticourtage',
  procedure: 'opticourtage',
  address: complaintAddress,
  tags: 'plus',
  trustedAuthServId: 'mx.opticourtage.com',
};

/** How many intakes there are. */
export async function countIntakes({ register }: Pick<GivenRegister, 'register'>): Promise<number> {
  return (await register.database.selectFrom('intake').select('id').execute()).length;
}

/** Everything that is known of an intake. */
export async function intakeNumbered(
  { register }: Pick<GivenRegister, 'register'>,
  number: number | undefined,
): Promise<KnownIntake> {
  const { id } = await register.database
    .selectFrom('intake')
    .select('id')
    .where('number', '=', number ?? 0)
    .executeTakeFirstOrThrow();
  const intake = await readIntake(register.database, id, everything);
  if (!intake) throw new Error('there is no such intake');
  return intake;
}

/** What a complaint has received, with its text. */
export async function receivedBy({ register }: Pick<GivenRegister, 'register'>, reference: string) {
  const rows = await register.database
    .selectFrom('message')
    .select(['id', 'body', 'actor'])
    .where('reference', '=', reference)
    .where('signal', '=', 'receive')
    .orderBy('position')
    .execute();
  return Promise.all(
    rows.map(async ({ id, body, actor }) => ({
      what: String(body['what']),
      actor,
      text: (await readMessageTexts(register.database, id)).text,
    })),
  );
}

/** A letter that the mail server took. @returns the number that it bore */
export async function sentLetter(
  { register, library }: Pick<GivenRegister, 'register' | 'library'>,
  reference: string,
  {
    kind = 'acknowledgement',
    recipient = 'complainant',
    to = 'dominique.exemple@example.org',
    sent = true,
  }: { kind?: LetterKind; recipient?: Recipient; to?: string; sent?: boolean } = {},
): Promise<string> {
  const id = randomUUID();
  const rules = await library.rulebookOf(reference);
  const duty = kind === 'forwarding' ? 'insurer-forwarding' : 'acknowledgement';
  await keepLetter(
    register,
    { reference, duty, occasion: 'first', kind },
    {
      id,
      recipient,
      language: 'fr',
      way: 'e-mail',
      letterDate: rules.dayOf(register.clock()),
      content: {
        subject: reference,
        html: '<p>Bonjour</p>',
        text: 'Bonjour\n',
        to: { name: 'X', email: to },
        envelope: { from: complaintAddress, to },
      },
      message: { id: `<${id}@opticourtage.com>`, bytes: Buffer.from('Subject: x\r\n\r\nBonjour') },
    },
  );
  if (sent) await recordLetterSent(register, id, { sentAt: register.clock(), actor: 'doleance' }, rules);
  return `<${id}@opticourtage.com>`;
}

/** Writes an acknowledgement and gives it to a mail server, as the worker does. @param to.replyAddresses where firms take answers, by procedure */
export async function mailAcknowledgement(
  { register, library, time }: Pick<GivenRegister, 'register' | 'library' | 'time'>,
  reference: string,
  { smtpUrl, replyAddresses }: { smtpUrl: string; replyAddresses: ReadonlyMap<string, string> },
): Promise<LetterResult> {
  const mail = new MailTransport({ url: smtpUrl, timeoutSeconds: 10 });
  const activities = createLetterActivities({
    register,
    library,
    directory: await loadRecourseDirectory(),
    mail,
    leaseSeconds: 60,
    publicUrl: 'http://localhost:3000',
    replyAddresses,
    checkpoint: () => undefined,
  });
  const letter = { reference, duty: 'acknowledgement', occasion: 'first', kind: 'acknowledgement', at: time.now } as const;
  const environment = new MockActivityEnvironment();
  return environment
    .run<[typeof letter], LetterResult, LetterActivities['sendLetter']>((one) => activities.sendLetter(one), letter)
    .finally(() => mail.close());
}
