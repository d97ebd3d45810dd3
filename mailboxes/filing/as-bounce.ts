import { addAttachments, NoRoomLeft } from '../../register/attachments.ts';
import { recordBounce } from '../../register/bounces.ts';
import { readLetterContent } from '../../register/letters.ts';
import { letterNumbered, type ReturnedLetter, takeMail } from '../../register/mail-in.ts';
import { Erased } from '../../register/personal-texts.ts';
import type { Queries } from '../../register/register.ts';
import { type DeliveryNotice, type RecipientNotice, saidOf } from '../judging/bounce.ts';
import { fileAsIntake } from './as-intake.ts';
import { keepFiles } from './files.ts';
import type { Filed, Filing, FilingParts } from './parts.ts';

/** No mail server tries for longer (RFC 5321, 4.5.4.1, has four to five days); milliseconds. */
const longestWay = 14 * 24 * 3_600_000;

/**
 * A notice about a letter of ours goes to the letter, and is kept with its complaint. One that may not be what it says, or is about a mail
 * that nobody here knows, is shown to staff: whoever has a letter knows its number and could write a notice.
 */
export async function fileBounce(parts: FilingParts, filing: Filing, notice: DeliveryNotice): Promise<Filed> {
  const { register } = parts;
  const { arrived, procedure } = filing;
  const letter = notice.about === undefined ? undefined : await letterNumbered(register.database, notice.about);
  const ours = letter?.procedure === procedure.id ? letter : undefined;
  const said = ours && notice.credible ? await saidOfLetter(register.database, { letter: ours, notice, filing }) : undefined;
  if (said && ours && notice.about !== undefined) {
    // It is delayed, or was passed on: the letter is sent, and a notice that it failed may still come.
    if (said.action !== 'failed') return fileDeliveryNotice(parts, filing, ours.reference);
    await recordBounce(register, { messageId: notice.about, status: said.status, at: arrived.receivedAt, actor: 'mailbox' });
    const filed = await keepNotice(parts, filing, ours.reference);
    if (filed) return filed;
  }
  return fileAsIntake(parts, filing, { suspicion: 'bounce', about: ours?.reference });
}

/** What the notice says of the one whom the letter was mailed to; undefined where it names others, came too late, or nobody can tell any more. */
async function saidOfLetter(
  queries: Queries,
  { letter, notice, filing }: { letter: ReturnedLetter; notice: DeliveryNotice; filing: Filing },
): Promise<RecipientNotice | undefined> {
  // One that is being sent has only begun to leave; of one that came back before, when it left is no longer there.
  const left = letter.sent_at ?? letter.data_began_at ?? letter.bounced_at;
  if (left === null || filing.arrived.receivedAt - left.getTime() > longestWay) return undefined;
  try {
    const { envelope } = await readLetterContent(queries, letter);
    return envelope && saidOf(notice, envelope.to);
  } catch (fault) {
    if (fault instanceof Erased) return undefined;
    throw fault;
  }
}

async function fileDeliveryNotice({ register }: FilingParts, { mark, procedure }: Filing, reference: string): Promise<Filed> {
  await takeMail(register.database, { procedure: procedure.id, mark, became: 'delivery-notice' }, register.clock());
  return { became: 'delivery-notice', reference };
}

/** Keeps the notice itself as evidence. @returns undefined where the complaint cannot take it */
async function keepNotice(
  { register, attachments }: FilingParts,
  { arrived, mark, procedure }: Filing,
  reference: string,
): Promise<Filed | undefined> {
  const discard = (unwanted: Parameters<typeof attachments.discard>[0]) => attachments.discard(unwanted);
  const room = await attachments.roomOf(reference);
  const { kept, withMessage } = await keepFiles(
    (file) => attachments.take(reference, file, room),
    { raw: arrived.raw, whole: arrived.whole, files: [] },
    discard,
  );
  if (!withMessage) return undefined;
  const filed = await register.database
    .transaction()
    .execute(async (queries): Promise<Filed> => {
      const now = register.clock();
      if (!(await takeMail(queries, { procedure: procedure.id, mark, became: 'bounce' }, now))) return { became: 'taken-before' };
      const most = attachments.limits.complaintBytes;
      await addAttachments(queries, { reference, files: kept, actor: 'mailbox', most }, now);
      return { became: 'bounce', reference };
    })
    .catch(async (fault: unknown) => {
      await discard(kept);
      if (fault instanceof NoRoomLeft || fault instanceof Erased) return undefined;
      throw fault;
    });
  if (filed?.became === 'taken-before') await discard(kept);
  return filed;
}
