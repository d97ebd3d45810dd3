import type { Procedure } from '../../procedures/schema.ts';
import { isMailTaken, isMailToStaff, markOfMail, takeMail } from '../../register/mail-in.ts';
import { isSpam, type Judgement, judgeMail } from '../judging/judging.ts';
import { readMail } from '../reading/read-mail.ts';
import type { ArrivedMail } from './arrived-mail.ts';
import { fileBounce } from './as-bounce.ts';
import { fileAsIntake, fileAsUnreadable } from './as-intake.ts';
import { fileAsReply } from './as-reply.ts';
import { identityOf } from './identity.ts';
import type { Filed, Filing, FilingParts, Suspicion } from './parts.ts';
import { complaintAnswered } from './whose-reply.ts';

/** The file of mailboxes names a firm that has no procedure in force. */
export class FirmUnknown extends Error {
  constructor(procedure: string) {
    super(`There is no procedure ${procedure} in force.`);
    this.name = 'FirmUnknown';
  }
}

/**
 * Takes a mail: a notice of non-delivery goes to the letter that it is about, a reply of a complainant whom the complaint knows to the
 * complaint, everything else becomes an intake for staff. Once it returns, the mail is kept; the same mail again changes nothing. Nothing is ever
 * sent to anybody from here.
 *
 * @throws where the register or the storage cannot be used, and where the mail is such that it cannot be read
 */
export async function fileMail(parts: FilingParts, arrived: ArrivedMail): Promise<Filed> {
  const { register, checkpoint = () => undefined } = parts;
  const procedure = firmOf(parts, arrived);
  const mail = await readMail(arrived.raw ?? Buffer.alloc(0));
  const mark = await markOfMail(register.database, identityOf(mail));
  if (await isMailTaken(register.database, procedure.id, mark)) return { became: 'taken-before' };
  checkpoint('mail-before-keeping');
  const filed = await fileAs(parts, { arrived, mail, mark, procedure }, judgeMail(mail, arrived.mailbox));
  checkpoint('mail-after-keeping');
  return filed;
}

/** Keeps a mail that could not be read time and again for staff to look at, so that the others are not held up by it. */
export async function setMailAside(parts: FilingParts, arrived: ArrivedMail, place: string): Promise<Filed> {
  const procedure = firmOf(parts, arrived);
  const mark = await markOfMail(parts.register.database, `unreadable ${place}`);
  return fileAsUnreadable(parts, { arrived, mark, procedure });
}

function firmOf({ library }: FilingParts, { mailbox }: ArrivedMail): Procedure {
  const procedure = library.inForce(mailbox.procedure);
  if (!procedure) throw new FirmUnknown(mailbox.procedure);
  return procedure;
}

async function fileAs(parts: FilingParts, filing: Filing, judgement: Judgement): Promise<Filed> {
  const { register } = parts;
  const { mail, arrived } = filing;
  if (mail.messageId !== undefined && (await isMailToStaff(register.database, mail.messageId))) return fileOwnMail(parts, filing);
  if (judgement.kind === 'bounce') return fileBounce(parts, filing, judgement);
  const faulty = faultOf(filing);
  if (judgement.kind === 'auto-reply' || judgement.kind === 'mailing-list')
    return fileAsIntake(parts, filing, { suspicion: judgement.kind });
  if (judgement.kind === 'new' || !arrived.whole || mail.fault)
    return fileAsIntake(parts, filing, { suspicion: faulty ?? (judgement.forged ? 'sender-not-checked' : undefined) });
  const answered = await complaintAnswered(register.database, judgement, filing.procedure.id);
  // Whether an insurer's mail is the reply that was asked for, or says that one will come, staff say: an intake that names the complaint.
  if (answered.as === 'complainant' && answered.reference !== undefined) {
    const filed = await fileAsReply(parts, filing, answered.reference);
    if (filed) return filed;
  }
  // A mail that only claims to answer something of ours is like any other.
  const isChecked = answered.as !== undefined || (answered.reference === undefined && !judgement.forged);
  return fileAsIntake(parts, filing, {
    suspicion: faulty ?? (isChecked ? undefined : 'sender-not-checked'),
    about: answered.reference,
  });
}

/** What staff are warned of before anything else. */
function faultOf({ arrived, mail }: Filing): Suspicion | undefined {
  if (!arrived.whole) return 'too-large';
  if (mail.fault) return mail.fault;
  if (mail.from.length === 0) return 'no-sender';
  if (mail.text === '' && mail.files.length === 0) return 'empty';
  return isSpam(mail.headers) ? 'spam' : undefined;
}

async function fileOwnMail({ register }: FilingParts, { mark, procedure }: Filing): Promise<Filed> {
  await takeMail(register.database, { procedure: procedure.id, mark, became: 'own-mail' }, register.clock());
  return { became: 'own-mail' };
}
